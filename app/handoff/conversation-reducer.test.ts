import { describe, expect, it } from 'vitest'
import { type ChatMove, type ChatSituation, nextChat } from './conversation-reducer'

const NOW = new Date('2026-11-19T10:00:00Z')
const past = new Date(NOW.getTime() - 1_000)
const soon = new Date(NOW.getTime() + 30_000)

const waiting: ChatSituation = {
	...{ state: 'waiting', advisorId: null, offeredTo: null, offerEndsAt: null, passedBy: null, asksAgainAt: null },
	...{ passing: null, passingNote: null, placeAt: null, goneAt: null, turn: null, quietSince: null, warnedAt: null },
	...{ endedAt: null, endedBy: null, callbackId: null },
}
const active: ChatSituation = { ...waiting, state: 'active', advisorId: 'A', turn: 'customer', quietSince: past }
const passed = { offeredTo: 'B', offerEndsAt: soon }

const SITUATIONS = {
	waiting,
	offered: { ...waiting, offeredTo: 'B', offerEndsAt: soon },
	paused: { ...waiting, passedBy: ['B'], asksAgainAt: past },
	gone: { ...waiting, goneAt: past },
	active,
	customerIdle: { ...active, warnedAt: past },
	advisorIdle: { ...active, turn: 'advisor', warnedAt: past },
	cold: { ...active, ...passed, passing: 'cold' },
	warm: { ...active, ...passed, passing: 'warm' },
	invite: { ...active, ...passed, passing: 'invite' },
	ended: { ...waiting, state: 'ended', advisorId: 'A', endedAt: past, endedBy: 'customer' },
	abandoned: { ...waiting, state: 'abandoned', endedAt: past, endedBy: 'customer' },
} satisfies Record<string, ChatSituation>
type Name = keyof typeof SITUATIONS

const MOVES: Record<string, ChatMove> = {
	offerB: { kind: 'offer', to: 'B', endsAt: soon },
	takeB: { kind: 'take', by: 'B' },
	takeC: { kind: 'take', by: 'C' },
	declineB: { kind: 'decline', by: 'B' },
	declineC: { kind: 'decline', by: 'C' },
	offerEnded: { kind: 'offer-ended' },
	allPassed: { kind: 'all-passed', asksAgainAt: soon },
	askAgain: { kind: 'ask-again' },
	readyB: { kind: 'ready-again', by: 'B' },
	gone: { kind: 'gone' },
	back: { kind: 'back' },
	leave: { kind: 'leave', by: 'customer' },
	giveUp: { kind: 'leave', by: 'system' },
	warn: { kind: 'warn' },
	customerHeard: { kind: 'heard', side: 'customer' },
	advisorHeard: { kind: 'heard', side: 'advisor' },
	stillSilent: { kind: 'still-silent' },
	advisorSilent: { kind: 'advisor-silent', firstPlace: past },
	giveBackA: { kind: 'give-back', by: 'A', firstPlace: past },
	giveBackB: { kind: 'give-back', by: 'B', firstPlace: past },
	deskClosed: { kind: 'desk-closed', firstPlace: past },
	passColdB: { kind: 'pass', by: 'A', to: 'B', how: 'cold', note: null, endsAt: soon },
	passToOneself: { kind: 'pass', by: 'A', to: 'A', how: 'warm', note: null, endsAt: soon },
	passOfAnother: { kind: 'pass', by: 'C', to: 'B', how: 'invite', note: null, endsAt: soon },
	recallA: { kind: 'recall', by: 'A' },
	recallB: { kind: 'recall', by: 'B' },
	handOverB: { kind: 'hand-over', by: 'A', to: 'B' },
	handOverOfAnother: { kind: 'hand-over', by: 'C', to: 'B' },
	toCallback: { kind: 'to-callback', callbackId: 'K' },
	toMessage: { kind: 'to-message', messageId: 'M' },
	endCustomer: { kind: 'end', by: 'customer' },
	endAdvisor: { kind: 'end', by: 'advisor' },
}

const line = (cells: string): Record<Name, string> => {
	const names = Object.keys(SITUATIONS) as Name[]
	const found = cells.trim().split(/\s*\|\s*/)
	if (found.length !== names.length) throw new Error(`a line of ${found.length}: ${cells}`)
	return Object.fromEntries(names.map((name, n) => [name, found[n] ?? ''])) as Record<Name, string>
}
const TAKEN = 'active taken'
const REQUEUED = 'waiting requeued'
/** One line a move, one column a situation: the state after, then how it is recorded; `.` changes nothing. */
const TABLE: Record<string, Record<Name, string>> = {
	//                       waiting | offered | paused | gone | active | customerIdle | advisorIdle | cold | warm | invite | ended | abandoned
	offerB: line('waiting offered | . | . | . | . | . | . | . | . | . | . | .'),
	takeB: line(
		`${TAKEN} | ${TAKEN} | ${TAKEN} | ${TAKEN} | . | . | . | active transferred | active joined | active joined | . | .`,
	),
	takeC: line(`${TAKEN} | ${TAKEN} | ${TAKEN} | ${TAKEN} | . | . | . | . | . | . | . | .`),
	declineB: line(
		'. | waiting offer-declined | . | . | . | . | . | active pass-declined | active pass-declined | active pass-declined | . | .',
	),
	declineC: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	offerEnded: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	allPassed: line('waiting all-passed | . | . | waiting all-passed | . | . | . | . | . | . | . | .'),
	askAgain: line('. | . | waiting asked-again | . | . | . | . | . | . | . | . | .'),
	readyB: line('. | . | waiting ready-again | . | . | . | . | . | . | . | . | .'),
	gone: line('waiting gone | waiting gone | waiting gone | . | . | . | . | . | . | . | . | .'),
	back: line('. | . | . | waiting back | . | . | . | . | . | . | . | .'),
	leave: line(
		'abandoned left-queue | abandoned left-queue | abandoned left-queue | abandoned left-queue | . | . | . | . | . | . | . | .',
	),
	giveUp: line(
		'abandoned left-queue | abandoned left-queue | abandoned left-queue | abandoned left-queue | . | . | . | . | . | . | . | .',
	),
	warn: line('. | . | . | . | active warned | . | . | . | . | . | . | .'),
	customerHeard: line('. | . | . | . | . | active heard | . | . | . | . | . | .'),
	advisorHeard: line('. | . | . | . | . | . | active heard | . | . | . | . | .'),
	stillSilent: line('. | . | . | . | . | ended ended | . | . | . | . | . | .'),
	advisorSilent: line(`. | . | . | . | . | . | ${REQUEUED} | . | . | . | . | .`),
	giveBackA: line(
		`. | . | . | . | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | . | .`,
	),
	giveBackB: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	deskClosed: line(
		`. | . | . | . | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | ${REQUEUED} | . | .`,
	),
	passColdB: line('. | . | . | . | active pass-asked | active pass-asked | active pass-asked | . | . | . | . | .'),
	passToOneself: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	passOfAnother: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	recallA: line(
		'. | . | . | . | . | . | . | active pass-recalled | active pass-recalled | active pass-recalled | . | .',
	),
	recallB: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	handOverB: line(`. | . | . | . | ${Array(6).fill('active transferred').join(' | ')} | . | .`),
	handOverOfAnother: line('. | . | . | . | . | . | . | . | . | . | . | .'),
	toCallback: line(`${Array(10).fill('ended to-callback').join(' | ')} | . | .`),
	toMessage: line(`${Array(4).fill('ended to-message').join(' | ')} | . | . | . | . | . | . | . | .`),
	endCustomer: line(`${Array(10).fill('ended ended').join(' | ')} | . | .`),
	endAdvisor: line(`${Array(10).fill('ended ended').join(' | ')} | . | .`),
}

describe('every situation meets every move', () => {
	it('the table has a line for each move', () => expect(Object.keys(TABLE)).toEqual(Object.keys(MOVES)))
	for (const [name, move] of Object.entries(MOVES))
		it.each(Object.keys(SITUATIONS) as Name[])(`${name} in %s`, (situation) => {
			const before = SITUATIONS[situation]
			const step = nextChat(before, move, NOW)
			const said = step ? `${step.set.state ?? before.state} ${step.record}` : '.'
			expect(said).toBe(TABLE[name]?.[situation])
		})
})

describe('what holds after any move', () => {
	const steps = Object.values(SITUATIONS).flatMap((before) =>
		Object.values(MOVES).flatMap((move) => {
			const step = nextChat(before, move, NOW)
			return step ? [{ before, after: { ...before, ...step.set } as ChatSituation, step, move }] : []
		}),
	)
	it('what ended has an end, and nothing is offered, passed or expected in it', () => {
		for (const { after } of steps.filter(({ after }) => after.state === 'ended' || after.state === 'abandoned')) {
			expect(after).toMatchObject({ offeredTo: null, passing: null, turn: null, warnedAt: null, goneAt: null })
			expect(after.endedAt).toEqual(NOW)
			expect(after.endedBy).not.toBeNull()
		}
	})
	it('what goes on has an advisor, and what waits has none', () => {
		for (const { after } of steps) {
			if (after.state === 'active') expect(after.advisorId).not.toBeNull()
			if (after.state === 'waiting') expect(after.advisorId).toBeNull()
		}
	})
	it('an offer always has an end, and nobody who is gone is offered', () => {
		for (const { after } of steps) {
			expect(after.offeredTo === null).toBe(after.offerEndsAt === null)
			if (after.goneAt) expect(after.offeredTo).toBeNull()
		}
	})
	it('a place in the queue moves only to the front, when we give a conversation back', () => {
		for (const { before, after, step } of steps)
			if (step.record !== 'requeued') expect(after.placeAt).toBe(before.placeAt)
	})
})

it('an offer that ran out goes past who let it pass, and never comes back to them', () => {
	const offered = { ...waiting, offeredTo: 'B', offerEndsAt: past, passedBy: ['C'] }
	const step = nextChat(offered, { kind: 'offer-ended' }, NOW)
	expect(step).toMatchObject({ record: 'offer-ended', actorId: 'B', set: { passedBy: ['C', 'B'], offeredTo: null } })
	const after = { ...offered, ...step?.set } as ChatSituation
	expect(nextChat(after, { kind: 'offer', to: 'B', endsAt: soon }, NOW)).toBeNull()
	expect(nextChat(after, { kind: 'offer', to: 'D', endsAt: soon }, NOW)?.record).toBe('offered')
})

it('a colleague who does not answer leaves the conversation where it was', () => {
	const step = nextChat({ ...active, offeredTo: 'B', offerEndsAt: past, passing: 'warm' }, { kind: 'offer-ended' }, NOW)
	expect(step).toMatchObject({ record: 'pass-ended', set: { passing: null, offeredTo: null } })
	expect(step?.set.advisorId).toBeUndefined()
})
