import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { databasePath } from '#db/client.server'
import { openDatabase } from '#db/connection.server'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { type LiveEvent, listen } from '~/realtime/bus.server'
import { endConversation, findConversationForAdvisor, takeConversation } from './conversations.server'
import { announceTyping, markRead, messagesSince, postMessage, TYPING_EVERY_MS } from './messages.server'

/** What passes between two who talk beside their words, and words while somebody else writes to the database. */
const deaf: (() => void)[] = []
afterEach(() => {
	for (const stop of deaf.splice(0)) stop()
})

async function talk() {
	const advisor = await makeAdvisor()
	const { id } = await makeConversation()
	await takeConversation({ conversationId: id, advisorId: advisor.id })
	const heard: LiveEvent[] = []
	deaf.push(listen(`conversation:${id}`, (event) => heard.push(event)))
	const say = (author: 'customer' | 'advisor', messageId = randomUUID()) =>
		postMessage({ id: messageId, conversationId: id, author, authorId: advisor.id, body: 'Bonjour' })
	return { id, advisor, heard, say }
}

it('a browser that tells of every key is passed on once every two seconds, each side for itself', async () => {
	const { id, heard } = await talk()
	const other = await makeConversation()
	const start = 1_000_000
	for (let at = 0; at < 10_000; at += 100) announceTyping(id, 'customer', start + at)
	expect(heard).toHaveLength(10_000 / TYPING_EVERY_MS)
	expect(announceTyping(id, 'advisor', start + 9_950)).toBe(true)
	expect(announceTyping(other.id, 'customer', start + 9_950)).toBe(true)
	expect(announceTyping(id, 'customer', start + 9_950)).toBe(false)
	// A clock that was set back an hour silences nobody.
	expect(announceTyping(id, 'customer', start - 3_600_000)).toBe(true)
})

it('reading is told once for each step forwards, and never for what was told or does not exist', async () => {
	const { id, heard, say } = await talk()
	for (let n = 0; n < 3; n++) await say('advisor')
	heard.length = 0
	const last = (await messagesSince(id, 0)).at(-1)?.seq ?? 0
	for (const seq of [last, last, last - 1, last, last + 40, Number.NaN, -1])
		await markRead({ conversationId: id, side: 'customer', seq: seq || 0 })
	expect(heard).toEqual([{ kind: 'read', side: 'customer', seq: last, topic: `conversation:${id}` }])
	expect(await findConversationForAdvisor(id)).toMatchObject({ customerReadSeq: last })
})

it('while the database is busy both go on writing: each message is stored once, in order, when it is free', async () => {
	const { id, advisor, heard, say } = await talk()
	const before = (await messagesSince(id, 0)).length
	const ids = Array.from({ length: 6 }, () => randomUUID())
	const other = openDatabase(databasePath())
	other.exec('BEGIN IMMEDIATE')
	const sending = ids.flatMap((messageId, n) => [
		say(n % 2 ? 'advisor' : 'customer', messageId),
		// Whoever waits for an answer sends again.
		say(n % 2 ? 'advisor' : 'customer', messageId),
	])
	const ending = new Promise<void>((done) => {
		setTimeout(() => {
			other.exec('COMMIT')
			other.close()
			done()
		}, 400)
	})
	// A sign of reading is not worth waiting for, and holds nobody up.
	const began = performance.now()
	await markRead({ conversationId: id, side: 'customer', seq: before })
	expect(performance.now() - began).toBeLessThan(5_000)
	await ending
	const posted = await Promise.all(sending)
	expect(posted.every(({ ok }) => ok)).toBe(true)
	const stored = (await messagesSince(id, 0)).slice(before)
	expect(stored.map((message) => message.id).sort()).toEqual([...ids].sort())
	expect(stored.map(({ seq }) => seq)).toEqual(ids.map((_, n) => before + n + 1))
	expect(heard.filter(({ kind }) => kind === 'message')).toHaveLength(ids.length)

	// Both ends close while it is busy again: one end.
	const again = openDatabase(databasePath())
	again.exec('BEGIN IMMEDIATE')
	setTimeout(() => {
		again.exec('COMMIT')
		again.close()
	}, 200)
	const ends = await Promise.all([
		endConversation({ conversationId: id, by: 'customer' }),
		endConversation({ conversationId: id, by: 'advisor', actorId: advisor.id }),
	])
	expect(ends.filter(Boolean)).toHaveLength(1)
})
