import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { frictions } from '#db/schema/friction.server'
import { cases, conversationEvents, conversations, presences } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { settings, useSettings } from '~/settings/settings.server'
import { offerWaiting } from './chat-offers.server'
import { reopeningOf } from './chat-reopening.server'
import { heardUntil, sayStillThere, seeCustomers, sweepSilences } from './chat-silences.server'
import { takeConversation } from './conversations.server'
import { messagesSince, postMessage } from './messages.server'
import { beat } from './presence.server'

/**
 * Every limit of a silence is a number of seconds that pass, not a time that a clock on a wall shows:
 * each is met to the second on an ordinary day and across both changes of the clock.
 */
const NIGHTS = [
	['an ordinary day', '2026-11-19T10:00:00Z'],
	['the night when the clock shows an hour twice', '2026-10-25T00:58:30Z'],
	['the night when the clock leaves an hour out', '2026-03-29T00:58:30Z'],
] as const

beforeAll(() => useSettings({ ...alwaysOpen(), timeZone: 'Europe/Paris' }))
afterAll(() => useSettings(undefined))
beforeEach(async () => {
	await db.delete(cases)
	await db.delete(presences)
})

const rowOf = async (id: string) => {
	const [row] = await db.select().from(conversations).where(eq(conversations.id, id))
	if (!row) throw new Error('no conversation')
	return row
}
const eventsOf = async (id: string) =>
	(
		await db
			.select()
			.from(conversationEvents)
			.where(eq(conversationEvents.conversationId, id))
			.orderBy(asc(conversationEvents.at), asc(conversationEvents.id))
	).map(({ kind, actorId, detail, at }) => ({ kind, actorId, detail, at }))
const saidBySystem = async (id: string) =>
	(await messagesSince(id, 0)).flatMap(({ author, body }) => (author === 'system' ? [body] : []))
const write = (conversationId: string, author: 'customer' | 'advisor', now: Date, authorId: string | null = null) =>
	postMessage({ id: randomUUID(), conversationId, author, authorId, body: 'Bonjour', now })

describe.each(NIGHTS)('%s', (_, start) => {
	const now = new Date(start)
	const since = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
	const active = async (advisorId: string) => {
		const chat = await makeConversation({ now })
		const taken = await takeConversation({ conversationId: chat.id, advisorId, now })
		if (!taken) throw new Error('not taken')
		return taken
	}
	const sweep = async (seconds: number, ...here: string[]) => {
		for (const id of here) await beat(id, since(seconds))
		await sweepSilences(since(seconds))
	}

	it('who waits is gone after 60 s, keeps the place for five minutes, then is our failure', async () => {
		const { goneSeconds, keepPlaceMinutes } = settings().chat
		const chat = await makeConversation({ now })
		await sweep(goneSeconds)
		expect((await rowOf(chat.id)).goneAt).toBeNull()
		await sweep(goneSeconds + 1)
		expect((await rowOf(chat.id)).goneAt).toEqual(since(goneSeconds + 1))
		await sweep(keepPlaceMinutes * 60)
		expect((await rowOf(chat.id)).state).toBe('waiting')
		await sweep(keepPlaceMinutes * 60 + 1)
		expect(await rowOf(chat.id)).toMatchObject({ state: 'abandoned', endedBy: 'system' })
		const logged = await db.select().from(frictions).where(eq(frictions.visitId, chat.visitId))
		expect(logged.map(({ kind }) => kind)).toContain('queue-left')
		expect((await eventsOf(chat.id)).at(-1)).toEqual({
			...{ kind: 'left-queue', actorId: null, detail: { by: 'system' } },
			at: since(keepPlaceMinutes * 60 + 1),
		})
	})

	it('back within the five minutes: the same place, before who came after', async () => {
		const [gone, next] = [await makeConversation({ now }), await makeConversation({ now: since(1) })]
		await seeCustomers([next.id], since(280))
		await sweep(200)
		await seeCustomers([gone.id], since(290))
		await sweep(291)
		const nadia = await makeAdvisor({ lastSeenAt: since(291) })
		await offerWaiting(since(291))
		expect([(await rowOf(gone.id)).offeredTo, (await rowOf(next.id)).offeredTo]).toEqual([nadia.id, null])
	})

	it('a customer who does not answer: asked after ten minutes, closed gently after five more, to be taken up again', async () => {
		const { warnMinutes, actMinutes } = settings().chat.customerIdle
		const nadia = await makeAdvisor({ lastSeenAt: now })
		const chat = await active(nadia.id)
		await write(chat.id, 'advisor', now, nadia.id)
		await sweep(warnMinutes * 60 - 1, nadia.id)
		expect(await saidBySystem(chat.id)).toEqual([])
		await sweep(warnMinutes * 60, nadia.id)
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining(`d’ici ${actMinutes}`)])
		await sweep((warnMinutes + actMinutes) * 60 - 1, nadia.id)
		expect((await rowOf(chat.id)).state).toBe('active')
		const end = (warnMinutes + actMinutes) * 60
		await sweep(end, nadia.id)
		expect(await rowOf(chat.id)).toMatchObject({ state: 'ended', endedBy: 'system', endedAt: since(end) })
		expect((await eventsOf(chat.id)).at(-1)?.detail).toEqual({ by: 'system', cause: 'customer-idle' })
		expect(await reopeningOf(await rowOf(chat.id), since(end + 60))).toBe('open')
		expect(await reopeningOf(await rowOf(chat.id), since(end + 24 * 3_600 - 1))).toBe('open')
		expect(await reopeningOf(await rowOf(chat.id), since(end + 24 * 3_600))).toBe('over')
	})

	it('a customer who says or types something in time is not closed on', async () => {
		const { warnMinutes, actMinutes } = settings().chat.customerIdle
		const nadia = await makeAdvisor({ lastSeenAt: now })
		const chat = await active(nadia.id)
		await write(chat.id, 'advisor', now, nadia.id)
		await sweep(warnMinutes * 60, nadia.id)
		await sayStillThere(chat.id, 'customer', since(warnMinutes * 60 + 30))
		await sweep((warnMinutes + actMinutes) * 60 + 20, nadia.id)
		expect(await rowOf(chat.id)).toMatchObject({ state: 'active', warnedAt: null, turn: 'customer' })
		// The clock began anew at the sign of life, and asks once more.
		await sweep(2 * warnMinutes * 60 + 30, nadia.id)
		expect((await rowOf(chat.id)).warnedAt).toEqual(since(2 * warnMinutes * 60 + 30))
	})

	it('an advisor who does not answer: reminded alone after four minutes; after three more the customer goes first and is told', async () => {
		const { warnMinutes, actMinutes } = settings().chat.advisorIdle
		const nadia = await makeAdvisor({ name: 'Nadia Benali', lastSeenAt: now })
		const chat = await active(nadia.id)
		const waitsLonger = await makeConversation({ now: since(-600) })
		const here = async (seconds: number) => {
			await seeCustomers([waitsLonger.id], since(seconds))
			await sweep(seconds, nadia.id)
		}
		await here(warnMinutes * 60 - 1)
		expect((await rowOf(chat.id)).warnedAt).toBeNull()
		await here(warnMinutes * 60)
		expect((await rowOf(chat.id)).warnedAt).toEqual(since(warnMinutes * 60))
		expect(await saidBySystem(chat.id)).toEqual([])
		await here((warnMinutes + actMinutes) * 60 - 1)
		expect((await rowOf(chat.id)).state).toBe('active')
		await here((warnMinutes + actMinutes) * 60)
		const given = await rowOf(chat.id)
		expect(given).toMatchObject({ state: 'waiting', advisorId: null })
		expect(given.placeAt?.getTime()).toBeLessThan(waitsLonger.askedAt.getTime())
		expect(await saidBySystem(chat.id)).toEqual([expect.stringContaining('Nadia ne peut pas continuer')])
		expect((await eventsOf(chat.id)).at(-1)).toMatchObject({
			...{ kind: 'requeued', actorId: null, detail: { cause: 'advisor-idle', from: nadia.id } },
		})
	})

	it('a desk that was closed two minutes ago gives its chats back, to the second', async () => {
		const nadia = await makeAdvisor({ lastSeenAt: now })
		const chat = await active(nadia.id)
		await sweep(settings().chat.deskClosedMinutes * 60 - 1)
		expect((await rowOf(chat.id)).state).toBe('active')
		await sweep(settings().chat.deskClosedMinutes * 60)
		expect((await rowOf(chat.id)).state).toBe('waiting')
		expect((await eventsOf(chat.id)).at(-1)?.detail).toMatchObject({ cause: 'desk-closed' })
	})

	it('an offer lasts thirty seconds', async () => {
		const nadia = await makeAdvisor({ lastSeenAt: now })
		const chat = await makeConversation({ now })
		await offerWaiting(now)
		await offerWaiting(since(29))
		expect((await rowOf(chat.id)).offeredTo).toBe(nadia.id)
		await offerWaiting(since(30))
		expect((await rowOf(chat.id)).offeredTo).toBeNull()
	})
})

describe('after the server was gone for some minutes', () => {
	const gone = new Date('2026-11-19T10:00:00Z')
	const back = new Date('2026-11-19T10:06:00Z')
	const backFor = (seconds: number) => new Date(back.getTime() + seconds * 1_000)

	it('whoever waits keeps their place and an advisor their customers, when they come back', async () => {
		const advisor = await makeAdvisor({ name: 'Nadia Benali', lastSeenAt: gone })
		const [waits, talks] = [await makeConversation({ now: gone }), await makeConversation({ now: gone })]
		await takeConversation({ conversationId: talks.id, advisorId: advisor.id, now: gone })
		await sweepSilences(backFor(5), back)
		await seeCustomers([waits.id, talks.id], backFor(20))
		await beat(advisor.id, backFor(20))
		await sweepSilences(backFor(46), back)
		expect((await rowOf(waits.id)).state).toBe('waiting')
		expect(await rowOf(talks.id)).toMatchObject({ state: 'active', advisorId: advisor.id })
	})

	it('whoever does not come back is missed as ever', async () => {
		const advisor = await makeAdvisor({ name: 'Nadia Benali', lastSeenAt: gone })
		const [waits, talks] = [await makeConversation({ now: gone }), await makeConversation({ now: gone })]
		await takeConversation({ conversationId: talks.id, advisorId: advisor.id, now: gone })
		await seeCustomers([talks.id], backFor(20))
		await sweepSilences(backFor(46), back)
		expect((await rowOf(waits.id)).state).toBe('abandoned')
		expect(await rowOf(talks.id)).toMatchObject({ state: 'waiting', advisorId: null })
	})

	it('a machine that slept listens anew, one that only was slow does not', () => {
		const awake = heardUntil(undefined, gone)
		expect(awake.since).toEqual(gone)
		const slow = heardUntil(awake, new Date(gone.getTime() + 30_000))
		expect(slow.since).toEqual(gone)
		expect(heardUntil(slow, back).since).toEqual(back)
	})
})
