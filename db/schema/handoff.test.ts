import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '../client.server'
import { makeConversation } from '../testing/conversations'
import { attachments, cases, effortAnswers, effortQuestions, helpOffers, messages } from './handoff.server'

test('a file goes with its case, and what was answered of the effort stays without any of it', async () => {
	const { id: conversationId, caseId } = await makeConversation()
	const [message] = await db.select().from(messages).where(eq(messages.conversationId, conversationId))
	await db.insert(attachments).values({
		...{ id: 'a'.repeat(40), conversationId, messageId: message?.id ?? '', place: 0 },
		...{ name: 'box.jpg', type: 'image/jpeg', bytes: 10 },
	})
	await db.insert(effortAnswers).values({
		...{ channel: 'chat', reason: 'internet', lang: 'fr', scale: 'test', score: 7, day: '2026-11-23' },
	})
	await db.delete(cases).where(eq(cases.id, caseId))
	expect(await db.$count(attachments)).toBe(0)
	expect(await db.$count(effortAnswers)).toBe(1)
})

test('a score is on the scale; a question and an offer of help are put once', async () => {
	const answer = { channel: 'chat', reason: 'internet', lang: 'fr', scale: 'test', day: '2026-11-23' } as const
	for (const score of [0, 8]) await expect(db.insert(effortAnswers).values({ ...answer, score })).rejects.toThrow()
	const question = { objectId: randomUUID(), askedOf: randomUUID() }
	await db.insert(effortQuestions).values(question)
	await expect(db.insert(effortQuestions).values(question)).rejects.toThrow()
	const offer = { visitId: randomUUID(), shownOn: '/search' }
	await db.insert(helpOffers).values(offer)
	await expect(db.insert(helpOffers).values(offer)).rejects.toThrow()
})

test('nothing that was answered names a contact, a case, an advisor or an hour', () => {
	const columns = Object.keys(effortAnswers).filter((name) => name !== 'enableRLS')
	expect(columns.sort()).toEqual(
		['channel', 'customerId', 'day', 'id', 'lang', 'reason', 'scale', 'score', 'words'].sort(),
	)
})
