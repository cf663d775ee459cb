import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { messages } from '#db/schema/handoff.server'
import { withoutValues } from './log-text'

test('a failed statement is logged without what somebody wrote', async () => {
	const body = 'Je suis Camille,\nmon code est 4 2 4 2'
	const error: unknown = await db
		.insert(messages)
		.values({ id: 'm', conversationId: 'none', seq: 1, author: 'customer', authorName: 'Camille', body })
		.catch((failed: unknown) => failed)
	expect(String(error)).toContain('Camille')
	for (const text of [String(error), (error as Error).stack ?? '']) {
		const logged = withoutValues(text)
		expect(logged).toContain('insert into "messages"')
		expect(logged).not.toMatch(/Camille|4 2 4 2/)
	}
	expect(withoutValues((error as Error).stack ?? '')).toMatch(/\n\s+at /)
})

test('a number that a phone company quotes is not kept', () => {
	expect(withoutValues("RestException [Error]: Invalid 'To' Phone Number: +33612345678")).toBe(
		"RestException [Error]: Invalid 'To' Phone Number: +…",
	)
	expect(withoutValues('GET /Calls.json?To=%2B33612345678 timed out')).toBe('GET /Calls.json?To=+… timed out')
})

test('other text stays as it is', () => {
	const text = 'TypeError: x is not a function\n    at y (file.ts:12:34)'
	expect(withoutValues(text)).toBe(text)
})
