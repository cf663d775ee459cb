import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { codeSends, phoneProofs } from '#db/schema/handoff.server'
import { environment } from '~/env.server'
import { callbackMessages } from '~/i18n/callback'
import { messagesIn } from '~/i18n/messages'
import { forgetMessages, queueCall, queueSms, takesSms } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { toGsm7 } from '~/telephony/gsm7'
import { codesThisMonth } from './callback-spending.server'
import { secondsToWait } from './code-limits'
import { withPlainDigits } from './numbers.server'

/** One-time codes that prove a number: six digits by SMS or read aloud, never stored but as a keyed hash. */

export type Proof = typeof phoneProofs.$inferSelect
export type CodeChannel = 'sms' | 'voice'

export type SendOutcome =
	| { ok: true }
	/** Too many for this number, account or address. */
	| { ok: false; reason: 'code-wait'; seconds: number }
	/** What codes may cost this month is spent. */
	| { ok: false; reason: 'codes-paused' }

export const CODE_MINUTES = 10
const MOST_TRIES = 5
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const PURPOSE = 'phone-code'
/** Sends are kept for the budget of a month and the look back at it. */
const SENDS_KEPT_MS = 62 * DAY_MS

/** Whether there is a way to send a code at all: without a phone company there is none, and a person dials. */
export function canSendCodes(): boolean {
	return carrier().dials
}

/** How a code can reach a number: a landline, and a number that refuses text messages, are called. */
export async function channelsOf({ mobile, phone }: Pick<Proof, 'mobile' | 'phone'>): Promise<CodeChannel[]> {
	return mobile && (await takesSms(phone)) ? ['sms', 'voice'] : ['voice']
}

/**
 * Sends a new code, within limits and budget; the one before is worth nothing any more. The code,
 * its cost and the message are one transaction.
 *
 * @param addressPrefix - of whoever asks; `null` when it says nothing
 */
export async function sendCode(
	proof: Pick<Proof, 'id' | 'phone' | 'customerId' | 'lang'>,
	how: { channel: CodeChannel; addressPrefix: string | null; now: Date },
): Promise<SendOutcome> {
	return transaction(async (): Promise<SendOutcome> => {
		const issued = await issueCode(proof, how)
		if (!issued.ok) return issued
		const { codeHash, codeExpiresAt } = issued
		await db
			.update(phoneProofs)
			.set({ channel: how.channel, codeHash, codeExpiresAt, tries: 0, provedAt: null })
			.where(eq(phoneProofs.id, proof.id))
		return { ok: true }
	})
}

/**
 * Sends a code to a number within limits and budget. Whoever asks keeps its hash, in the transaction
 * that this is called in.
 *
 * @param of.id - of what the number is proved for: the code is worth nothing for anything else
 */
export async function issueCode(
	{ id, phone, customerId, lang }: Pick<Proof, 'id' | 'phone' | 'customerId' | 'lang'>,
	{ channel, addressPrefix, now }: { channel: CodeChannel; addressPrefix: string | null; now: Date },
): Promise<{ ok: true; codeHash: string; codeExpiresAt: Date } | Extract<SendOutcome, { ok: false }>> {
	const keys = {
		numberKey: keyed('number', phone),
		accountKey: customerId && keyed('account', customerId),
		addressKey: addressPrefix && keyed('address', addressPrefix),
	}
	const seconds = await secondsLeft(keys, now)
	if (seconds > 0) return { ok: false, reason: 'code-wait', seconds }
	const { smsCents, codeCallCents } = settings().callback.spending
	const costCents = channel === 'sms' ? smsCents : codeCallCents
	if ((await codesThisMonth(now, costCents)).tripped) return { ok: false, reason: 'codes-paused' }

	const { code, ...kept } = newCode(id, now)
	const [send] = await db
		.insert(codeSends)
		.values({ ...keys, channel, costCents, at: now })
		.returning({ id: codeSends.id })
	const t = messagesIn(callbackMessages, lang).code
	const brand = settings().brand.name
	const message = { to: phone, purpose: PURPOSE, dedupeKey: `code:${send?.id}`, now }
	if (channel === 'sms') await queueSms({ ...message, body: toGsm7(t.sms(brand, code, CODE_MINUTES)) })
	else {
		const digits = [...code].join(' ')
		await queueCall({ ...message, lang, body: [t.spoken(brand), digits, t.again, digits, t.bye].join('\n') })
	}
	return { ok: true, ...kept }
}

/** A new code of six digits for what is proved under this identifier, and what is kept of it. */
export function newCode(id: string, now: Date): { code: string; codeHash: string; codeExpiresAt: Date } {
	const code = String(randomInt(1_000_000)).padStart(6, '0')
	return { code, codeHash: hashOf(id, code), codeExpiresAt: new Date(now.getTime() + CODE_MINUTES * MINUTE_MS) }
}

/**
 * Compares what was typed with the code that was sent last. Each wrong one counts; after the fifth
 * the code is worth nothing. Call it inside the transaction that acts upon the answer.
 */
export async function checkCode(
	proof: Pick<Proof, 'id' | 'codeHash' | 'codeExpiresAt' | 'tries'>,
	typed: string,
	now: Date,
): Promise<{ ok: true } | { ok: false; reason: 'wrong' | 'dead' | 'expired' }> {
	const judged = judgeCode(proof, typed, now)
	if (judged.ok) await db.update(phoneProofs).set({ codeHash: null, provedAt: now }).where(eq(phoneProofs.id, proof.id))
	else if (judged.left) await db.update(phoneProofs).set(judged.left).where(eq(phoneProofs.id, proof.id))
	return judged.ok ? judged : { ok: false, reason: judged.reason }
}

/** The same without storing it. @returns `left`: what is to be kept after a wrong one */
export function judgeCode(
	{ id, codeHash, codeExpiresAt, tries }: Pick<Proof, 'id' | 'codeHash' | 'codeExpiresAt' | 'tries'>,
	typed: string,
	now: Date,
):
	| { ok: true }
	| {
			ok: false
			reason: 'wrong' | 'dead' | 'expired'
			left: { tries: number; codeHash: string | null } | null
	  } {
	if (codeHash === null) return { ok: false, reason: 'dead', left: null }
	if (codeExpiresAt === null || codeExpiresAt <= now) return { ok: false, reason: 'expired', left: null }
	const given = Buffer.from(hashOf(id, codeIn(typed)))
	if (timingSafeEqual(given, Buffer.from(codeHash))) return { ok: true }
	const dead = tries + 1 >= MOST_TRIES
	return { ok: false, reason: dead ? 'dead' : 'wrong', left: { tries: tries + 1, codeHash: dead ? null : codeHash } }
}

/** How many more tries a code has. */
export function triesLeft({ tries }: Pick<Proof, 'tries'>): number {
	return Math.max(0, MOST_TRIES - tries)
}

/** Erases codes that have expired from what was sent, and sends that no limit counts any more. */
export async function forgetCodes(now: Date): Promise<void> {
	await forgetMessages(PURPOSE, new Date(now.getTime() - CODE_MINUTES * MINUTE_MS))
	await db.delete(codeSends).where(lt(codeSends.at, new Date(now.getTime() - SENDS_KEPT_MS)))
}

async function secondsLeft(
	keys: { numberKey: string; accountKey: string | null; addressKey: string | null },
	now: Date,
): Promise<number> {
	const since = new Date(now.getTime() - DAY_MS)
	const sentTo = async (column: 'numberKey' | 'accountKey' | 'addressKey') => {
		const key = keys[column]
		if (key === null) return 0
		const sends = await db
			.select({ at: codeSends.at })
			.from(codeSends)
			.where(and(eq(codeSends[column], key), gt(codeSends.at, since)))
		return secondsToWait(
			sends.map(({ at }) => at),
			now,
			settings().callback.codes,
		)
	}
	return Math.max(await sentTo('numberKey'), await sentTo('accountKey'), await sentTo('addressKey'))
}

/** The six digits in what was typed, pasted with spaces or with the words around them. */
function codeIn(typed: string): string {
	const text = withPlainDigits(typed.slice(0, 500)).replace(/(?<=\d)[\s.-]+(?=\d)/g, '')
	return text.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? ''
}

function hashOf(proofId: string, code: string): string {
	return createHmac('sha256', environment().sessionSecret).update(`phone code ${proofId} ${code}`).digest('base64url')
}

function keyed(what: string, value: string): string {
	return createHmac('sha256', environment().sessionSecret).update(`code send ${what} ${value}`).digest('base64url')
}
