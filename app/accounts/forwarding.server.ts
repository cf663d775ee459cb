import { FORWARDING_KINDS, type ForwardingKind } from '#db/schema/accounts.server'
import { accountMessages } from '~/i18n/account'
import { formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import { type Forwarding, type ForwardingState, type Line, sameForwarding } from './backend'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { checkTarget, type TargetProblem } from './forwarding-target.server'
import { holdingOfContract, monthlyPrice } from './holding'
import { findHeldLine } from './line-changes.server'
import { recordFailedStep } from './operation-steps.server'
import { type Change, defineOperation, findByKey, findChange, perform, takeBack } from './operations.server'

const DEFAULT_DELAY_SECONDS = 15

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
	/** Of the review that was read: nothing is done when the line is no longer as it said. */
	seen?: string
	actor: Actor
	now?: Date
}

export type ForwardingOutcome =
	/** Asked; the change says what came of it. */
	| { ok: true; changeId: string }
	| { ok: false; reason: 'target'; target: TargetProblem }
	/** Nothing was asked. `awaits-answer`: another change of this line has no answer yet. */
	| { ok: false; reason: 'missing' | 'unavailable' | 'stale' | 'awaits-answer' | 'as-it-is' }

export interface LineForwarding {
	line: Line
	contractLabel: string
	rules: { kind: ForwardingKind; state: ForwardingState | null; changedAt: Date | null }[]
}

export type ForwardingChange = Change<AskedOfForwarding, ForwardingState | null>

interface AskedOfForwarding {
	number: string
	kind: ForwardingKind
	/** `null`: never set. */
	before: ForwardingState | null
	wanted: ForwardingState | null
}

/** One kind of call forwarding of one line. */
const forwardingOperation = defineOperation<AskedOfForwarding, ForwardingState | null>({
	name: 'forwarding',
	page: '/compte/renvoi',
	parse: (stored) => stored as AskedOfForwarding,
	before: ({ before }) => before,
	after: ({ wanted }) => wanted,
	same: sameForwarding,

	async read({ customerId, objectId, asked }) {
		const set = await accountsBackend().forwardings(customerId)
		return set.ok ? stateIn(set.value, objectId, asked.kind) : undefined
	},

	write: ({ customerId, objectId: lineId, asked: { kind }, from: expected, to: state, now }) =>
		accountsBackend().setForwarding({ customerId, lineId, kind, expected, state, now }),

	canUndo: () => true,

	words({ wanted }, lang) {
		const t = messagesIn(accountMessages, lang).forwarding
		return { done: wanted?.active ? t.stepOn : t.stepOff, failed: t.failedStep }
	},

	async mail({ asked, to }, { lang, ...mail }) {
		const { country } = settings()
		const t = messagesIn(accountMessages, lang).forwarding
		const line = formatPhone(asked.number, country)
		const kind = t.kinds[asked.kind].name
		return {
			subject: to?.active ? t.receiptSubjectOn(line) : t.receiptSubjectOff(line),
			body: t.receiptBody({
				...mail,
				sentence: to?.active ? t.receiptOn(line, kind, formatPhone(to.target, country)) : t.receiptOff(line, kind),
				link: `${mail.publicUrl}${localPath(lang, '/compte/renvoi')}`,
			}),
		}
	},
})

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

export interface ForwardingReview {
	lineId: string
	number: string
	kind: ForwardingKind
	before: ForwardingState | null
	after: ForwardingState
	/** What the line of this contract costs a month, which stays. */
	monthlyCents: number
	/** Names `before`: a confirmation is of what was read. */
	seen: string
}

/** What setting a forwarding would do, to be read before it is confirmed; nothing is asked of the line. */
export async function reviewForwarding(
	request: Omit<ForwardingRequest, 'requestKey' | 'target'> & { target: string },
): Promise<{ ok: true; review: ForwardingReview } | Extract<ForwardingOutcome, { ok: false }>> {
	const prepared = await prepare(request)
	if (!prepared.ok) return prepared
	const { contract, number, before, wanted } = prepared
	const { lineId, kind } = request
	if (!wanted) return { ok: false, reason: 'as-it-is' }
	const monthlyCents = monthlyPrice(holdingOfContract(contract))
	return { ok: true, review: { lineId, number, kind, before, after: wanted, monthlyCents, seen: nameOf(before) } }
}

/** Sets or stops one kind of forwarding of one line. */
export async function changeForwarding(request: ForwardingRequest): Promise<ForwardingOutcome> {
	const { customerId, lineId, kind, requestKey, seen, actor, now = new Date() } = request
	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier }
	const prepared = await prepare(request)
	if (!prepared.ok) return prepared
	const { number, before, wanted } = prepared
	if (seen !== undefined && seen !== nameOf(before)) return { ok: false, reason: 'stale' }
	const asked = { number, kind, before, wanted }
	const performed = await perform(forwardingOperation, { customerId, objectId: lineId, asked, requestKey, actor, now })
	if (!performed.ok) return performed
	return performed.result === 'changed-since'
		? { ok: false, reason: 'stale' }
		: { ok: true, changeId: performed.changeId }
}

/** Reads the line and checks what is asked of it. */
async function prepare(request: Omit<ForwardingRequest, 'requestKey'>) {
	const { customerId, lineId, kind, actor, now = new Date() } = request
	const [held, set] = await Promise.all([
		findHeldLine(customerId, lineId, now),
		accountsBackend().forwardings(customerId),
	])
	if (held === 'missing') return { ok: false as const, reason: 'missing' as const }
	if (held === 'unavailable' || !set.ok) {
		const words = forwardingOperation.words({ number: '', kind, before: null, wanted: null }, actor.lang)
		await recordFailedStep(forwardingOperation, { customerId, actor, words, reason: 'unavailable', now })
		return { ok: false as const, reason: 'unavailable' as const }
	}
	const { number } = held.line
	const before = stateIn(set.value, lineId, kind)
	let wanted = before && { ...before, active: false }
	if (request.target !== null) {
		const target = await checkTarget(request.target, number)
		if (!target.ok) return { ok: false as const, reason: 'target' as const, target }
		wanted = { target: target.e164, active: true, delaySeconds: kind === 'no-answer' ? delayOf(request) : null }
	}
	if (sameForwarding(before, wanted)) return { ok: false as const, reason: 'as-it-is' as const }
	return { ok: true as const, contract: held.contract, number, before, wanted }
}

/** Takes a change back within the minutes of the catalogue: the line returns to the exact state it had. */
export function undoForwarding({
	now = new Date(),
	...undo
}: {
	customerId: string
	changeId: string
	actor: Actor
	now?: Date
}) {
	return takeBack(forwardingOperation, { ...undo, now })
}

/** A change of this customer's forwarding; `null` when there is none of that identifier. */
export function findForwardingChange(
	customerId: string,
	changeId: string,
	now = new Date(),
): Promise<ForwardingChange | null> {
	return findChange(forwardingOperation, { customerId, changeId, now })
}

/** Off is off, whatever number is remembered. */
function nameOf(state: ForwardingState | null): string {
	return state?.active ? `${state.target} ${state.delaySeconds ?? ''}` : ''
}

/** `null` when it was never set. */
function stateIn(set: Forwarding[], lineId: string, kind: ForwardingKind): ForwardingState | null {
	const found = set.find((one) => one.lineId === lineId && one.kind === kind)
	return found ? stateOf(found) : null
}

function stateOf({ target, active, delaySeconds }: Forwarding): ForwardingState {
	return { target, active, delaySeconds }
}

function delayOf({ delaySeconds }: Pick<ForwardingRequest, 'delaySeconds'>): number {
	const offered = catalogue().forwarding.noAnswerSeconds
	return delaySeconds && offered.includes(delaySeconds) ? delaySeconds : DEFAULT_DELAY_SECONDS
}
