import { expect, test } from 'vitest'
import { closeCase, findCase, openCase } from './cases.server'

const question = {
	customerId: null,
	visitId: null,
	reason: 'internet',
	subject: 'Box au voyant rouge',
	lang: 'fr' as const,
}

test('a reference can be read aloud: no sign that looks or sounds like another', async () => {
	const references = await Promise.all(
		Array.from({ length: 100 }, () => openCase(question).then(({ reference }) => reference)),
	)
	for (const reference of references) expect(reference).toMatch(/^RC-[2-9A-HJKMNP-Z]{6}$/)
	expect(new Set(references).size).toBe(100)
})

test('a case keeps what it is about and closes once', async () => {
	const openedAt = new Date('2026-11-19T10:00:00Z')
	const { id, reference } = await openCase({ ...question, now: openedAt })
	expect(await findCase(id)).toMatchObject({ ...question, reference, state: 'open', openedAt, closedAt: null })
	const closedAt = new Date('2026-11-19T11:00:00Z')
	await closeCase(id, closedAt)
	await closeCase(id, new Date('2026-11-20T11:00:00Z'))
	expect(await findCase(id)).toMatchObject({ state: 'closed', closedAt })
	expect(await findCase('nothing')).toBeNull()
})
