import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { causeHandlings, frictionDays, frictions, visitSteps, visits } from '#db/schema/friction.server'
import { makeLivedVisit } from '#db/testing/friction'
import { countWords, threadsOf, wordsOf } from './cause-meetings.server'
import { handleCause, handlingsOf, reopenReturned, stateOf } from './handling.server'
import { headline } from './headline.server'
import { findCause, rankedCauses } from './insights.server'
import { periodOf } from './period'
import { applyRetention, forgetCustomer } from './retention.server'
import { threadOf } from './thread.server'

const now = new Date('2026-11-19T10:24:00Z')
const period = periodOf(7, now, 'Europe/Paris')
const actor = { id: 'p-1', name: 'Claire Delmas' }
const daysAgo = (days: number, minutes = 0) => new Date(now.getTime() - days * 86_400_000 - minutes * 60_000)
const belgian = { kind: 'search-empty', causeKey: 'search-empty:belg', label: 'garder mon numéro belge' }
const box = {
	kind: 'article-no',
	causeKey: 'article-no:box',
	label: 'Ma box clignote en rouge',
	path: '/articles/voyant-rouge-box',
}

afterEach(async () => {
	for (const table of [frictions, visitSteps, visits, causeHandlings, frictionDays]) await db.delete(table)
})

test('causes are ranked by people affected times the weight of what happens to them', async () => {
	const met = (failure: { kind: string; causeKey: string }, times: number) =>
		Promise.all(Array.from({ length: times }, (_, n) => makeLivedVisit({ at: daysAgo(1, n), frictions: [failure] })))
	await met({ kind: 'page-missing', causeKey: 'missing' }, 6)
	await met({ kind: 'action-failed', causeKey: 'forwarding' }, 2)
	await met({ kind: 'article-no', causeKey: 'article' }, 3)
	const { causes, total } = await rankedCauses({ period })
	expect(causes.map(({ causeKey, people, rank }) => [causeKey, people, rank])).toEqual([
		['article', 3, 1],
		['forwarding', 2, 2],
		['missing', 6, 3],
	])
	expect(total).toBe(3)
})

test('a customer who meets a cause in three visits is one person, anonymous visits are one each', async () => {
	for (let n = 0; n < 3; n++)
		await makeLivedVisit({
			at: daysAgo(n, 10),
			customerId: 'c-1',
			frictions: [belgian, { ...belgian, words: `essai ${n}` }],
		})
	await makeLivedVisit({ at: daysAgo(2), frictions: [belgian] })
	await makeLivedVisit({ at: daysAgo(2), frictions: [belgian] })
	const { causes } = await rankedCauses({ period })
	expect(causes[0]).toMatchObject({ people: 3, times: 8, met: 5 })
})

test('who reached a person and who left with nothing is told apart', async () => {
	for (const ending of ['somebody', 'somebody', 'nothing', 'alone', null] as const)
		await makeLivedVisit({ at: daysAgo(1), ending, frictions: [box] })
	const { causes } = await rankedCauses({ period })
	expect(causes[0]).toMatchObject({
		people: 5,
		reachedSomebody: 2,
		leftWithNothing: 1,
		articleSlug: 'voyant-rouge-box',
	})
})

test('the wordings of one cause are counted, the most frequent names it, and a quote is somebody’s own words', async () => {
	const say = (label: string, words?: string) =>
		makeLivedVisit({ at: daysAgo(1), frictions: [{ ...belgian, label, words }] })
	await say('garder mon numéro belge')
	await say('garder mon numéro belge', "J'arrive de Tournai avec mon numéro.")
	await say('numéro belge garder', 'ok')
	const { causes } = await rankedCauses({ period })
	expect(causes[0]).toMatchObject({
		label: 'garder mon numéro belge',
		wordings: 2,
		quote: "J'arrive de Tournai avec mon numéro.",
	})
	expect(await countWords([belgian.causeKey], { period })).toEqual(new Map([[belgian.causeKey, 2]]))
})

test('period, kind and language choose what is shown', async () => {
	await makeLivedVisit({ at: daysAgo(1), frictions: [belgian] })
	await makeLivedVisit({ at: daysAgo(1), lang: 'en', frictions: [{ ...box, lang: 'en' }] })
	await makeLivedVisit({ at: daysAgo(9), frictions: [{ ...box, causeKey: 'old' }] })
	const keys = async (filter: object) =>
		(await rankedCauses({ period, ...filter })).causes.map(({ causeKey }) => causeKey).sort()
	expect(await keys({})).toEqual(['article-no:box', 'search-empty:belg'])
	expect(await keys({ kind: 'article-no' })).toEqual(['article-no:box'])
	expect(await keys({ lang: 'fr' })).toEqual(['search-empty:belg'])
	expect(await keys({ period: periodOf(28, now, 'Europe/Paris') })).toHaveLength(3)
})

test('the trend looks at the four weeks before the period', async () => {
	for (let n = 0; n < 40; n++) await makeLivedVisit({ at: daysAgo(8 + (n % 26)), ending: 'alone' })
	for (let n = 0; n < 10; n++) await makeLivedVisit({ at: daysAgo(n % 6), ending: 'nothing', frictions: [belgian] })
	const { causes } = await rankedCauses({ period })
	expect(causes[0]).toMatchObject({ trend: 'new', met: 10, expected: 0 })
	expect(causes[0]?.buckets.reduce((sum, bucket) => sum + bucket, 0)).toBe(10)
})

test('the headline counts decided visits by local day, and says nothing of those still going on', async () => {
	// 23:30 in Paris on the 15th, 00:30 on the 16th.
	await makeLivedVisit({ at: new Date('2026-11-15T22:30:00Z'), ending: 'alone' })
	await makeLivedVisit({ at: new Date('2026-11-15T23:30:00Z'), ending: 'nothing' })
	await makeLivedVisit({ at: daysAgo(1), ending: 'somebody' })
	await makeLivedVisit({ at: daysAgo(0, 5), ending: null })
	const { columns, ...totals } = await headline({ period })
	expect(totals).toEqual({ visits: 3, alone: 1, somebody: 1, nothing: 1 })
	expect(columns).toHaveLength(7)
	expect(columns.find(({ day }) => day === '2026-11-15')).toMatchObject({ alone: 1, nothing: 0 })
	expect(columns.find(({ day }) => day === '2026-11-16')).toMatchObject({ alone: 0, nothing: 1 })
})

test('a period keeps whole local days across a clock change', () => {
	const { buckets } = periodOf(7, new Date('2026-10-28T10:00:00Z'), 'Europe/Paris')
	const hours = buckets.map(({ from, to }) => (to.getTime() - from.getTime()) / 3_600_000)
	expect(hours).toEqual([24, 24, 24, 25, 24, 24, 24])
	expect(periodOf(91, now, 'Europe/Paris').buckets).toHaveLength(13)
})

test('a cause shows its words one by one and its threads, the latest first', async () => {
	const first = await makeLivedVisit({
		at: daysAgo(3),
		ending: 'nothing',
		frictions: [{ ...box, words: 'Toujours rouge.' }],
	})
	const second = await makeLivedVisit({
		at: daysAgo(1),
		ending: 'somebody',
		frictions: [{ ...box, words: 'Rien à faire.' }, box],
	})
	expect((await wordsOf(box.causeKey, { period })).map(({ words, visitId }) => [words, visitId])).toEqual([
		['Rien à faire.', second],
		['Toujours rouge.', first],
	])
	expect(await threadsOf(box.causeKey, { period })).toMatchObject([
		{ visitId: second, ending: 'somebody', times: 2, kept: true },
		{ visitId: first, ending: 'nothing', times: 1, kept: true },
	])
})

test('a cause of another period can still be opened, an unknown one cannot', async () => {
	await makeLivedVisit({ at: daysAgo(20), frictions: [box] })
	expect(await findCause(box.causeKey, { period })).toMatchObject({
		label: box.label,
		people: 0,
		articleSlug: 'voyant-rouge-box',
	})
	expect(await findCause('never-met', { period })).toBeNull()
})

test('the thread tells steps and failures in order, a failed step and its failure as one line', async () => {
	const id = await makeLivedVisit({
		...{ at: daysAgo(1), ending: 'nothing', customerId: 'c-9' },
		steps: [
			{ kind: 'search', label: belgian.label, failed: true },
			{ kind: 'article', label: 'Changer de numéro' },
		],
		frictions: [{ ...belgian, at: daysAgo(1, -0.1) }],
	})
	const thread = await threadOf(id)
	expect(thread).toMatchObject({ ending: 'nothing', isCustomer: true })
	expect(thread?.entries.map((entry) => [entry.what, 'label' in entry ? entry.label : null])).toEqual([
		['friction', belgian.label],
		['step', 'Changer de numéro'],
	])
	expect(await threadOf('none')).toBeNull()
})

test('what is done about a cause is kept with a name, and said twice at once is written once', async () => {
	await makeLivedVisit({ at: daysAgo(1), frictions: [box] })
	const act = { causeKey: box.causeKey, kind: 'change', note: ' La page dit s’il y a une panne. ', actor, now } as const
	expect(await handleCause(act)).toBe('done')
	expect(await handleCause(act)).toBe('done')
	expect(await handleCause({ ...act, causeKey: 'never-met' })).toBe('unknown-cause')
	const handlings = (await handlingsOf([box.causeKey])).get(box.causeKey) ?? []
	expect(handlings).toMatchObject([{ actorName: 'Claire Delmas', note: 'La page dit s’il y a une panne.', at: now }])
	expect(stateOf(handlings)).toBe('handled')
	expect((await rankedCauses({ period })).causes[0]?.state).toBe('handled')
})

test('a handled cause that three people meet again reopens, two are not enough', async () => {
	for (let n = 0; n < 5; n++) await makeLivedVisit({ at: daysAgo(10, n), frictions: [box] })
	await handleCause({ causeKey: box.causeKey, kind: 'article', note: 'Réécrite', actor, now: daysAgo(5) })
	await makeLivedVisit({ at: daysAgo(3), frictions: [box] })
	await makeLivedVisit({ at: daysAgo(2), frictions: [box] })
	expect(await reopenReturned(now)).toEqual([])
	await makeLivedVisit({ at: daysAgo(1), frictions: [box] })
	expect(await reopenReturned(now)).toEqual([box.causeKey])
	expect(await reopenReturned(now)).toEqual([])
	const handlings = (await handlingsOf([box.causeKey])).get(box.causeKey) ?? []
	expect(stateOf(handlings)).toBe('reopened')
	expect(handlings[0]).toMatchObject({ kind: 'reopened', note: '3' })
})

test('a cause that fell to a quarter stays handled, one left for a reason returns only when it grows', async () => {
	for (let n = 0; n < 40; n++) await makeLivedVisit({ at: daysAgo(8 + (n % 20), 5), frictions: [box, belgian] })
	await handleCause({ causeKey: box.causeKey, kind: 'change', note: 'Réécrite', actor, now: daysAgo(7) })
	await handleCause({ causeKey: belgian.causeKey, kind: 'reason', note: 'En projet', actor, now: daysAgo(7) })
	for (let n = 0; n < 4; n++) await makeLivedVisit({ at: daysAgo(n + 1), frictions: [box, belgian] })
	for (let n = 0; n < 6; n++) await makeLivedVisit({ at: daysAgo(n + 1), frictions: [belgian] })
	expect(await reopenReturned(now)).toEqual([])
	for (let n = 0; n < 6; n++) await makeLivedVisit({ at: daysAgo(1, n), frictions: [belgian] })
	expect(await reopenReturned(now)).toEqual([belgian.causeKey])
})

test('a rare cause reopens with as many people as it had', async () => {
	await makeLivedVisit({ at: daysAgo(10), frictions: [box] })
	await handleCause({ causeKey: box.causeKey, kind: 'reason', note: 'Un seul cas', actor, now: daysAgo(5) })
	await makeLivedVisit({ at: daysAgo(1), frictions: [box] })
	expect(await reopenReturned(now)).toEqual([box.causeKey])
})

test('a cause that is only taken stays open, and nothing returns to it', async () => {
	await makeLivedVisit({ at: daysAgo(1), frictions: [box] })
	await handleCause({ causeKey: box.causeKey, kind: 'taken', note: 'Je regarde', actor, now: daysAgo(2) })
	expect(await reopenReturned(now)).toEqual([])
	expect((await rankedCauses({ period })).causes[0]?.state).toBe('taken')
})

test('retention erases what is old, keeps the rest, and keeps the count of endings', async () => {
	const old = await makeLivedVisit({
		at: daysAgo(400),
		ending: 'nothing',
		steps: [{ label: 'Page' }],
		frictions: [{ ...box, keepUntil: daysAgo(5) }],
	})
	await makeLivedVisit({ at: daysAgo(400), ending: 'nothing' })
	await makeLivedVisit({ at: daysAgo(400), ending: null })
	const recent = await makeLivedVisit({
		at: daysAgo(390),
		ending: 'alone',
		steps: [{ label: 'Page' }],
		frictions: [box],
	})
	await db.insert(frictionDays).values({ day: '2025-10-15', ending: 'nothing', visits: 40 })

	expect(await applyRetention(now)).toEqual({ frictions: 1, visits: 3 })
	expect(await threadOf(old)).toBeNull()
	expect((await threadOf(recent))?.entries).toHaveLength(2)
	expect(await db.$count(visitSteps)).toBe(1)
	expect(await db.select().from(frictionDays)).toEqual([{ day: '2025-10-15', ending: 'nothing', visits: 42 }])
	expect(await applyRetention(now)).toEqual({ frictions: 0, visits: 0 })
})

test('a customer who asks to be forgotten leaves counts and no words', async () => {
	const id = await makeLivedVisit({
		at: daysAgo(1),
		customerId: 'c-5',
		steps: [{ label: 'Page' }],
		frictions: [{ ...box, words: 'Les miens', customerId: 'c-5' }],
	})
	const other = await makeLivedVisit({
		at: daysAgo(1),
		customerId: 'c-6',
		steps: [{ label: 'Page' }],
		frictions: [{ ...box, words: 'Les siens', customerId: 'c-6' }],
	})
	await forgetCustomer('c-5')
	expect(await threadOf(id)).toBeNull()
	expect(await db.select().from(frictions).where(eq(frictions.visitId, id))).toMatchObject([
		{ customerId: null, words: null },
	])
	expect((await threadOf(other))?.entries).toHaveLength(2)
	expect((await rankedCauses({ period })).causes[0]?.people).toBe(2)
})
