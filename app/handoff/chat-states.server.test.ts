import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { frictions } from '#db/schema/friction.server'
import { callbacks, cases, conversationEvents, conversations, presences, promises } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, callbackForm } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { useSettings } from '~/settings/settings.server'
import { requestCallback } from './callbacks.server'
import { declineOffer, listOffersTo, offerWaiting } from './chat-offers.server'
import { handOver, listColleagues, passConversation, recallPassing } from './chat-passing.server'
import { reopenConversation, reopeningOf } from './chat-reopening.server'
import { sayStillThere, seeCustomers, sweepSilences } from './chat-silences.server'
import { moveChat } from './conversation-moves.server'
import {
	endConversation,
	leaveQueue,
	listWaiting,
	queuePlace,
	requeueConversation,
	takeConversation,
	takeNext,
} from './conversations.server'
import { messagesBefore } from './earlier-messages.server'
import { isGuest, leaveAsGuest } from './guests.server'
import { findLeftUnder, leaveMessage } from './left-messages.server'
import { messagesSince, postMessage } from './messages.server'
import { beat, setPresence } from './presence.server'
import { placeTold } from './queue-board.server'
import { declareWeek } from './roster.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const minutes = (count: number) => later(count * 60)

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => useSettings(undefined))
beforeEach(async () => {
	await db.delete(cases)
	await db.delete(presences)
})

const advisorAt = (name: string, over: Parameters<typeof makeAdvisor>[0] = {}) =>
	makeAdvisor({ name, lastSeenAt: NOW, ...over })
const rowOf = async (id: string) => {
	const [row] = await db.select().from(conversations).where(eq(conversations.id, id))
	if (!row) throw new Error('no conversation')
	return row
}
const kinds = async (id: string) =>
	(
		await db
			.select({ kind: conversationEvents.kind })
			.from(conversationEvents)
			.where(eq(conversationEvents.conversationId, id))
			.orderBy(asc(conversationEvents.at))
	).map(({ kind }) => kind)
const saidBySystem = async (id: string) =>
	(await messagesSince(id, 0)).flatMap(({ author, body }) => (author === 'system' ? [body] : []))
const here = async (at: Date, ...ids: string[]) => {
	for (const id of ids) await beat(id, at)
}
const write = (conversationId: string, author: 'customer' | 'advisor', now: Date, authorId: string | null = null) =>
	postMessage({ id: randomUUID(), conversationId, author, authorId, body: 'Bonjour', now })
async function active(advisorId: string, now = NOW) {
	const chat = await makeConversation({ now })
	const taken = await takeConversation({ conversationId: chat.id, advisorId, now })
	if (!taken) throw new Error('not taken')
	return taken
}

describe('offers', () => {
	it('the oldest is offered to a present advisor, who accepts', async () => {
		const nadia = await advisorAt('Nadia Benali')
		const first = await makeConversation({ now: NOW })
		const second = await makeConversation({ now: later(1) })
		await offerWaiting(later(2))
		expect((await listOffersTo(nadia.id)).map(({ id }) => id)).toEqual([first.id])
		expect(await rowOf(second.id)).toMatchObject({ offeredTo: null })
		await takeConversation({ conversationId: first.id, advisorId: nadia.id, now: later(5) })
		expect(await rowOf(first.id)).toMatchObject({
			state: 'active',
			advisorId: nadia.id,
			offeredTo: null,
			turn: 'advisor',
		})
		expect(await kinds(first.id)).toEqual(['asked', 'offered', 'taken'])
	})

	it('not accepted in 30 s: the next advisor is asked, the place is the same, and the first is not asked again', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		const first = (await rowOf(chat.id)).offeredTo
		await offerWaiting(later(29))
		expect((await rowOf(chat.id)).offeredTo).toBe(first)
		await offerWaiting(later(30))
		const second = (await rowOf(chat.id)).offeredTo
		expect([first, second].sort()).toEqual([nadia.id, sami.id].sort())
		expect((await queuePlace(chat, later(31))).position).toBe(1)
		await here(later(60), nadia.id, sami.id)
		await offerWaiting(later(61))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'waiting', offeredTo: null })
		await offerWaiting(later(62))
		expect((await rowOf(chat.id)).offeredTo).toBeNull()
		expect(await kinds(chat.id)).toEqual(['asked', 'offered', 'offer-ended', 'offered', 'offer-ended', 'all-passed'])
		// By hand anybody may.
		expect(await takeConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(63) })).not.toBeNull()
	})

	it('declined: the next one at once; who relights their window may be asked anew', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		const first = (await rowOf(chat.id)).offeredTo ?? ''
		const other = first === nadia.id ? sami.id : nadia.id
		expect(await declineOffer({ conversationId: chat.id, advisorId: other, now: later(1) })).toBe(false)
		await declineOffer({ conversationId: chat.id, advisorId: first, now: later(1) })
		expect((await rowOf(chat.id)).offeredTo).toBe(other)
		await declineOffer({ conversationId: chat.id, advisorId: other, now: later(2) })
		expect((await rowOf(chat.id)).offeredTo).toBeNull()
		await setPresence({ personId: first, state: 'breathing', now: later(3) })
		await setPresence({ personId: first, state: 'available', now: later(4) })
		await offerWaiting(later(5))
		expect((await rowOf(chat.id)).offeredTo).toBe(first)
	})

	it('never during breathing time, nor beyond what the advisor chose, nor to who is in the queue by phone alone', async () => {
		const nadia = await advisorAt('Nadia')
		await setPresence({ personId: nadia.id, state: 'available', capacity: 1, now: NOW })
		await makeAdvisor({ name: 'Téléphone', presence: 'away' })
		const byPhone = await makeAdvisor({ name: 'Paula', lastSeenAt: later(-3_600) })
		await setPresence({ personId: byPhone.id, state: 'available', pinned: true, now: NOW })
		await active(nadia.id)
		const chat = await makeConversation({ now: later(1) })
		await offerWaiting(later(2))
		expect((await rowOf(chat.id)).offeredTo).toBeNull()
		await setPresence({ personId: nadia.id, state: 'available', capacity: 2, now: later(3) })
		await offerWaiting(later(4))
		expect((await rowOf(chat.id)).offeredTo).toBe(nadia.id)
		await setPresence({ personId: nadia.id, state: 'breathing', now: later(5) })
		const next = await makeConversation({ now: later(6) })
		await offerWaiting(later(7))
		expect((await rowOf(next.id)).offeredTo).toBeNull()
	})

	it('goes to who knows the reason and the language; to anybody when nobody present does', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		await declareWeek(nadia.id, { shifts: [], reasons: ['invoice'], languages: ['fr'] })
		await declareWeek(sami.id, { shifts: [], reasons: ['internet'], languages: ['fr', 'en'] })
		const english = await makeConversation({ now: NOW, lang: 'en', reason: 'internet' })
		const invoice = await makeConversation({ now: later(1), reason: 'invoice' })
		const moving = await makeConversation({ now: later(2), reason: 'moving' })
		await offerWaiting(later(3))
		expect((await rowOf(english.id)).offeredTo).toBe(sami.id)
		expect((await rowOf(invoice.id)).offeredTo).toBe(nadia.id)
		await takeConversation({ conversationId: english.id, advisorId: sami.id, now: later(4) })
		await offerWaiting(later(5))
		expect((await rowOf(moving.id)).offeredTo).toBe(sami.id)
	})

	it('a chat given back goes before everybody, and not again to who gave it back', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const before = await makeConversation({ now: later(-60) })
		const chat = await active(nadia.id)
		await requeueConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(10) })
		expect((await listWaiting()).map(({ id }) => id)).toEqual([chat.id, before.id])
		await offerWaiting(later(11))
		expect((await rowOf(chat.id)).offeredTo).toBe(sami.id)
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Nadia confie votre conversation')])
		await takeConversation({ conversationId: chat.id, advisorId: sami.id, now: later(12) })
		expect((await saidBySystem(chat.id)).at(-1)).toContain('Sami prend la suite')
	})
})

describe('everybody who is there let it pass', () => {
	it('the customer is told once, keeps the place, and after a pause all are asked again', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await makeConversation({ now: NOW })
		const behind = await makeConversation({ now: later(1) })
		for (const at of [0, 30, 60, 61, 62]) {
			await here(later(at), nadia.id, sami.id)
			if (at <= 30) await db.update(conversations).set({ goneAt: NOW }).where(eq(conversations.id, behind.id))
			await seeCustomers([chat.id], later(at))
			await offerWaiting(later(at))
		}
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: later(180) })
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Nous leur redemandons dans 2')])
		expect(await placeTold(await rowOf(chat.id), later(62))).toMatchObject({ position: 1, asksAgain: true })

		await here(later(179), nadia.id, sami.id)
		await offerWaiting(later(179))
		expect((await rowOf(chat.id)).offeredTo).toBeNull()
		await here(later(181), nadia.id, sami.id)
		await offerWaiting(later(181))
		const [again, between] = [(await rowOf(chat.id)).offeredTo, (await placeTold(await rowOf(chat.id))).asksAgain]
		expect([nadia.id, sami.id]).toContain(again)
		expect(between).toBe(false)
		// A second round without anybody says nothing twice.
		for (const at of [211, 241, 242]) {
			await here(later(at), nadia.id, sami.id)
			await offerWaiting(later(at))
		}
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: later(361) })
		expect(await saidBySystem(chat.id)).toHaveLength(1)
		expect((await kinds(chat.id)).filter((kind) => kind === 'all-passed')).toHaveLength(2)
	})

	it('who arrives, or comes back from breathing, is asked at once; nobody else before the pause is over', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		await declineOffer({ conversationId: chat.id, advisorId: nadia.id, now: later(2) })
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: later(122) })
		const sami = await advisorAt('Sami', { lastSeenAt: later(3) })
		await offerWaiting(later(4))
		expect((await rowOf(chat.id)).offeredTo).toBe(sami.id)
		await declineOffer({ conversationId: chat.id, advisorId: sami.id, now: later(5) })
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: later(122) })
		await setPresence({ personId: nadia.id, state: 'breathing', now: later(6) })
		await setPresence({ personId: nadia.id, state: 'available', now: later(8) })
		await offerWaiting(later(9))
		expect((await rowOf(chat.id)).offeredTo).toBe(nadia.id)
		await takeConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(10) })
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', passedBy: null, asksAgainAt: null })
	})

	it('the only advisor there gave it back: told, and asked again after the pause', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await requeueConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(10) })
		await offerWaiting(later(11))
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: later(131) })
		await here(later(131), nadia.id)
		await offerWaiting(later(131))
		expect((await rowOf(chat.id)).offeredTo).toBe(nadia.id)
	})

	it('those who do not know the reason are asked once those who do let it pass; somebody busy is waited for', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		await declareWeek(nadia.id, { shifts: [], reasons: ['invoice'], languages: ['fr'] })
		await declareWeek(sami.id, { shifts: [], reasons: ['internet'], languages: ['fr'] })
		await setPresence({ personId: sami.id, state: 'available', capacity: 1, now: NOW })
		await active(sami.id)
		const chat = await makeConversation({ now: later(1), reason: 'invoice' })
		await offerWaiting(later(2))
		await declineOffer({ conversationId: chat.id, advisorId: nadia.id, now: later(3) })
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: null })
		await setPresence({ personId: sami.id, state: 'available', capacity: 2, now: later(4) })
		await offerWaiting(later(5))
		expect((await rowOf(chat.id)).offeredTo).toBe(sami.id)
	})

	it('with nobody there nothing is said of passing', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		await setPresence({ personId: nadia.id, state: 'away', now: later(1) })
		await offerWaiting(later(40))
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, asksAgainAt: null })
		expect(await saidBySystem(chat.id)).toEqual([])
	})
})

describe('a customer who waits and is gone', () => {
	it('after 60 s is not offered; back within five minutes keeps the place', async () => {
		const nadia = await advisorAt('Nadia')
		const gone = await makeConversation({ now: NOW })
		const there = await makeConversation({ now: later(1) })
		await seeCustomers([there.id], later(70))
		await sweepSilences(later(70))
		await here(later(70), nadia.id)
		await offerWaiting(later(70))
		expect([(await rowOf(gone.id)).offeredTo, (await rowOf(there.id)).offeredTo]).toEqual([null, nadia.id])
		await seeCustomers([gone.id], later(290))
		expect((await queuePlace(gone, later(290))).position).toBe(1)
		expect(await kinds(gone.id)).toEqual(['asked', 'gone', 'back'])
	})

	it('not back within five minutes: the place is given back, and it is logged as our failure', async () => {
		const chat = await makeConversation({ now: NOW })
		for (const at of [61, 120, 299]) await sweepSilences(later(at))
		expect((await rowOf(chat.id)).state).toBe('waiting')
		await sweepSilences(later(301))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'abandoned', endedBy: 'system' })
		const logged = await db.select().from(frictions).where(eq(frictions.visitId, chat.visitId))
		expect(logged.map(({ kind }) => kind).sort()).toEqual(['handoff-asked', 'queue-left'])
	})

	it('an offer to somebody who leaves the page is taken back, and counts as passed for nobody', async () => {
		await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		await sweepSilences(later(61))
		expect(await rowOf(chat.id)).toMatchObject({ offeredTo: null, passedBy: null })
	})
})

describe('silence in a conversation', () => {
	it('the customer is asked, then it closes gently and can be taken up again', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await write(chat.id, 'advisor', later(5), nadia.id)
		for (const at of [minutes(9), minutes(10.2), minutes(14)]) {
			await here(at, nadia.id)
			await sweepSilences(at)
		}
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Êtes-vous toujours là')])
		await here(minutes(15.3), nadia.id)
		await sweepSilences(minutes(15.3))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', endedBy: 'system' })
		expect(await kinds(chat.id)).toEqual(['asked', 'taken', 'warned', 'ended'])
	})

	it('a word of the customer starts the clock anew, and it is the advisor that is waited for', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await write(chat.id, 'advisor', later(5), nadia.id)
		await here(minutes(11), nadia.id)
		await sweepSilences(minutes(11))
		await write(chat.id, 'customer', minutes(12))
		await here(minutes(15), nadia.id)
		await sweepSilences(minutes(15))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', turn: 'advisor', warnedAt: null })
	})

	it('an advisor who does not answer is reminded, then the customer goes first and is told', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		await here(minutes(4), nadia.id, sami.id)
		await sweepSilences(minutes(4))
		expect((await rowOf(chat.id)).warnedAt).toEqual(minutes(4))
		expect(await saidBySystem(chat.id)).toEqual([])
		await here(minutes(7), nadia.id, sami.id)
		await sweepSilences(minutes(7))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'waiting', advisorId: null })
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Vous passez en premier')])
		// Not to whom nothing was heard of.
		await offerWaiting(minutes(7))
		expect((await rowOf(chat.id)).offeredTo).toBe(sami.id)
	})

	it('whoever takes the next gets nobody who is gone or on offer to a colleague, and last who they let pass', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const passed = await makeConversation({ now: minutes(0) })
		await moveChat(passed.id, { kind: 'offer', to: nadia.id, endsAt: minutes(1) }, minutes(0))
		await moveChat(passed.id, { kind: 'decline', by: nadia.id }, minutes(0))
		const offered = await makeConversation({ now: minutes(1) })
		await moveChat(offered.id, { kind: 'offer', to: sami.id, endsAt: minutes(9) }, minutes(1))
		const gone = await makeConversation({ now: minutes(2) })
		await moveChat(gone.id, { kind: 'gone' }, minutes(2))
		const next = await makeConversation({ now: minutes(3) })
		const take = async () => (await takeNext({ advisorId: nadia.id, now: minutes(4) }))?.id
		expect([await take(), await take(), await take()]).toEqual([next.id, passed.id, undefined])
	})

	it('an advisor who says that they are on it keeps the conversation', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await here(minutes(6), nadia.id)
		await sweepSilences(minutes(5))
		await sayStillThere(chat.id, 'advisor', minutes(6))
		await here(minutes(8), nadia.id)
		await sweepSilences(minutes(8))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', warnedAt: null })
	})

	it('a closed browser gives its conversations back after two minutes, not one that is only quiet', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const [hers, his] = [await active(nadia.id), await active(sami.id)]
		await here(minutes(2), sami.id)
		await sweepSilences(later(119))
		expect((await rowOf(hers.id)).state).toBe('active')
		await sweepSilences(minutes(2))
		expect([(await rowOf(hers.id)).state, (await rowOf(his.id)).state]).toEqual(['waiting', 'active'])
		expect(await saidBySystem(hers.id)).toEqual([expect.stringContaining('La connexion de Nadia s’est coupée')])
		await offerWaiting(minutes(2))
		expect((await rowOf(hers.id)).offeredTo).toBe(sami.id)
	})
})

describe('passing to a colleague', () => {
	it('cold: stays whose it is until the colleague accepts, who then has it; the customer is told the name', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		const pass = { conversationId: chat.id, by: nadia.id, to: sami.id, how: 'cold' as const, now: later(5) }
		await passConversation({ ...pass, note: 'Carte 4242424242424242' })
		expect(await listOffersTo(sami.id)).toMatchObject([{ id: chat.id, passing: 'cold', from: nadia.id }])
		expect((await rowOf(chat.id)).passingNote).not.toContain('42424242')
		expect((await write(chat.id, 'advisor', later(6), nadia.id)).ok).toBe(true)
		await takeConversation({ conversationId: chat.id, advisorId: sami.id, now: later(7) })
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', advisorId: sami.id, passing: null })
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Sami prend la suite de Nadia')])
		expect((await write(chat.id, 'advisor', later(8), nadia.id)).ok).toBe(false)
	})

	it('warm: the colleague is introduced by name, both write, then the first one leaves', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		await passConversation({ conversationId: chat.id, by: nadia.id, to: sami.id, how: 'warm', now: later(5) })
		await takeConversation({ conversationId: chat.id, advisorId: sami.id, now: later(7) })
		expect((await rowOf(chat.id)).advisorId).toBe(nadia.id)
		for (const id of [nadia.id, sami.id]) expect((await write(chat.id, 'advisor', later(8), id)).ok).toBe(true)
		await handOver({ conversationId: chat.id, by: nadia.id, to: sami.id, now: later(9) })
		expect((await rowOf(chat.id)).advisorId).toBe(sami.id)
		expect((await write(chat.id, 'advisor', later(10), nadia.id)).ok).toBe(false)
		expect(await saidBySystem(chat.id)).toEqual([
			expect.stringContaining('Nadia vous présente Sami'),
			expect.stringContaining('Nadia vous laisse avec Sami'),
		])
	})

	it('invite: the colleague helps and leaves again, and it stays whose it was', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		await passConversation({ conversationId: chat.id, by: nadia.id, to: sami.id, how: 'invite', now: later(5) })
		await takeConversation({ conversationId: chat.id, advisorId: sami.id, now: later(7) })
		expect(await isGuest(chat.id, sami.id)).toBe(true)
		expect(await leaveAsGuest({ conversationId: chat.id, personId: sami.id, now: later(8) })).toBe(true)
		expect(await leaveAsGuest({ conversationId: chat.id, personId: sami.id, now: later(9) })).toBe(false)
		expect((await rowOf(chat.id)).advisorId).toBe(nadia.id)
		expect((await saidBySystem(chat.id)).at(-1)).toContain('Sami a quitté la conversation')
	})

	it('a colleague who does not answer, declines, or is not there leaves it where it was', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		const pass = { conversationId: chat.id, by: nadia.id, to: sami.id, how: 'cold' as const }
		await passConversation({ ...pass, now: NOW })
		await offerWaiting(later(31))
		await passConversation({ ...pass, now: later(32) })
		await declineOffer({ conversationId: chat.id, advisorId: sami.id, now: later(33) })
		await passConversation({ ...pass, now: later(34) })
		await recallPassing(chat.id, nadia.id, later(35))
		await setPresence({ personId: sami.id, state: 'away', now: later(36) })
		expect(await passConversation({ ...pass, now: later(37) })).toBeNull()
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', advisorId: nadia.id, offeredTo: null, passing: null })
		const recorded = await kinds(chat.id)
		for (const kind of ['pass-ended', 'pass-declined', 'pass-recalled']) expect(recorded).toContain(kind)
		expect((await listColleagues(nadia.id, later(38))).map(({ id }) => id)).toEqual([])
	})
})

describe('taking up again', () => {
	it('within a day: same case, the thread before it, and the same advisor first when present', async () => {
		await advisorAt('Aline')
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await endConversation({ conversationId: chat.id, by: 'advisor', actorId: nadia.id, now: later(60) })
		const owner = { visitId: chat.visitId, customerId: null }
		const ask = { conversationId: chat.id, owner, requestKey: randomUUID(), now: minutes(60) }
		await here(minutes(60), nadia.id)
		await setPresence({ personId: nadia.id, state: 'available', now: minutes(60) })
		const again = await reopenConversation(ask)
		expect(again).toMatchObject({ caseId: chat.caseId, state: 'waiting', followsId: chat.id })
		const twice = await reopenConversation({ ...ask, requestKey: randomUUID() })
		expect(twice?.id).toBe(again?.id)
		expect(await reopeningOf(await rowOf(chat.id), minutes(61))).toEqual({ next: again?.id })
		await offerWaiting(minutes(60))
		expect((await rowOf(again?.id ?? '')).offeredTo).toBe(nadia.id)
		const before = await messagesBefore({ followsId: chat.id })
		expect(before.map(({ seq, body }) => [seq, body])).toEqual([[-1, 'Le voyant de ma box clignote en rouge.']])
	})

	it('by a colleague when the advisor is not there; not after a day, and not by another visit', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		await endConversation({ conversationId: chat.id, by: 'customer', now: later(60) })
		const owner = { visitId: chat.visitId, customerId: null }
		const requestKey = randomUUID()
		expect(
			await reopenConversation({ conversationId: chat.id, owner, requestKey, now: minutes(24 * 60 + 2) }),
		).toBeNull()
		const stranger = { visitId: randomUUID(), customerId: null }
		expect(
			await reopenConversation({ conversationId: chat.id, owner: stranger, requestKey, now: minutes(10) }),
		).toBeNull()
		await setPresence({ personId: nadia.id, state: 'away', now: minutes(10) })
		const sami = await advisorAt('Sami', { lastSeenAt: minutes(10) })
		const again = await reopenConversation({ conversationId: chat.id, owner, requestKey, now: minutes(10) })
		await offerWaiting(minutes(10))
		expect((await rowOf(again?.id ?? '')).offeredTo).toBe(sami.id)
	})
})

describe('at the same instant', () => {
	it('both ends close: one end is recorded', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		const ends = await Promise.all([
			endConversation({ conversationId: chat.id, by: 'customer', now: later(9) }),
			endConversation({ conversationId: chat.id, by: 'advisor', actorId: nadia.id, now: later(9) }),
		])
		expect(ends.filter(Boolean)).toHaveLength(1)
		expect((await kinds(chat.id)).filter((kind) => kind === 'ended')).toHaveLength(1)
	})

	it('the customer leaves while an advisor accepts: taken or left, never both', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		const [left, taken] = await Promise.all([
			leaveQueue({ conversationId: chat.id, now: later(3) }),
			takeConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(3) }),
		])
		expect([left, taken].filter(Boolean)).toHaveLength(1)
	})

	it('the advisor passes it while the customer ends it: it is over, and the colleague is asked nothing', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		const pass = { conversationId: chat.id, by: nadia.id, to: sami.id, how: 'warm' as const, now: later(5) }
		await Promise.all([
			passConversation(pass),
			endConversation({ conversationId: chat.id, by: 'customer', now: later(5) }),
		])
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', offeredTo: null, passing: null })
		expect(await listOffersTo(sami.id)).toEqual([])
	})

	it('the customer goes on by telephone while the advisor hands it to a colleague: one callback, nobody left with a chat', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		for (const first of ['customer', 'advisor'] as const) {
			const chat = await active(nadia.id)
			const pass = { conversationId: chat.id, by: nadia.id, to: sami.id, how: 'cold' as const, now: later(5) }
			await passConversation(pass)
			const phone = first === 'customer' ? '02 61 91 77 41' : '02 61 91 77 42'
			const moves = [
				() => requestCallback(callbackForm({ visitId: chat.visitId, slotStart: null, now: later(6), phone })),
				() => takeConversation({ conversationId: chat.id, advisorId: sami.id, now: later(6) }),
			]
			await Promise.all((first === 'customer' ? moves : moves.reverse()).map((move) => move()))
			const row = await rowOf(chat.id)
			expect(row).toMatchObject({ state: 'ended', endedBy: 'customer', offeredTo: null, passing: null, turn: null })
			expect(row.callbackId).not.toBeNull()
			const [made] = await db.select().from(callbacks).where(eq(callbacks.caseId, chat.caseId))
			// Whoever had it at that instant is asked first to call.
			expect(made?.wishedAdvisorId).toBe(row.advisorId)
			expect(await listOffersTo(sami.id)).toEqual([])
			expect((await kinds(chat.id)).filter((kind) => kind === 'to-callback')).toHaveLength(1)
		}
	})

	it('the customer goes on by telephone while the advisor asks a colleague in: the colleague is asked nothing', async () => {
		const [nadia, sami] = [await advisorAt('Nadia'), await advisorAt('Sami')]
		const chat = await active(nadia.id)
		await Promise.all([
			passConversation({ conversationId: chat.id, by: nadia.id, to: sami.id, how: 'warm', now: later(5) }),
			requestCallback(callbackForm({ visitId: chat.visitId, slotStart: null, now: later(5), phone: '02 61 91 77 43' })),
		])
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', offeredTo: null, passing: null })
		expect(await listOffersTo(sami.id)).toEqual([])
		expect(await isGuest(chat.id, sami.id)).toBe(false)
	})

	it('a message left while an advisor accepts: answered in writing or here, never both', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		await Promise.all([
			takeConversation({ conversationId: chat.id, advisorId: nadia.id, now: later(3) }),
			leaveMessage({
				...{ visitId: chat.visitId, customerId: null, requestKey: randomUUID(), firstName: 'Camille', lang: 'fr' },
				...{
					contact: 'c@courriel.example',
					provenEmail: null,
					body: 'Ma box.',
					askedFrom: null,
					trail: [],
					now: later(3),
				},
			}),
		])
		const row = await rowOf(chat.id)
		const underCase = await findLeftUnder(chat.caseId, { visitId: chat.visitId, customerId: null })
		expect([row.state, underCase === null]).toEqual(row.advisorId ? ['active', true] : ['ended', false])
	})

	it('a clock that goes back an hour ends no offer early, and one that jumps ahead loses nobody', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await offerWaiting(NOW)
		await offerWaiting(later(-3_600))
		expect((await rowOf(chat.id)).offeredTo).toBe(nadia.id)
		await here(later(3_600), nadia.id)
		await seeCustomers([chat.id], later(3_600))
		await sweepSilences(later(3_600))
		await offerWaiting(later(3_600))
		expect(await rowOf(chat.id)).toMatchObject({ state: 'waiting', goneAt: null })
	})

	it('a move that was decided on another row than it finds is decided again', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await makeConversation({ now: NOW })
		await db.update(conversations).set({ moves: 41 }).where(eq(conversations.id, chat.id))
		const moved = await moveChat(chat.id, { kind: 'take', by: nadia.id }, later(1))
		expect(moved?.after.moves).toBe(42)
	})
})

it('the promise of a wait is kept with what was announced, and compared with what happened', async () => {
	const nadia = await advisorAt('Nadia')
	const chat = await makeConversation({ now: NOW })
	const promiseOf = async () => (await db.select().from(promises).where(eq(promises.objectId, chat.id))).at(-1)
	expect(await promiseOf()).toMatchObject({ kind: 'chat-wait', state: 'promised' })
	await takeConversation({ conversationId: chat.id, advisorId: nadia.id, now: minutes(30) })
	expect((await promiseOf())?.state).toBe('late')
	expect(await db.$count(people, eq(people.id, nadia.id))).toBe(1)
})

describe('a message left while waiting', () => {
	const left = (visitId: string, now: Date, held: string[] = []) =>
		leaveMessage({
			...{ visitId, customerId: null, held, requestKey: randomUUID(), firstName: 'Camille', lang: 'fr' as const },
			...{ contact: 'camille@courriel.example', provenEmail: null, body: 'Ma box clignote.', askedFrom: null },
			...{ trail: [], now },
		})

	it('keeps the case, ends the waiting, and nothing is logged as left', async () => {
		const chat = await makeConversation({ now: NOW })
		const { message } = await left(chat.visitId, later(90))
		expect(message).toMatchObject({ caseId: chat.caseId, reference: chat.caseReference, state: 'waiting' })
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', endedBy: 'customer', advisorId: null })
		expect((await kinds(chat.id)).at(-1)).toBe('to-message')
		expect(await findLeftUnder(chat.caseId, { visitId: chat.visitId, customerId: null })).toMatchObject({
			id: message.id,
		})
		const logged = await db.select().from(frictions).where(eq(frictions.visitId, chat.visitId))
		expect(logged.map(({ kind }) => kind)).not.toContain('queue-left')
	})

	it('from a device that followed the link: the same', async () => {
		const chat = await makeConversation({ now: NOW })
		const { message } = await left(randomUUID(), later(90), [chat.id])
		expect(message.caseId).toBe(chat.caseId)
	})

	it('beside a conversation that an advisor answers it is a case of its own', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		const { message } = await left(chat.visitId, later(90))
		expect(message.caseId).not.toBe(chat.caseId)
		expect((await rowOf(chat.id)).state).toBe('active')
	})
})

describe('going on by telephone', () => {
	it('from a device that followed the link: same case, same place, and its advisor first', async () => {
		const chat = await makeConversation({ now: later(10) })
		const form = { slotStart: null, now: later(90), heldChats: [chat.id] }
		const outcome = await requestCallback(callbackForm({ ...form, phone: '02 61 91 77 33' }))
		expect(outcome).toMatchObject({
			ok: true,
			callback: { caseId: chat.caseId, reference: chat.caseReference, dueAt: later(10) },
		})
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended' })

		const nadia = await advisorAt('Nadia')
		const answered = await active(nadia.id)
		const next = await requestCallback(callbackForm({ ...form, heldChats: [answered.id], phone: '02 61 91 77 34' }))
		expect(next).toMatchObject({ ok: true, callback: { caseId: answered.caseId, wishedAdvisorId: nadia.id } })
	})

	it('somebody who holds no link of it keeps nothing of it', async () => {
		const chat = await makeConversation({ now: NOW })
		const outcome = await requestCallback(callbackForm({ slotStart: null, now: later(90), phone: '02 61 91 77 35' }))
		expect(outcome.ok && outcome.callback.caseId).not.toBe(chat.caseId)
		expect((await rowOf(chat.id)).state).toBe('waiting')
	})

	it('who waits keeps case and place, and nothing is logged as left', async () => {
		const before = await makeConversation({ now: NOW })
		const chat = await makeConversation({ now: later(10) })
		const outcome = await requestCallback(
			callbackForm({ visitId: chat.visitId, slotStart: null, now: later(90), phone: '02 61 91 77 31' }),
		)
		if (!outcome.ok) throw new Error(outcome.reason)
		expect(outcome.callback).toMatchObject({ caseId: chat.caseId, reference: chat.caseReference, dueAt: later(10) })
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', callbackId: outcome.callback.id })
		expect((await kinds(chat.id)).at(-1)).toBe('to-callback')
		expect(await reopeningOf(await rowOf(chat.id), later(100))).toBe('over')
		expect((await listWaiting()).map(({ id }) => id)).toEqual([before.id])
		const logged = await db.select().from(frictions).where(eq(frictions.visitId, chat.visitId))
		expect(logged.map(({ kind }) => kind)).not.toContain('queue-left')
	})

	it('who is being answered is called by the same advisor first', async () => {
		const nadia = await advisorAt('Nadia')
		const chat = await active(nadia.id)
		const outcome = await requestCallback(
			callbackForm({ visitId: chat.visitId, slotStart: null, now: later(90), phone: '02 61 91 77 32' }),
		)
		expect(outcome).toMatchObject({ ok: true, callback: { caseId: chat.caseId, wishedAdvisorId: nadia.id } })
		expect((await rowOf(chat.id)).state).toBe('ended')
	})
})
