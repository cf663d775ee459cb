import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import {
	callbackEvents,
	callbacks,
	cases,
	conversationEvents,
	conversations,
	messages,
	promises,
} from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeCallback } from '#db/testing/callbacks'
import { forgetOldMessages, queueSms } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { cancelCallback } from './callbacks.server'
import { forgetOldContacts } from './contact-retention.server'
import { askForChat, endConversation } from './conversations.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000)
const { retention } = settings()

afterEach(async () => {
	for (const table of [callbacks, cases, outbox]) await db.delete(table)
})

async function chat() {
	const asked = await askForChat({
		...{ visitId: randomUUID(), customerId: null, firstName: 'Léa', subject: 'Box', body: 'Bonjour' },
		...{ reason: 'internet', lang: 'fr', askedFrom: null, trail: [], requestKey: randomUUID(), now: NOW },
	})
	return asked.conversation.id
}

it('what ended is kept as long as the settings say and then goes whole; what goes on stays', async () => {
	const [ended, live] = [await chat(), await chat()]
	await endConversation({ conversationId: ended, by: 'customer', now: NOW })
	const [called, waiting] = [await makeCallback({ now: NOW }), await makeCallback({ now: NOW })]
	await cancelCallback({ callbackId: called.id, now: NOW })

	expect(await forgetOldContacts(days(retention.callbacks - 1))).toEqual({ conversations: 0, callbacks: 0, cases: 0 })
	expect(await forgetOldContacts(days(retention.callbacks))).toEqual({ conversations: 0, callbacks: 1, cases: 0 })
	expect(await forgetOldContacts(days(retention.conversations))).toEqual({ conversations: 1, callbacks: 0, cases: 2 })
	expect(await forgetOldContacts(days(retention.conversations))).toEqual({ conversations: 0, callbacks: 0, cases: 0 })

	expect((await db.select().from(conversations)).map(({ id }) => id)).toEqual([live])
	expect((await db.select().from(callbacks)).map(({ id }) => id)).toEqual([waiting.id])
	for (const table of [messages, conversationEvents])
		expect(new Set((await db.select().from(table)).map(({ conversationId }) => conversationId))).toEqual(
			new Set([live]),
		)
	expect(new Set((await db.select().from(callbackEvents)).map(({ callbackId }) => callbackId))).toEqual(
		new Set([waiting.id]),
	)
	expect(new Set((await db.select().from(promises)).map(({ objectId }) => objectId)).has(called.id)).toBe(false)
})

it('hundreds are erased in one go', async () => {
	for (let count = 0; count < 205; count++) {
		const { id } = await makeCallback({ now: NOW })
		await cancelCallback({ callbackId: id, now: NOW })
	}
	expect(await forgetOldContacts(days(retention.callbacks))).toMatchObject({ callbacks: 205 })
}, 60_000)

it('messages that left are erased in their time, those that wait are not', async () => {
	for (const [dedupeKey, state] of [
		['a', 'sent'],
		['b', 'failed'],
		['c', 'pending'],
	] as const) {
		await queueSms({ to: '+33612345678', body: 'x', purpose: 'test', dedupeKey, now: NOW })
		await db.update(outbox).set({ state }).where(eq(outbox.dedupeKey, dedupeKey))
	}
	await forgetOldMessages(days(retention.outbox))
	expect(await db.$count(outbox)).toBe(3)
	await forgetOldMessages(days(retention.outbox + 1))
	expect((await db.select().from(outbox)).map(({ state }) => state)).toEqual(['pending'])
})
