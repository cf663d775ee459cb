import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { currentConnections, db } from '#db/client.server'
import { frictions, visitSteps } from '#db/schema/friction.server'
import { cases, conversationEvents, conversations, messages, promises } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { chatForm, makeConversation } from '#db/testing/conversations'
import { forgetSteps, recordStep, trailOf } from '~/friction/record.server'
import { listen } from '~/realtime/bus.server'
import { useSettings } from '~/settings/settings.server'
import {
	askForChat,
	endConversation,
	findConversation,
	findConversationForAdvisor,
	leaveQueue,
	listConversationsOf,
	listOfAdvisor,
	listWaiting,
	queuePlace,
	requeueConversation,
	takeConversation,
	takeNext,
} from './conversations.server'
import { markRead, messagesSince, postMessage } from './messages.server'
import { keepPlace, listUnseen } from './queue.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => useSettings(undefined))
beforeEach(async () => {
	await db.delete(cases)
})

describe('asking', () => {
	it('a double submit makes one conversation and one first message', async () => {
		const form = chatForm()
		const [first, second] = await Promise.all([askForChat(form), askForChat(form)])
		expect(first.conversation.id).toBe(second.conversation.id)
		expect([first.existing, second.existing].sort()).toEqual([false, true])
		expect(await messagesSince(first.conversation.id, 0)).toHaveLength(1)
	})

	it('asking again while one goes on adds the new words to it', async () => {
		const form = chatForm()
		const first = await askForChat(form)
		const again = await askForChat({ ...form, requestKey: randomUUID(), body: 'Et la télévision aussi.' })
		expect(again.conversation.id).toBe(first.conversation.id)
		expect((await messagesSince(first.conversation.id, 0)).map(({ body }) => body)).toEqual([
			form.body,
			'Et la télévision aussi.',
		])
	})

	it('two starts of one visit at once, each with its form: the second joins the first', async () => {
		const form = chatForm()
		const [first, second] = await Promise.all([
			askForChat(form),
			askForChat({ ...form, requestKey: randomUUID(), body: "Depuis l'autre onglet." }),
		])
		expect(second.conversation.id).toBe(first.conversation.id)
		expect(await db.$count(conversations, eq(conversations.visitId, form.visitId))).toBe(1)
		expect(await db.$count(cases, eq(cases.visitId, form.visitId))).toBe(1)
		expect(await messagesSince(first.conversation.id, 0)).toHaveLength(2)
	})

	it('a start that another node was faster with joins it, and leaves no case behind', async () => {
		const [form, other] = [chatForm(), await makeConversation()]
		// The other node's row appears between the look and the write, as only a second writer can make it.
		currentConnections().writer.exec(`
			CREATE TEMP TRIGGER faster AFTER INSERT ON main.cases BEGIN
				UPDATE conversations SET visit_id = '${form.visitId}' WHERE id = '${other.id}';
			END`)
		const asked = await askForChat(form).finally(() => currentConnections().writer.exec('DROP TRIGGER faster'))
		expect(asked).toMatchObject({ existing: true, conversation: { id: other.id } })
		expect((await messagesSince(other.id, 0)).at(-1)?.body).toBe(form.body)
		expect(await db.$count(cases, eq(cases.visitId, form.visitId))).toBe(0)
	})

	it('the database refuses a second live conversation of a visit, and takes one after the end', async () => {
		const first = await makeConversation()
		const row = {
			...{ caseId: first.caseId, visitId: first.visitId, firstName: 'Camille', subject: 'Facture' },
			...{ lang: 'fr' as const, trail: [], state: 'waiting' as const, askedAt: NOW },
		}
		await expect(db.insert(conversations).values(row)).rejects.toThrow()
		await endConversation({ conversationId: first.id, by: 'customer' })
		await db.insert(conversations).values(row)
		expect(await db.$count(conversations, eq(conversations.visitId, first.visitId))).toBe(2)
	})

	it('sending the old form again after the end gives the old conversation back', async () => {
		const form = chatForm()
		const { conversation } = await askForChat(form)
		await endConversation({ conversationId: conversation.id, by: 'customer' })
		const again = await askForChat(form)
		expect(again).toMatchObject({ existing: true, conversation: { id: conversation.id } })
		expect(await messagesSince(conversation.id, 0)).toHaveLength(1)
	})

	it("a request key that is somebody else's message opens a conversation of one's own", async () => {
		const other = await askForChat(chatForm())
		const [message] = await messagesSince(other.conversation.id, 0)
		const mine = await askForChat(chatForm({ requestKey: message?.id ?? '' }))
		expect(mine.conversation.id).not.toBe(other.conversation.id)
		expect(await messagesSince(mine.conversation.id, 0)).toHaveLength(1)
	})

	it('a customer finds the conversation again on another device', async () => {
		const { customer } = await makeCustomer()
		const first = await askForChat(chatForm({ customerId: customer.id }))
		const again = await askForChat(chatForm({ customerId: customer.id }))
		expect(again.conversation.id).toBe(first.conversation.id)
	})

	it('what was removed from the path is neither sent nor kept', async () => {
		const visitId = randomUUID()
		await recordStep({ visitId, kind: 'search', label: 'résilier ma box', now: NOW })
		await recordStep({ visitId, kind: 'article', label: 'Voyant rouge', now: later(5) })
		const [search] = await trailOf(visitId)
		await forgetSteps(visitId, [search?.id ?? ''])
		const { conversation } = await askForChat(chatForm({ visitId, trail: await trailOf(visitId) }))
		expect(conversation.trail.map(({ label }) => label)).toEqual(['Voyant rouge'])
		expect(await db.select().from(visitSteps).where(eq(visitSteps.visitId, visitId))).toHaveLength(1)
	})

	it('logs where a human was asked for, and promises the wait that was announced', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const conversation = await makeConversation({ now: NOW })
		const [logged] = await db.select().from(frictions).where(eq(frictions.visitId, conversation.visitId))
		expect(logged).toMatchObject({ kind: 'handoff-asked', path: '/articles/voyant-rouge' })
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, conversation.id))
		expect(promise).toMatchObject({ kind: 'chat-wait', state: 'promised' })
		expect(promise?.dueAt.getTime()).toBeGreaterThan(NOW.getTime())
	})

	it('masks a card in the subject and in the words', async () => {
		const conversation = await makeConversation({ subject: 'Carte 4242424242424242', body: 'Carte 4242424242424242' })
		const [message] = await messagesSince(conversation.id, 0)
		const found = await findConversationForAdvisor(conversation.id)
		expect(`${found?.subject} ${message?.body}`).toBe('Carte •••• •••• •••• 4242 Carte •••• •••• •••• 4242')
	})
})

describe('whose it is', () => {
	it('only the visit and the customer find it', async () => {
		const { customer } = await makeCustomer()
		const { customer: stranger } = await makeCustomer()
		const conversation = await makeConversation({ customerId: customer.id })
		const { id, visitId } = conversation
		expect(await findConversation(id, { visitId, customerId: null })).toMatchObject({ id })
		expect(await findConversation(id, { visitId: randomUUID(), customerId: customer.id })).toMatchObject({ id })
		expect(await findConversation(id, { visitId: randomUUID(), customerId: stranger.id })).toBeNull()
		expect(await findConversation(id, { visitId: randomUUID(), customerId: null })).toBeNull()
		expect(await listConversationsOf({ visitId: randomUUID(), customerId: stranger.id })).toEqual([])
	})

	it('an advisor cannot write in a conversation that is with a colleague', async () => {
		const [nadia, karim] = [await makeAdvisor(), await makeAdvisor()]
		const { id } = await makeConversation()
		await takeConversation({ conversationId: id, advisorId: nadia.id })
		const posted = await postMessage({
			id: randomUUID(),
			conversationId: id,
			author: 'advisor',
			authorId: karim.id,
			body: 'Bonjour',
		})
		expect(posted).toEqual({ ok: false, reason: 'ended' })
	})
})

describe('the queue', () => {
	it('two advisors who take one chat in the same second: one gets it', async () => {
		const advisors = await Promise.all([makeAdvisor(), makeAdvisor(), makeAdvisor()])
		const { id } = await makeConversation()
		const taken = await Promise.all(
			advisors.map((advisor) => takeConversation({ conversationId: id, advisorId: advisor.id })),
		)
		expect(taken.filter(Boolean)).toHaveLength(1)
		expect(await db.select().from(conversationEvents).where(eq(conversationEvents.kind, 'taken'))).toHaveLength(1)
	})

	it('several advisors who take the next one each get another, the oldest first', async () => {
		const waiting = [
			await makeConversation({ now: NOW }),
			await makeConversation({ now: later(1) }),
			await makeConversation({ now: later(2) }),
		]
		const advisors = await Promise.all([makeAdvisor(), makeAdvisor()])
		const taken = await Promise.all(advisors.map((advisor) => takeNext({ advisorId: advisor.id })))
		expect(taken.map((one) => one?.id).sort()).toEqual(
			waiting
				.slice(0, 2)
				.map(({ id }) => id)
				.sort(),
		)
		expect((await listWaiting()).map(({ id }) => id)).toEqual([waiting[2]?.id])
	})

	it('the place is the order of asking, and a conversation given back keeps its place', async () => {
		const advisor = await makeAdvisor()
		const first = await makeConversation({ now: NOW })
		const second = await makeConversation({ now: NOW })
		const third = await makeConversation({ now: later(10) })
		const places = await Promise.all([first, second, third].map((one) => queuePlace(one, later(20))))
		expect(places.map(({ position }) => position).sort()).toEqual([1, 2, 3])
		expect(places[2]?.position).toBe(3)

		const [head] = await listWaiting()
		await takeConversation({ conversationId: head?.id ?? '', advisorId: advisor.id })
		expect((await queuePlace(third, later(20))).position).toBe(2)
		await requeueConversation({ conversationId: head?.id ?? '', advisorId: advisor.id })
		expect((await listWaiting())[0]?.id).toBe(head?.id)
		expect((await queuePlace(third, later(20))).position).toBe(3)
	})

	it('says no wait when nobody is present', async () => {
		const conversation = await makeConversation({ now: new Date('2027-03-01T10:00:00Z') })
		expect((await queuePlace(conversation, new Date('2027-03-01T10:00:10Z'))).expectedWaitSeconds).toBeNull()
	})

	it('leaving it is logged, once, and withdraws the promise', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const { id, visitId } = await makeConversation({ now: NOW })
		const left = await Promise.all([
			leaveQueue({ conversationId: id, now: later(60) }),
			leaveQueue({ conversationId: id, now: later(60) }),
		])
		expect(left.filter(Boolean)).toHaveLength(1)
		const kinds = (await db.select().from(frictions).where(eq(frictions.visitId, visitId))).map(({ kind }) => kind)
		expect(kinds.sort()).toEqual(['handoff-asked', 'queue-left'])
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, id))
		expect(promise?.state).toBe('withdrawn')
	})

	it.each([
		['before', -1, 'withdrawn'],
		['after', 1, 'broken'],
	] as const)(
		'left or ended %s the announced wait is over: the promise is what it was',
		async (_when, seconds, state) => {
			await makeAdvisor({ lastSeenAt: NOW })
			const [left, ended] = [await makeConversation({ now: NOW }), await makeConversation({ now: NOW })]
			const promiseOf = async (id: string) => (await db.select().from(promises).where(eq(promises.objectId, id)))[0]
			const at = async (id: string) => new Date(((await promiseOf(id))?.dueAt.getTime() ?? 0) + seconds * 1_000)
			await leaveQueue({ conversationId: left.id, now: await at(left.id) })
			await endConversation({ conversationId: ended.id, by: 'customer', now: await at(ended.id) })
			expect([(await promiseOf(left.id))?.state, (await promiseOf(ended.id))?.state]).toEqual([state, state])
		},
	)

	it('a place is forgotten only without a sign of life', async () => {
		const silent = await makeConversation({ now: NOW })
		const alive = await makeConversation({ now: NOW })
		await keepPlace([alive.id], later(290))
		expect(await listUnseen(later(-1), 'all')).toEqual([])
		expect(await listUnseen(later(1), 'all')).toEqual([{ id: silent.id }])
	})

	it('taking it in time keeps the promise', async () => {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const { id } = await makeConversation({ now: NOW })
		await takeConversation({ conversationId: id, advisorId: advisor.id, now: later(30) })
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, id))
		expect(promise?.state).toBe('kept')
	})
})

describe('messages', () => {
	it('fifty at once keep one order with no gap', async () => {
		const advisor = await makeAdvisor()
		const { id } = await makeConversation()
		await takeConversation({ conversationId: id, advisorId: advisor.id })
		const posts = await Promise.all(
			Array.from({ length: 50 }, (_, n) =>
				postMessage({
					id: randomUUID(),
					conversationId: id,
					author: n % 2 ? 'customer' : 'advisor',
					authorId: n % 2 ? null : advisor.id,
					body: `n° ${n}`,
				}),
			),
		)
		expect(posts.every(({ ok }) => ok)).toBe(true)
		const stored = await messagesSince(id, 0)
		expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, n) => n + 1))
		const [row] = await db.select().from(conversations).where(eq(conversations.id, id))
		expect(row?.lastSeq).toBe(51)
		expect((await messagesSince(id, 49)).map(({ seq }) => seq)).toEqual([50, 51])
	})

	it('the same id sent ten times is stored once, also after the end', async () => {
		const conversation = await makeConversation()
		const sent = { id: randomUUID(), conversationId: conversation.id, author: 'customer' as const, body: 'Une fois' }
		const posts = await Promise.all(Array.from({ length: 10 }, () => postMessage(sent)))
		await endConversation({ conversationId: conversation.id, by: 'customer' })
		const late = await postMessage(sent)
		for (const post of [...posts, late]) expect(post).toMatchObject({ ok: true, message: { id: sent.id, seq: 2 } })
		expect(await db.$count(messages, eq(messages.id, sent.id))).toBe(1)
	})

	it('refuses nothing, too much, and what comes after the end', async () => {
		const { id: conversationId } = await makeConversation()
		const say = (body: string) => postMessage({ id: randomUUID(), conversationId, author: 'customer', body })
		expect(await say('  \n ')).toEqual({ ok: false, reason: 'empty' })
		expect(await say('a'.repeat(4_001))).toEqual({ ok: false, reason: 'too-long' })
		expect(await say('a'.repeat(4_000))).toMatchObject({ ok: true })
		await endConversation({ conversationId, by: 'system' })
		expect(await say('Encore là ?')).toEqual({ ok: false, reason: 'ended' })
	})

	it('an id of another conversation is refused', async () => {
		const [one, other] = [await makeConversation(), await makeConversation()]
		const [message] = await messagesSince(one.id, 0)
		await expect(
			postMessage({ id: message?.id ?? '', conversationId: other.id, author: 'customer', body: 'x' }),
		).rejects.toThrow('another conversation')
	})

	it('reading goes forwards, and never past the last message', async () => {
		const { id: conversationId, visitId } = await makeConversation()
		await postMessage({ id: randomUUID(), conversationId, author: 'customer', body: 'Deux' })
		for (const seq of [2, 1, 9]) await markRead({ conversationId, side: 'advisor', seq })
		expect((await findConversation(conversationId, { visitId, customerId: null }))?.advisorReadSeq).toBe(2)
	})

	it('a message is heard of by the desk that has the conversation, and only when its list shows something else', async () => {
		const advisor = await makeAdvisor()
		const { id } = await makeConversation()
		let heard = 0
		let others = 0
		const stops = [listen(`advisor:${advisor.id}`, () => heard++), listen('desk', () => others++)]
		const say = async (author: 'customer' | 'advisor') => {
			const before = heard
			const authorId = author === 'advisor' ? advisor.id : null
			await postMessage({ id: randomUUID(), conversationId: id, author, authorId, body: 'Bonjour' })
			return heard - before
		}
		expect(await say('customer')).toBe(0)
		await takeConversation({ conversationId: id, advisorId: advisor.id })
		expect(heard).toBe(1)
		expect([await say('customer'), await say('customer')]).toEqual([0, 0])
		expect([await say('advisor'), await say('advisor'), await say('customer')]).toEqual([1, 0, 1])
		await endConversation({ conversationId: id, by: 'customer' })
		for (const stop of stops) stop()
		expect({ heard, others }).toEqual({ heard: 4, others: 2 })
	})

	it('an advisor sees which conversations wait for an answer', async () => {
		const advisor = await makeAdvisor()
		const { id } = await makeConversation()
		await takeConversation({ conversationId: id, advisorId: advisor.id })
		expect(await listOfAdvisor(advisor.id)).toMatchObject([{ id, unanswered: true }])
		await postMessage({
			id: randomUUID(),
			conversationId: id,
			author: 'advisor',
			authorId: advisor.id,
			body: 'Bonjour',
		})
		expect(await listOfAdvisor(advisor.id)).toMatchObject([{ id, unanswered: false }])
	})
})

describe('the end', () => {
	it('both sides at once: one end, with one cause', async () => {
		const advisor = await makeAdvisor()
		const { id } = await makeConversation()
		await takeConversation({ conversationId: id, advisorId: advisor.id })
		const ends = await Promise.all([
			endConversation({ conversationId: id, by: 'customer' }),
			endConversation({ conversationId: id, by: 'advisor', actorId: advisor.id }),
		])
		expect(ends.filter(Boolean)).toHaveLength(1)
		const events = await db.select().from(conversationEvents).where(eq(conversationEvents.kind, 'ended'))
		expect(events).toHaveLength(1)
		expect(events[0]?.detail).toEqual({ by: ends.find(Boolean)?.endedBy })
	})

	it('taking and leaving at once: the one or the other', async () => {
		const advisor = await makeAdvisor()
		const { id } = await makeConversation()
		const [taken, left] = await Promise.all([
			takeConversation({ conversationId: id, advisorId: advisor.id }),
			leaveQueue({ conversationId: id }),
		])
		expect(Number(taken !== null) + Number(left !== null)).toBe(1)
	})
})
