import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks, phoneProofs } from '#db/schema/handoff.server'
import { hasNumber } from '~/accounts/customers.server'
import { recordFriction } from '~/friction/record.server'
import { callbackMessages } from '~/i18n/callback'
import { messagesIn } from '~/i18n/messages'
import { everyTick } from '~/jobs/runner.server'
import { refusalOf } from './callback-refusals.server'
import {
	type CallbackRequest,
	findCallback,
	type ProvedBy,
	type RequestOutcome,
	requestCallback,
} from './callbacks.server'
import { type CheckedNumber, callableNumber } from './numbers.server'
import {
	CODE_MINUTES,
	type CodeChannel,
	canSendCodes,
	channelsOf,
	checkCode,
	forgetCodes,
	type Proof,
	type SendOutcome,
	sendCode,
} from './phone-codes.server'
import { findFreeSlot } from './slots.server'

/**
 * Asking for a callback from the site. A number of the signed-in account is called; any other is
 * proved first by a code. Until then the form waits here, and is no request: nobody sees it, nobody
 * is dialled, and it is erased after an hour.
 */

export type AskOutcome =
	| RequestOutcome
	| Extract<SendOutcome, { ok: false }>
	/** The form waits for the number to be proved. */
	| { ok: false; reason: 'to-prove'; proofId: string }

export type ConfirmOutcome =
	| RequestOutcome
	| { ok: false; reason: 'wrong' | 'dead' | 'expired' }
	/** The form was erased, or never existed. */
	| { ok: false; reason: 'gone' }

type Good = Extract<CheckedNumber, { ok: true }>

const MINUTE_MS = 60_000
const KEPT_MS = 60 * MINUTE_MS

/**
 * Somebody asks to be called. Asking again with the same form, or for the same number in the same
 * visit, goes on with the code that was sent.
 *
 * @param addressPrefix - of whoever asks; `null` when it says nothing
 */
export async function askForCallback(request: CallbackRequest, addressPrefix: string | null): Promise<AskOutcome> {
	const { now = new Date() } = request
	// In writing there is no telephone to prove; the address gets the link.
	if (request.channel === 'text') return requestCallback(request)
	const checked = await callableNumber(request.phone)
	if (!checked.ok) return { ok: false, reason: 'number', number: checked }
	const [made] = await db.select().from(callbacks).where(eq(callbacks.requestKey, request.requestKey))
	if (made) return { ok: true, callback: made }
	const provedBy = await howProved(request, checked, now)
	if (provedBy) return requestCallback({ ...request, provedBy, now })

	const outcome = await transaction(async (): Promise<AskOutcome> => {
		const refusal = await refusalOf({ ...request, phone: checked.number }, now)
		if (refusal) return refusal
		if (request.slotStart && !(await findFreeSlot(request.slotStart, { now, reason: request.reason })))
			return { ok: false, reason: 'slot-full' }
		const proof = await keepForm(request, checked, now)
		const [first] = await channelsOf(proof)
		// A landline is rung when its owner is ready to write the code down.
		if (first === 'voice' || isAlive(proof, now)) return { ok: false, reason: 'to-prove', proofId: proof.id }
		const sent = await sendCode(proof, { channel: 'sms', addressPrefix, now })
		return sent.ok ? { ok: false, reason: 'to-prove', proofId: proof.id } : sent
	})
	if (!outcome.ok && (outcome.reason === 'codes-paused' || outcome.reason === 'capped'))
		await logCut(outcome.reason, request, now)
	return outcome
}

/** Sends a new code for a form that waits, by the channel that was chosen. */
export async function sendAnotherCode({
	proofId,
	channel,
	addressPrefix,
	now = new Date(),
}: {
	proofId: string
	channel: CodeChannel
	addressPrefix: string | null
	now?: Date
}): Promise<SendOutcome | { ok: false; reason: 'gone' }> {
	const proof = await findProof(proofId, now)
	if (!proof || proof.callbackId) return { ok: false, reason: 'gone' }
	const channels = await channelsOf(proof)
	const sent = await sendCode(proof, { channel: channels.includes(channel) ? channel : 'voice', addressPrefix, now })
	if (!sent.ok && sent.reason === 'codes-paused')
		await logCut(sent.reason, { ...proof, askedFrom: proof.request.askedFrom }, now)
	return sent
}

/**
 * The right code makes the request, in one transaction with the proof: there is no proved number
 * without its request, unless the request itself is refused, and then no second code is asked for
 * within ten minutes. The same code twice makes one request.
 */
export async function confirmCallback({
	proofId,
	code,
	heldChats,
	now = new Date(),
}: {
	proofId: string
	heldChats?: readonly string[]
	/** As typed or pasted. */
	code: string
	now?: Date
}): Promise<ConfirmOutcome> {
	return transaction(async (): Promise<ConfirmOutcome> => {
		const proof = await findProof(proofId, now)
		if (!proof) return { ok: false, reason: 'gone' }
		const made = proof.callbackId && (await findCallback(proof.callbackId))
		if (made) return { ok: true, callback: made }
		if (!isProved(proof, now)) {
			const checked = await checkCode(proof, code, now)
			if (!checked.ok) return checked
		}
		const outcome = await requestCallback({ ...requestOf(proof), heldChats, provedBy: proof.channel ?? 'voice', now })
		if (outcome.ok)
			await db.update(phoneProofs).set({ callbackId: outcome.callback.id }).where(eq(phoneProofs.id, proof.id))
		return outcome
	})
}

/** A form that waits, or has become a request lately; `null` once it is erased. */
export async function findProof(id: string, now = new Date()): Promise<Proof | null> {
	const [proof] = await db
		.select()
		.from(phoneProofs)
		.where(and(eq(phoneProofs.id, id), gt(phoneProofs.keepUntil, now)))
	return proof ?? null
}

/** Whether the code that was sent last can still be typed. */
export function isAlive({ codeHash, codeExpiresAt }: Proof, now: Date): boolean {
	return codeHash !== null && codeExpiresAt !== null && codeExpiresAt > now
}

/** Erases forms whose time has passed, and the codes that were sent for them. */
export async function forgetProofs(now: Date): Promise<void> {
	await db.delete(phoneProofs).where(lt(phoneProofs.keepUntil, now))
	await forgetCodes(now)
}

everyTick('forgotten-proofs', 60, forgetProofs)

async function howProved(
	{ customerId, visitId, requestKey }: CallbackRequest,
	{ number }: Good,
	now: Date,
): Promise<ProvedBy | null> {
	if (customerId && (await hasNumber(customerId, number))) return 'account'
	if (!canSendCodes()) return 'by-hand'
	const proof = await findFormOf({ requestKey, visitId, phone: number }, now)
	return proof?.phone === number && isProved(proof, now) ? proof.channel : null
}

/** Stores the form, over what the same form or visit had stored for this number before. */
async function keepForm(request: CallbackRequest, { number: phone, mobile }: Good, now: Date): Promise<Proof> {
	const { requestKey, visitId, customerId, lang, slotStart, firstName, reason, subject, email, trail, askedFrom } =
		request
	const { wishedAdvisorId, channel } = request
	const written = {
		firstName,
		reason,
		subject,
		email,
		trail,
		askedFrom,
		wishedAdvisorId,
		channel,
		phone: request.phone,
	}
	const values = {
		...{ requestKey, visitId, customerId, lang, phone, mobile },
		request: { ...written, slotStart: slotStart?.toISOString() ?? null },
		keepUntil: new Date(now.getTime() + KEPT_MS),
	}
	const before = await findFormOf({ requestKey, visitId, phone }, now)
	const otherNumber = before && before.phone !== phone
	const [proof] = before
		? await db
				.update(phoneProofs)
				.set({ ...values, ...(otherNumber ? { codeHash: null, codeExpiresAt: null, tries: 0, channel: null } : {}) })
				.where(eq(phoneProofs.id, before.id))
				.returning()
		: await db
				.insert(phoneProofs)
				.values({ ...values, createdAt: now })
				.returning()
	if (!proof) throw new Error('the form was not stored')
	return proof
}

async function findFormOf(
	{ requestKey, visitId, phone }: Pick<Proof, 'requestKey' | 'visitId' | 'phone'>,
	now: Date,
): Promise<Proof | null> {
	const found = await db
		.select()
		.from(phoneProofs)
		.where(
			and(
				or(
					eq(phoneProofs.requestKey, requestKey),
					visitId === null
						? undefined
						: and(eq(phoneProofs.visitId, visitId), eq(phoneProofs.phone, phone), gt(phoneProofs.keepUntil, now)),
				),
				isNull(phoneProofs.callbackId),
			),
		)
		.orderBy(desc(phoneProofs.createdAt))
	return found.find((one) => one.requestKey === requestKey) ?? found[0] ?? null
}

function isProved({ provedAt }: Proof, now: Date): boolean {
	return provedAt !== null && now.getTime() - provedAt.getTime() < CODE_MINUTES * MINUTE_MS
}

function requestOf({ requestKey, visitId, customerId, lang, request }: Proof): CallbackRequest {
	const slotStart = request.slotStart === null ? null : new Date(request.slotStart)
	return { ...request, requestKey, visitId, customerId, lang, slotStart }
}

/** A limit of spending keeps a customer from being called: it is ours to mend, and is logged. */
async function logCut(
	cut: 'codes-paused' | 'capped',
	{ visitId, lang, customerId, askedFrom }: Pick<CallbackRequest, 'visitId' | 'lang' | 'customerId' | 'askedFrom'>,
	now: Date,
): Promise<void> {
	if (visitId === null) return
	await recordFriction({
		visitId,
		kind: 'action-failed',
		causeKey: `callback:${cut}`,
		label: messagesIn(callbackMessages, lang).cut[cut],
		path: askedFrom,
		lang,
		customerId,
		now,
	})
}
