import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '../client.server'
import { makeAdvisor } from '../testing/builders'
import { people } from './auth.server'
import {
	deskChoices,
	deskNotes,
	guideRemarks,
	guideTicks,
	looks,
	snippets,
	supportHelpers,
	supportRequests,
} from './desk.server'
import { cases, wrapUpCorrections, wrapUps } from './handoff.server'

async function written() {
	const advisor = await makeAdvisor()
	const [opened] = await db
		.insert(cases)
		.values({ reference: `RC-${randomUUID()}`, reason: 'internet', subject: 'Box', lang: 'fr' })
		.returning()
	if (!opened) throw new Error('no case')
	const contact = { contactKind: 'conversations' as const, contactId: randomUUID(), caseId: opened.id }
	const { contactId, caseId } = contact
	await db.insert(guideTicks).values({ contactId, caseId, step: 'voyant' })
	await db.insert(deskNotes).values({ ...contact, id: randomUUID(), authorName: 'Nadia', body: 'Note' })
	await db.insert(supportRequests).values({ ...contact, askedBy: advisor.id, words: '', state: 'open' })
	await db.insert(supportHelpers).values({ contactId, caseId, personId: advisor.id })
	await db.insert(looks).values({
		...contact,
		...{ personId: advisor.id, personName: 'Claire', purpose: 'support', words: '', opensUntil: new Date() },
	})
	const [conclusion] = await db
		.insert(wrapUps)
		.values({
			...{ caseId, channel: 'chat', objectId: contactId, advisorId: advisor.id },
			...{ reason: 'internet', outcome: 'solved', summary: 'Fait.', draft: 'Fait.' },
		})
		.returning()
	await db
		.insert(wrapUpCorrections)
		.values({ wrapUpId: conclusion?.id ?? '', requestKey: randomUUID(), body: 'Pas encore.' })
	return { advisor, opened }
}

test('what staff wrote about a case goes with the case', async () => {
	const { opened } = await written()
	const tables = [guideTicks, deskNotes, supportRequests, supportHelpers, looks, wrapUps, wrapUpCorrections]
	for (const table of tables) expect(await db.$count(table)).toBe(1)
	await db.delete(cases).where(eq(cases.id, opened.id))
	for (const table of tables) expect(await db.$count(table)).toBe(0)
})

test('who leaves takes their own words and choices along; what others need stays without their account', async () => {
	const { advisor } = await written()
	await db.insert(deskChoices).values({ personId: advisor.id })
	const phrase = { lang: 'fr' as const, title: 'Merci', body: 'Merci', shortcut: 'merci' }
	await db.insert(snippets).values([
		{ ...phrase, ownerId: advisor.id },
		{ ...phrase, ownerId: null },
	])
	await db.insert(guideRemarks).values({
		requestKey: randomUUID(),
		guide: 'internet',
		lang: 'fr',
		body: 'Trop long',
		authorId: advisor.id,
		authorName: 'Nadia',
	})
	await db.delete(people).where(eq(people.id, advisor.id))
	expect(await db.$count(deskChoices)).toBe(0)
	expect(await db.select().from(snippets)).toMatchObject([{ ownerId: null }])
	expect(await db.select().from(guideRemarks)).toMatchObject([{ authorId: null, authorName: 'Nadia' }])
	expect(await db.select().from(deskNotes)).toMatchObject([{ authorName: 'Nadia' }])
})

test('a shortcut is one phrase for everybody, and one for each person', async () => {
	const nadia = await makeAdvisor()
	const phrase = { lang: 'fr' as const, title: 'Bonjour', body: 'Bonjour', shortcut: 'bonjour' }
	const keep = (ownerId: string | null) =>
		db
			.insert(snippets)
			.values({ ...phrase, ownerId })
			.onConflictDoNothing()
			.returning()
	expect(await keep(null)).toHaveLength(1)
	expect(await keep(null)).toHaveLength(0)
	expect(await keep(nadia.id)).toHaveLength(1)
	expect(await keep(nadia.id)).toHaveLength(0)
})
