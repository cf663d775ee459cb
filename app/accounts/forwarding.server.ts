import { and, eq, inArray, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { accountChanges, customers, FORWARDING_KINDS, type ForwardingKind } from '#db/schema/accounts.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatDate, formatPhone, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { nameOfDelegate } from './access.server'
import { type Forwarding, type ForwardingState, type Line, sameForwarding } from './backend'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { type PhoneProblem, readPhone } from './phone.server'

const SET = 'forwarding'
const UNDO = 'forwarding-undo'
const MINUTE_MS = 60_000
const DEFAULT_DELAY_SECONDS = 15
/** Longer chains do not exist; it only bounds the search for loops. */
const LONGEST_CHAIN = 10

/** Who asks: a customer for themselves, or somebody for them. `visitId` is absent outside a visit. */
export interface Actor {
	personId: string
	visitId: string | null
	lang: Lang
	/** Set when somebody of the team does it at the customer's request: the receipt says so. */
	inTheirName?: { advisor: string; caseReference: string }
}

export interface ForwardingRequest {
	customerId: string
	lineId: string
	kind: ForwardingKind
	/** As typed; `null` turns it off and keeps the number for next time. */
	target: string | null
	/** For `no-answer` only. */
	delaySeconds?: number
	/** The same key asks the same thing once. */
	requestKey: string
	actor: Actor
	now?: Date
}

export type TargetProblem = PhoneProblem | { problem: 'own-number' } | { problem: 'loop' }

export type ForwardingOutcome =
	| { ok: true; changeId: string }
	| { ok: false; reason: 'not-found' }
	| { ok: false; reason: 'target'; target: TargetProblem }
	/** Asked, and not certain to be done: the change is kept and says what was read afterwards. */
	| { ok: false; reason: 'unavailable' | 'refused' | 'unknown' | 'differs'; changeId: string }

export interface LineForwarding {
	line: Line
	contractLabel: string
	rules: { kind: ForwardingKind; state: ForwardingState | null; changedAt: Date | null }[]
}

/** What the page says of the last change: what is true now, and until when it can be taken back. */
export interface ForwardingChange {
	id: string
	lineId: string
	kind: ForwardingKind
	outcome: 'done' | 'refused' | 'failed' | 'differs'
	before: ForwardingState | null
	after: ForwardingState | null
	at: Date
	undoUntil: Date | null
	undone: boolean
	/** Whether it took an earlier change back. */
	takesBack: boolean
	/** Whether the line could be read after the change: if not, what is true now is not known. */
	readAfter: boolean
}

interface Recorded {
	kind: ForwardingKind
	state: ForwardingState | null
}

/** The lines of a customer, each with its four kinds of forwarding; `null` when they cannot be read now. */
export async function listForwardings(customerId: string, now = new Date()): Promise<LineForwarding[] | null> {
	const [contracts, set] = await Promise.all([
		accountsBackend().contracts(customerId),
		accountsBackend().forwardings(customerId),
	])
	if (!contracts.ok || !set.ok) return null
	return contracts.value
		.filter((contract) => !hasEnded(contract, now))
		.flatMap((contract) =>
			contract.lines.map((line) => ({
				line,
				contractLabel: contract.label,
				rules: FORWARDING_KINDS.map((kind) => {
					const found = set.value.find((one) => one.lineId === line.id && one.kind === kind)
					return { kind, state: found ? stateOf(found) : null, changedAt: found?.changedAt ?? null }
				}),
			})),
		)
}

/**
 * Sets or stops one kind of forwarding of one line, then reads it again: what is recorded,
 * shown and written to the customer is what was read, not what was asked.
 */
export async function changeForwarding(request: ForwardingRequest): Promise<ForwardingOutcome> {
	const { customerId, lineId, kind, actor, now = new Date() } = request
	const held = await findLine(customerId, lineId, now)
	if (!held.ok) return keep(request, null, now)
	if (!held.line) return { ok: false, reason: 'not-found' }

	const before = await readState(customerId, lineId, kind)
	if (before === undefined) return keep(request, null, now)
	let wanted: ForwardingState
	if (request.target === null) {
		if (!before) return keep(request, { before: null, wanted: null }, now)
		wanted = { ...before, active: false }
	} else {
		const target = await checkTarget(request.target, held.line.number)
		if (!target.ok) return { ok: false, reason: 'target', target }
		wanted = { target: target.e164, active: true, delaySeconds: kind === 'no-answer' ? delayOf(request) : null }
	}
	const outcome = await keep(request, { before, wanted }, now)
	if (actor.visitId && outcome.ok)
		await recordStep({ visitId: actor.visitId, kind: 'action', label: stepLabel(actor.lang, wanted), now })
	return outcome
}

/**
 * Takes a change back: the line returns to the exact state it had before.
 *
 * @returns `too-late` after the delay of the catalogue; `changed-since` when the line no longer is as
 *   that change left it; both leave the line alone. Taking back twice does it once.
 */
export async function undoForwarding({
	customerId,
	changeId,
	requestKey,
	actor,
	now = new Date(),
}: {
	customerId: string
	changeId: string
	requestKey: string
	actor: Actor
	now?: Date
}): Promise<ForwardingOutcome | { ok: false; reason: 'too-late' | 'changed-since' }> {
	const change = await findForwardingChange(customerId, changeId, now)
	if (!change) return { ok: false, reason: 'not-found' }
	if (change.undone) return { ok: true, changeId }
	if (!change.undoUntil) return { ok: false, reason: 'too-late' }
	const request = { customerId, lineId: change.lineId, kind: change.kind, requestKey, actor }
	const current = await readState(customerId, change.lineId, change.kind)
	if (current === undefined) return keep(request, null, now, UNDO)
	if (!sameForwarding(current, change.after)) return { ok: false, reason: 'changed-since' }

	const [claimed] = await db
		.update(accountChanges)
		.set({ undoneAt: now })
		.where(and(eq(accountChanges.id, changeId), isNull(accountChanges.undoneAt)))
		.returning({ id: accountChanges.id })
	if (!claimed) return { ok: true, changeId }
	const outcome = await keep(request, { before: current, wanted: change.before }, now, UNDO)
	if (!outcome.ok) await db.update(accountChanges).set({ undoneAt: null }).where(eq(accountChanges.id, changeId))
	return outcome
}

/** A change of this customer's forwarding; `null` when there is none of that identifier. */
export async function findForwardingChange(
	customerId: string,
	changeId: string,
	now = new Date(),
): Promise<ForwardingChange | null> {
	const [row] = await db
		.select()
		.from(accountChanges)
		.where(
			and(
				eq(accountChanges.id, changeId),
				eq(accountChanges.customerId, customerId),
				inArray(accountChanges.operation, [SET, UNDO]),
			),
		)
	if (!row) return null
	const before = row.before as Recorded
	const after = row.after as Recorded | null
	const undoUntil = new Date(row.at.getTime() + catalogue().forwarding.undoMinutes * MINUTE_MS)
	return {
		id: row.id,
		lineId: row.objectId,
		kind: before.kind,
		outcome: row.outcome,
		before: before.state,
		after: after?.state ?? null,
		at: row.at,
		undoUntil: row.outcome === 'done' && row.operation === SET && !row.undoneAt && now <= undoUntil ? undoUntil : null,
		undone: row.undoneAt !== null,
		takesBack: row.operation === UNDO,
		readAfter: after !== null,
	}
}

/** Checks a target as typed, for a line: a real number of a person, and no circle of calls. */
async function checkTarget(
	typed: string,
	lineNumber: string,
): Promise<{ ok: true; e164: string } | ({ ok: false } & TargetProblem)> {
	const read = readPhone(typed, settings().country, catalogue().forwarding.countries)
	if (!read.ok) return read
	if (read.e164 === lineNumber) return { ok: false, problem: 'own-number' }
	let reached = [read.e164]
	const seen = new Set(reached)
	for (let hop = 0; hop < LONGEST_CHAIN && reached.length > 0; hop++) {
		const readings = await Promise.all(reached.map((number) => accountsBackend().forwardedTo(number)))
		const next = readings.flatMap((reading) => (reading.ok ? reading.value : []))
		if (next.includes(lineNumber)) return { ok: false, problem: 'loop' }
		reached = next.filter((number) => !seen.has(number))
		for (const number of reached) seen.add(number)
	}
	return read
}

/**
 * Asks the backend once for a key and records what came of it. The key is taken before anything
 * is asked, with the outcome `failed` until the line has been read again: whoever comes second
 * with the same key gets the first one's change.
 */
async function keep(
	request: Pick<ForwardingRequest, 'customerId' | 'lineId' | 'kind' | 'requestKey' | 'actor'>,
	change: { before: ForwardingState | null; wanted: ForwardingState | null } | null,
	now: Date,
	operation: typeof SET | typeof UNDO = SET,
): Promise<ForwardingOutcome> {
	const { customerId, lineId, kind, requestKey, actor } = request
	const [taken] = await db
		.insert(accountChanges)
		.values({
			customerId,
			requestKey,
			operation,
			objectId: lineId,
			before: { kind, state: change?.before ?? null } satisfies Recorded,
			actorId: actor.personId,
			outcome: 'failed',
			at: now,
		})
		.onConflictDoNothing({ target: accountChanges.requestKey })
		.returning({ id: accountChanges.id })
	if (!taken) return earlierChange(customerId, requestKey)
	if (!change) return failed(request, taken.id, 'unavailable', now)

	const writing = await accountsBackend().setForwarding({ customerId, lineId, kind, state: change.wanted, now })
	const after = await readState(customerId, lineId, kind)
	if (after !== undefined && writing.outcome !== 'refused' && sameForwarding(after, change.wanted)) {
		await transaction(async () => {
			await settle(taken.id, 'done', { kind, state: after })
			await sendReceipt(customerId, lineId, kind, after, taken.id, actor, now)
		})
		return { ok: true, changeId: taken.id }
	}
	if (writing.outcome === 'refused') {
		await settle(taken.id, 'refused', after === undefined ? null : { kind, state: after })
		return failed(request, taken.id, 'refused', now)
	}
	if (after === undefined) return failed(request, taken.id, 'unknown', now)
	await settle(taken.id, writing.outcome === 'done' ? 'differs' : 'failed', { kind, state: after })
	return failed(request, taken.id, writing.outcome === 'done' ? 'differs' : 'unavailable', now)
}

async function earlierChange(customerId: string, requestKey: string): Promise<ForwardingOutcome> {
	const [earlier] = await db
		.select({ id: accountChanges.id, outcome: accountChanges.outcome })
		.from(accountChanges)
		.where(and(eq(accountChanges.requestKey, requestKey), eq(accountChanges.customerId, customerId)))
	if (!earlier) return { ok: false, reason: 'not-found' }
	if (earlier.outcome === 'done') return { ok: true, changeId: earlier.id }
	return { ok: false, reason: earlier.outcome === 'failed' ? 'unknown' : earlier.outcome, changeId: earlier.id }
}

async function settle(changeId: string, outcome: 'done' | 'refused' | 'failed' | 'differs', after: Recorded | null) {
	await db.update(accountChanges).set({ outcome, after }).where(eq(accountChanges.id, changeId))
}

/** Leaves the failed step in the visit, so that whoever helps next sees it. */
async function failed(
	{ customerId, actor }: Pick<ForwardingRequest, 'customerId' | 'actor'>,
	changeId: string,
	reason: 'unavailable' | 'refused' | 'unknown' | 'differs',
	now: Date,
): Promise<ForwardingOutcome> {
	if (actor.visitId) {
		const label = messagesIn(accountMessages, actor.lang).forwarding.failedStep
		await recordStep({ visitId: actor.visitId, kind: 'action', label, failed: true, now })
		await recordFriction({
			visitId: actor.visitId,
			kind: 'action-failed',
			causeKey: `forwarding:${reason}`,
			label,
			path: '/compte/renvoi',
			lang: actor.lang,
			customerId,
			detail: { reason, changeId },
			now,
		})
	}
	return { ok: false, reason, changeId }
}

async function sendReceipt(
	customerId: string,
	lineId: string,
	kind: ForwardingKind,
	state: ForwardingState | null,
	changeId: string,
	{ inTheirName, personId }: Actor,
	now: Date,
) {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	const [held, delegate] = await Promise.all([findLine(customerId, lineId, now), nameOfDelegate(customerId, personId)])
	if (!customer || !held.ok || !held.line) return
	const { timeZone, country, brand } = settings()
	const t = messagesIn(accountMessages, customer.lang).forwarding
	const line = formatPhone(held.line.number, country)
	const kindName = t.kinds[kind].name
	const sentence = state?.active
		? t.receiptOn(line, kindName, formatPhone(state.target, country))
		: t.receiptOff(line, kindName)
	await queueEmail({
		to: customer.email,
		subject: state?.active ? t.receiptSubjectOn(line) : t.receiptSubjectOff(line),
		body: t.receiptBody(
			customer.firstName,
			[
				sentence,
				...(inTheirName ? [t.receiptInName(inTheirName.advisor, inTheirName.caseReference)] : []),
				...(delegate ? [messagesIn(delegationMessages, customer.lang).by(delegate)] : []),
			].join('\n'),
			formatDate(customer.lang, now, timeZone),
			formatTime(customer.lang, now, timeZone),
			brand.name,
		),
		purpose: 'account-receipt',
		dedupeKey: `forwarding:${changeId}`,
		now,
	})
}

async function findLine(
	customerId: string,
	lineId: string,
	now: Date,
): Promise<{ ok: true; line: Line | undefined } | { ok: false }> {
	const contracts = await accountsBackend().contracts(customerId)
	if (!contracts.ok) return { ok: false }
	const running = contracts.value.filter((contract) => !hasEnded(contract, now))
	return { ok: true, line: running.flatMap((contract) => contract.lines).find((line) => line.id === lineId) }
}

/** `null` when it was never set, `undefined` when it cannot be read now. */
async function readState(
	customerId: string,
	lineId: string,
	kind: ForwardingKind,
): Promise<ForwardingState | null | undefined> {
	const set = await accountsBackend().forwardings(customerId)
	if (!set.ok) return undefined
	const found = set.value.find((one) => one.lineId === lineId && one.kind === kind)
	return found ? stateOf(found) : null
}

function stateOf({ target, active, delaySeconds }: Forwarding): ForwardingState {
	return { target, active, delaySeconds }
}

function delayOf({ delaySeconds }: ForwardingRequest): number {
	const offered = catalogue().forwarding.noAnswerSeconds
	return delaySeconds && offered.includes(delaySeconds) ? delaySeconds : DEFAULT_DELAY_SECONDS
}

function stepLabel(lang: Lang, state: ForwardingState): string {
	const t = messagesIn(accountMessages, lang).forwarding
	return state.active ? t.stepOn : t.stepOff
}
