/**
 * What happens in a chat, and what it makes of it. Pure: the desk, the customer's page, the sweep
 * and the tests feed the same function. What has ended stays as it ended.
 */

export interface ChatSituation {
	state: 'waiting' | 'active' | 'ended' | 'abandoned'
	advisorId: string | null
	/** While it waits: who is asked to take it. While it goes on: the colleague it is passed to. */
	offeredTo: string | null
	offerEndsAt: Date | null
	passedBy: string[] | null
	asksAgainAt: Date | null
	passing: Passing | null
	passingNote: string | null
	placeAt: Date | null
	goneAt: Date | null
	turn: Side | null
	quietSince: Date | null
	warnedAt: Date | null
	endedAt: Date | null
	endedBy: Side | 'system' | null
	callbackId: string | null
}

type Side = 'customer' | 'advisor'
/** `cold`: a colleague takes over. `warm`: they are introduced first. `invite`: they join, and it stays whose it was. */
export type Passing = 'cold' | 'warm' | 'invite'
export type GivenBackBecause = 'advisor' | 'advisor-idle' | 'desk-closed'

export type ChatMove =
	| { kind: 'offer'; to: string; endsAt: Date }
	/** The advisor who is asked says yes, or anyone takes by hand what waits. */
	| { kind: 'take'; by: string }
	| { kind: 'decline'; by: string }
	| { kind: 'offer-ended' }
	/** Everybody who is there let it pass; then all are asked anew, or one of them as soon as they say that they are ready. */
	| { kind: 'all-passed'; asksAgainAt: Date }
	| { kind: 'ask-again' }
	| { kind: 'ready-again'; by: string }
	/** Nothing is heard of a customer who waits, and then it is. */
	| { kind: 'gone' }
	| { kind: 'back' }
	| { kind: 'leave'; by: 'customer' | 'system' }
	/** The side whose turn it is has been silent, was asked, says something, or stays silent. */
	| { kind: 'warn' }
	| { kind: 'heard'; side: Side }
	| { kind: 'still-silent' }
	| { kind: 'give-back'; by: string; firstPlace: Date }
	| { kind: 'desk-closed'; firstPlace: Date }
	| { kind: 'advisor-silent'; firstPlace: Date }
	| { kind: 'pass'; by: string; to: string; how: Passing; note: string | null; endsAt: Date }
	| { kind: 'recall'; by: string }
	| { kind: 'hand-over'; by: string; to: string }
	| { kind: 'to-callback'; callbackId: string }
	| { kind: 'to-message'; messageId: string }
	| { kind: 'end'; by: Side | 'system'; actorId?: string | null }

/** How a change is recorded. */
export type ChatRecord =
	| 'offered'
	| 'taken'
	| 'offer-declined'
	| 'offer-ended'
	| 'all-passed'
	| 'asked-again'
	| 'ready-again'
	| 'gone'
	| 'back'
	| 'left-queue'
	| 'warned'
	| 'heard'
	| 'requeued'
	| 'pass-asked'
	| 'pass-declined'
	| 'pass-ended'
	| 'pass-recalled'
	| 'transferred'
	| 'joined'
	| 'to-callback'
	| 'to-message'
	| 'ended'

export interface ChatStep {
	set: Partial<ChatSituation>
	record: ChatRecord
	/** Who did it; `null` when time did. */
	actorId: string | null
	detail: Record<string, unknown> | null
}

const NO_OFFER = { offeredTo: null, offerEndsAt: null }
const NOT_PASSED = { ...NO_OFFER, passing: null }
const NOTHING_LEFT = { ...NOT_PASSED, asksAgainAt: null, goneAt: null, turn: null, quietSince: null, warnedAt: null }

/** @returns `null` when it changes nothing: somebody was faster, or it is not theirs to do */
export function nextChat(chat: ChatSituation, move: ChatMove, now: Date): ChatStep | null {
	if (chat.state === 'waiting') return whileWaiting(chat, move, now)
	if (chat.state === 'active') return whileActive(chat, move, now)
	return null
}

function whileWaiting(chat: ChatSituation, move: ChatMove, now: Date): ChatStep | null {
	switch (move.kind) {
		case 'offer':
			if (chat.offeredTo || chat.goneAt || chat.passedBy?.includes(move.to)) return null
			return step('offered', { offeredTo: move.to, offerEndsAt: move.endsAt }, move.to)
		case 'take':
			return step(
				'taken',
				{
					...{ ...NO_OFFER, state: 'active', advisorId: move.by, passedBy: null, goneAt: null },
					...{ asksAgainAt: null, turn: 'advisor', quietSince: now, warnedAt: null },
				},
				move.by,
			)
		case 'decline':
			if (chat.offeredTo !== move.by) return null
			return step('offer-declined', { ...NO_OFFER, passedBy: [...(chat.passedBy ?? []), move.by] }, move.by)
		case 'offer-ended':
			if (!chat.offeredTo || !isOver(chat, now)) return null
			return step('offer-ended', { ...NO_OFFER, passedBy: [...(chat.passedBy ?? []), chat.offeredTo] }, chat.offeredTo)
		case 'all-passed':
			if (chat.offeredTo || chat.asksAgainAt) return null
			return step('all-passed', { asksAgainAt: move.asksAgainAt }, null, { passedBy: chat.passedBy?.length ?? 0 })
		case 'ask-again':
			if (!chat.asksAgainAt || chat.asksAgainAt > now) return null
			return step('asked-again', { passedBy: null, asksAgainAt: null })
		case 'ready-again':
			if (!chat.passedBy?.includes(move.by)) return null
			return step('ready-again', { passedBy: chat.passedBy.filter((one) => one !== move.by) }, move.by)
		case 'gone':
			return chat.goneAt ? null : step('gone', { ...NO_OFFER, goneAt: now })
		case 'back':
			return chat.goneAt ? step('back', { goneAt: null }) : null
		case 'leave':
			return step('left-queue', { ...NOTHING_LEFT, state: 'abandoned', endedAt: now, endedBy: move.by }, null, {
				by: move.by,
			})
		case 'to-callback':
			return becomesCallback(move.callbackId, now)
		case 'to-message':
			return step('to-message', { ...NOTHING_LEFT, state: 'ended', endedAt: now, endedBy: 'customer' }, null, {
				messageId: move.messageId,
			})
		case 'end':
			return ends(move.by, now, null, move.actorId)
		default:
			return null
	}
}

function whileActive(chat: ChatSituation, move: ChatMove, now: Date): ChatStep | null {
	const isTheirs = 'by' in move && chat.advisorId === move.by
	switch (move.kind) {
		case 'take':
			if (!chat.passing || chat.offeredTo !== move.by) return null
			if (chat.passing === 'cold') return transferred(chat, move.by, now)
			return step('joined', { ...NOT_PASSED }, move.by, { how: chat.passing })
		case 'decline':
			if (!chat.passing || chat.offeredTo !== move.by) return null
			return step('pass-declined', { ...NOT_PASSED }, move.by)
		case 'offer-ended':
			if (!chat.passing || !isOver(chat, now)) return null
			return step('pass-ended', { ...NOT_PASSED }, chat.offeredTo)
		case 'pass': {
			if (!isTheirs || chat.passing || move.to === move.by) return null
			const { to, how, note, endsAt } = move
			return step('pass-asked', { offeredTo: to, offerEndsAt: endsAt, passing: how, passingNote: note }, move.by, {
				to,
				how,
			})
		}
		case 'recall':
			return isTheirs && chat.passing ? step('pass-recalled', { ...NOT_PASSED }, move.by) : null
		case 'hand-over':
			return isTheirs && move.to !== move.by ? transferred(chat, move.to, now) : null
		case 'give-back':
			return isTheirs ? givenBack(chat, 'advisor', move.firstPlace, move.by) : null
		case 'desk-closed':
			return givenBack(chat, 'desk-closed', move.firstPlace)
		case 'advisor-silent':
			if (!chat.warnedAt || chat.turn !== 'advisor') return null
			return givenBack(chat, 'advisor-idle', move.firstPlace)
		case 'warn':
			if (chat.warnedAt || chat.passing || !chat.turn) return null
			return step('warned', { warnedAt: now }, null, { side: chat.turn })
		case 'heard':
			if (!chat.warnedAt || chat.turn !== move.side) return null
			return step('heard', { warnedAt: null, quietSince: now }, null, { side: move.side })
		case 'still-silent':
			if (!chat.warnedAt || chat.turn !== 'customer') return null
			return ends('system', now, 'customer-idle')
		case 'to-callback':
			return becomesCallback(move.callbackId, now)
		case 'end':
			return ends(move.by, now, null, move.actorId)
		default:
			return null
	}
}

/** First in the queue: the customer has waited once, and somebody answered. Who gave it back or fell silent is not asked again. */
function givenBack(
	{ advisorId }: ChatSituation,
	cause: GivenBackBecause,
	placeAt: Date,
	by: string | null = null,
): ChatStep {
	const passed = cause === 'advisor-idle' ? advisorId : by
	return step(
		'requeued',
		{ ...NOTHING_LEFT, state: 'waiting', advisorId: null, placeAt, passedBy: passed ? [passed] : null },
		by,
		{ cause, from: advisorId },
	)
}

function transferred({ advisorId, passing }: ChatSituation, to: string, now: Date): ChatStep {
	return step('transferred', { ...NOT_PASSED, advisorId: to, turn: 'advisor', quietSince: now, warnedAt: null }, to, {
		from: advisorId,
		how: passing ?? 'warm',
	})
}

function becomesCallback(callbackId: string, now: Date): ChatStep {
	return step('to-callback', { ...NOTHING_LEFT, state: 'ended', endedAt: now, endedBy: 'customer', callbackId }, null, {
		callbackId,
	})
}

function ends(by: Side | 'system', now: Date, cause: string | null = null, actorId: string | null = null): ChatStep {
	return step('ended', { ...NOTHING_LEFT, state: 'ended', endedAt: now, endedBy: by }, actorId, {
		by,
		...(cause ? { cause } : {}),
	})
}

function isOver({ offerEndsAt }: ChatSituation, now: Date): boolean {
	return offerEndsAt !== null && offerEndsAt <= now
}

function step(
	record: ChatRecord,
	set: Partial<ChatSituation>,
	actorId: string | null = null,
	detail: ChatStep['detail'] = null,
): ChatStep {
	return { record, set, actorId, detail }
}
