import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { visits } from '#db/schema/friction.server'
import { callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { makeLivedVisit } from '#db/testing/friction'
import { endUnreached } from '~/handoff/callback-endings.server'
import { findCallback } from '~/handoff/callbacks.server'
import { handoffsOfVisit } from '~/handoff/of-visit.server'
import { makePromise, settlePromise } from '~/handoff/promises.server'
import { frictionsOf, recordStep, touchVisit } from './record.server'
import { sweepVisits } from './sweep.server'

const lived = new Date('2026-11-19T10:00:00Z')
const later = new Date('2026-11-19T11:00:00Z')
const CASE = { subject: 'x', lang: 'fr' as const, state: 'closed' as const }
const search = { kind: 'search', label: 'facture plus élevée' } as const
const article = { kind: 'article', label: 'Ma facture est plus élevée' } as const

test.each([
	['an article was read', { steps: [search, article] }, 'alone'],
	['an operation was done', { steps: [{ kind: 'action', label: 'Renvoi activé' }] }, 'alone'],
	['an operation failed', { steps: [{ kind: 'action', label: 'Renvoi', failed: true }] }, 'nothing'],
	[
		'an operation failed, then worked',
		{
			steps: [
				{ kind: 'action', label: 'Renvoi', failed: true },
				{ kind: 'action', label: 'Renvoi' },
			],
		},
		'alone',
	],
	[
		'an article was read, then answered no',
		{ steps: [article, { ...article, kind: 'answer', failed: true }] },
		'nothing',
	],
	['a search found nothing', { steps: [{ ...search, failed: true }] }, 'nothing'],
	[
		'a search found nothing, the next one led to an article',
		{ steps: [{ ...search, failed: true }, search, article] },
		'alone',
	],
	[
		'a page broke after the article',
		{ steps: [article], frictions: [{ kind: 'page-error', at: new Date('2026-11-19T10:05:00Z') }] },
		'nothing',
	],
	[
		'a page was missing, then an article was read',
		{ steps: [{ kind: 'page', label: 'x' }, article], frictions: [{ kind: 'page-missing' }] },
		'alone',
	],
	[
		'only a page was missing',
		{ steps: [{ kind: 'page', label: 'x', failed: true }], frictions: [{ kind: 'page-missing' }] },
		'nothing',
	],
	[
		'the network was cut after the article',
		{ steps: [article], frictions: [{ kind: 'offline', at: new Date('2026-11-19T10:05:00Z') }] },
		'alone',
	],
] as const)('%s', async (_, visit, ending) => {
	const id = await makeLivedVisit({ at: lived, ...(visit as object) })
	await sweepVisits(later)
	expect(await endingOf(id)).toBe(ending)
})

test('results that nobody opened are a search left, logged once at the time of the search', async () => {
	const id = await makeLivedVisit({ at: lived, steps: [article, search, { kind: 'page', label: 'Accueil' }] })
	await sweepVisits(later)
	await db.update(visits).set({ ending: null }).where(eq(visits.id, id))
	await sweepVisits(later)
	expect(await endingOf(id)).toBe('nothing')
	expect(await frictionsOf(id)).toMatchObject([
		{ kind: 'search-left', label: search.label, at: new Date('2026-11-19T10:01:00Z') },
	])
})

test('a search that was reworded, or led somewhere, was not left', async () => {
	const reworded = await makeLivedVisit({
		at: lived,
		steps: [search, { ...search, label: 'facture novembre' }, article],
	})
	const acted = await makeLivedVisit({ at: lived, steps: [search, { kind: 'action', label: 'Facture téléchargée' }] })
	const handed = await makeLivedVisit({ at: lived, steps: [search] })
	await makeChat(handed, 'ended', (await makeAdvisor()).id)
	await sweepVisits(later)
	for (const id of [reworded, acted, handed])
		expect((await frictionsOf(id)).filter(({ kind }) => kind === 'search-left')).toEqual([])
})

test('a visit still alive is left alone', async () => {
	const id = await makeLivedVisit({ at: new Date('2026-11-19T10:40:00Z'), steps: [article] })
	await sweepVisits(later)
	expect(await endingOf(id)).toBeNull()
	await sweepVisits(new Date('2026-11-19T11:10:00Z'))
	expect(await endingOf(id)).toBe('alone')
})

test('a visit in which nothing was asked leaves no trace', async () => {
	const id = await makeLivedVisit({ at: lived, steps: [{ kind: 'page', label: 'Accueil' }] })
	await sweepVisits(later)
	expect(await db.$count(visits, eq(visits.id, id))).toBe(0)
	await touchVisit({ visitId: id, lang: 'fr', customerId: null, now: later })
	expect(await db.$count(visits, eq(visits.id, id))).toBe(1)
})

test('whoever reached a person ended with somebody, whatever failed', async () => {
	const id = await makeLivedVisit({
		at: lived,
		steps: [{ ...search, failed: true }],
		frictions: [{ kind: 'search-empty' }],
	})
	const advisor = await makeAdvisor({ name: 'Nadia Benali' })
	await makeChat(id, 'ended', advisor.id)
	await sweepVisits(later)
	expect(await endingOf(id)).toBe('somebody')
	expect(await handoffsOfVisit(id)).toMatchObject([{ channel: 'chat', outcome: 'somebody', advisor: 'Nadia' }])
})

test('while somebody is on it nothing is decided, then it is', async () => {
	const id = await makeLivedVisit({ at: lived, steps: [{ ...search, failed: true }] })
	const callbackId = await makeScheduledCallback(id)
	await sweepVisits(later)
	expect(await endingOf(id)).toBeNull()
	const callback = await findCallback(callbackId)
	if (callback) await endUnreached(callback, { state: 'unreached' }, 'last', later)
	await sweepVisits(later)
	expect(await endingOf(id)).toBe('nothing')
})

test('a queue left without a person ends with nothing, unless an article followed', async () => {
	const gaveUp = await makeLivedVisit({ at: lived, steps: [article] })
	await makeChat(gaveUp, 'abandoned', null, new Date('2026-11-19T10:05:00Z'))
	const wentOn = await makeLivedVisit({
		at: lived,
		steps: [search, { ...article, at: new Date('2026-11-19T10:09:00Z') }],
	})
	await makeChat(wentOn, 'abandoned', null, new Date('2026-11-19T10:05:00Z'))
	await sweepVisits(later)
	expect([await endingOf(gaveUp), await endingOf(wentOn)]).toEqual(['nothing', 'alone'])
})

test('a message that was answered is somebody; one that waits decides nothing', async () => {
	const [answered, waiting] = [await makeLivedVisit({ at: lived }), await makeLivedVisit({ at: lived })]
	await makeMessage(answered, 'answered')
	await makeMessage(waiting, 'waiting')
	await sweepVisits(later)
	expect([await endingOf(answered), await endingOf(waiting)]).toEqual(['somebody', null])
})

test('somebody who comes back opens the question again', async () => {
	const id = await makeLivedVisit({ at: lived, steps: [article] })
	await sweepVisits(later)
	await recordStep({ visitId: id, kind: 'action', label: 'Paiement', failed: true, now: later })
	expect(await endingOf(id)).toBeNull()
	await sweepVisits(new Date('2026-11-19T12:00:00Z'))
	expect(await endingOf(id)).toBe('nothing')
})

test('an answer that came after the time announced, and a second contact for one reason, are logged once', async () => {
	const { customer } = await makeCustomer()
	const id = await makeLivedVisit({ at: lived, customerId: customer.id, steps: [article] })
	const opened = (reason: string, openedAt: Date, visitId: string | null = null) =>
		db
			.insert(cases)
			.values({ ...{ reference: `RC-${randomUUID()}`, customerId: customer.id, visitId, reason }, ...CASE, openedAt })
			.returning()
	const days = (count: number) => new Date(lived.getTime() - count * 86_400_000)
	await opened('invoice', days(6))
	await opened('other', days(1))
	await opened('mobile', days(8))
	await opened('other', lived, id)
	await opened('mobile', lived, id)
	const [second] = await opened('invoice', lived, id)
	const [chat] = await db
		.insert(conversations)
		.values({
			...{ caseId: second?.id ?? '', customerId: customer.id, visitId: id, firstName: 'Zoé', subject: 'Facture' },
			...{ lang: 'fr' as const, askedFrom: '/', trail: [], state: 'ended' as const, askedAt: lived },
			advisorId: (await makeAdvisor()).id,
		})
		.returning()
	const promised = { kind: 'chat-wait' as const, caseId: second?.id ?? '', customerId: customer.id }
	await makePromise({ ...promised, objectId: chat?.id ?? '', text: '2 min', dueAt: lived, now: lived })
	await settlePromise(chat?.id ?? '', 'chat-wait', undefined, new Date(lived.getTime() + 60_000))
	await sweepVisits(later)
	await db.update(visits).set({ ending: null }).where(eq(visits.id, id))
	await sweepVisits(later)
	const told = (await frictionsOf(id)).map(({ kind, label }) => `${kind} ${label}`)
	expect(told.sort()).toEqual([
		'article-handoff Ma facture est plus élevée',
		'contact-repeated Facture ou paiement',
		'wait-longer Facture ou paiement',
	])
	expect(await endingOf(id)).toBe('somebody')
})

test('many quiet visits are decided in one go', async () => {
	const ids = await Promise.all(
		Array.from({ length: 350 }, (_, n) =>
			makeLivedVisit({ at: new Date(lived.getTime() - n * 1_000), steps: [article] }),
		),
	)
	expect(await sweepVisits(later)).toBe(350)
	expect(await endingOf(ids.at(-1) ?? '')).toBe('alone')
})

async function endingOf(id: string) {
	const [visit] = await db.select().from(visits).where(eq(visits.id, id))
	return visit?.ending
}

async function makeCase(visitId: string) {
	const [row] = await db
		.insert(cases)
		.values({
			reference: `RC-${crypto.randomUUID().slice(0, 6)}`,
			visitId,
			reason: 'other',
			subject: 'Facture',
			lang: 'fr',
		})
		.returning()
	return row?.id ?? ''
}

async function makeChat(
	visitId: string,
	state: 'waiting' | 'active' | 'ended' | 'abandoned',
	advisorId: string | null,
	askedAt = lived,
) {
	await db.insert(conversations).values({
		...{
			caseId: await makeCase(visitId),
			visitId,
			firstName: 'Camille',
			subject: 'Facture',
			lang: 'fr',
			trail: [],
			state,
			advisorId,
			askedAt,
		},
	})
}

async function makeScheduledCallback(visitId: string) {
	const id = crypto.randomUUID()
	await db.insert(callbacks).values({
		...{
			id,
			reference: `RC-${id.slice(0, 6)}`,
			caseId: await makeCase(visitId),
			visitId,
			phone: '+33639981234',
			firstName: 'Camille',
		},
		...{
			reason: 'other',
			subject: 'Facture',
			lang: 'fr',
			trail: [],
			state: 'scheduled',
			dueAt: later,
			password: 'lune verte',
			requestKey: id,
			createdAt: lived,
		},
	})
	return id
}

async function makeMessage(visitId: string, state: 'waiting' | 'answered') {
	await db.insert(leftMessages).values({
		...{
			caseId: await makeCase(visitId),
			requestKey: crypto.randomUUID(),
			visitId,
			firstName: 'Camille',
			contact: 'c@exemple.fr',
		},
		...{ body: 'Bonjour', lang: 'fr', trail: [], state, at: lived },
	})
}
