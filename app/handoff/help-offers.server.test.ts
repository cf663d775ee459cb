import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { helpOffers } from '#db/schema/handoff.server'
import { makeLivedVisit } from '#db/testing/friction'
import { helpDueHeader, helpRefusedHeader, readHelpCookie } from './help-cookie.server'
import { answerHelpOffer, countHelpOffers, forgetOldHelpOffers, offersHelp } from './help-offers.server'

const NOW = new Date('2026-11-23T10:00:00Z')
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const ARTICLE = '/articles/voyant-rouge-box'
const noAnswerTo = (query: string) => ({ kind: 'search-empty', causeKey: `search-empty:${query}` })

async function visitWith(
	frictions: { kind: string; causeKey?: string }[],
	over: Partial<Parameters<typeof makeLivedVisit>[0]> = {},
) {
	return makeLivedVisit({ at: minutesAgo(10), frictions, ...over })
}
const stuck = (over = {}) => visitWith([noAnswerTo('numéro belge'), noAnswerTo('portabilité belge')], over)
const offered = (visitId: string, over: { customerId?: string | null; path?: string } = {}, now = NOW) =>
	offersHelp({ visitId, customerId: null, path: ARTICLE, ...over }, now)

test('one failure is not enough; two searches without an answer, a « no », or a form refused twice are', async () => {
	expect(await offered(await visitWith([noAnswerTo('numéro belge')]))).toBe(false)
	expect(await offered(await visitWith([noAnswerTo('numéro belge'), noAnswerTo('numéro belge')]))).toBe(false)
	expect(await offered(await visitWith([{ kind: 'page-missing' }, { kind: 'script-error', causeKey: 'y' }]))).toBe(
		false,
	)
	expect(await offered(await stuck())).toBe(true)
	expect(await offered(await visitWith([{ kind: 'article-no' }]))).toBe(true)
	expect(await offered(await visitWith([{ kind: 'form-refused' }]))).toBe(true)
})

test('failures of long ago, or settled since, offer nothing', async () => {
	expect(await offered(await stuck({ at: minutesAgo(45) }))).toBe(false)
	const settled = [
		{ kind: 'page' as const },
		{ kind: 'page' as const },
		{ kind: 'page' as const },
		{ kind: 'answer' as const, failed: false },
	]
	expect(await offered(await stuck({ steps: settled }))).toBe(false)
	const refusedAnswer = settled.map((step) => ({ ...step, failed: true }))
	expect(await offered(await stuck({ steps: refusedAnswer }))).toBe(true)
})

test('it is offered where an answer is looked for: not where somebody is asked already, nor where a contract is ended', async () => {
	const elsewhere = ['/ecrire', '/rappel', '/message', '/echanges/x', '/connexion', '/resilier', '/compte/resilier']
	const visitId = await stuck()
	for (const path of [...elsewhere, '/retractation', '/compte/retractation', '/search'])
		expect(await offered(visitId, { path })).toBe(false)
	expect(await db.$count(helpOffers, eq(helpOffers.visitId, visitId))).toBe(0)
	for (const path of ['/', ARTICLE, '/themes/mobile', '/compte', '/compte/renvoi'])
		expect(await offered(await stuck(), { path })).toBe(true)
})

test('once a visit: it stays on the page it was shown on until it is answered, and is nowhere else', async () => {
	const visitId = await stuck()
	const twoTabs = await Promise.all([ARTICLE, '/'].map((path) => offered(visitId, { path })))
	expect(twoTabs.filter(Boolean)).toHaveLength(1)
	const shownOn = twoTabs[0] ? ARTICLE : '/'
	expect(await offered(visitId, { path: shownOn })).toBe(true)
	expect(await offered(visitId, { path: shownOn === '/' ? ARTICLE : '/' })).toBe(false)
	await answerHelpOffer(visitId, 'accepted', NOW)
	expect(await offered(visitId, { path: shownOn })).toBe(false)
})

test('a customer who refused is left alone for thirty days, on any device', async () => {
	const customerId = randomUUID()
	const visitId = await stuck({ customerId })
	expect(await offered(visitId, { customerId })).toBe(true)
	await answerHelpOffer(visitId, 'refused', NOW)
	const later = (days: number) => stuck({ customerId, at: new Date(daysLater(days).getTime() - 60_000 * 5) })
	expect(await offered(await later(29), { customerId }, daysLater(29))).toBe(false)
	expect(await offered(await later(31), { customerId }, daysLater(31))).toBe(true)
})

test('supervisors learn how many were offered, taken and refused; the first answer counts', async () => {
	const since = daysLater(100)
	const visits = await Promise.all([1, 2, 3].map(() => stuck({ at: since })))
	for (const visitId of visits) expect(await offered(visitId, {}, since)).toBe(true)
	await answerHelpOffer(visits[0] ?? '', 'accepted', since)
	await answerHelpOffer(visits[0] ?? '', 'refused', since)
	await answerHelpOffer(visits[1] ?? '', 'refused', since)
	await answerHelpOffer(randomUUID(), 'accepted', since)
	expect(await countHelpOffers(since)).toEqual({ offered: 3, accepted: 1, refused: 1 })
})

test('whose an offer was is erased when a refusal no longer counts, the offer with the failures', async () => {
	const customerId = randomUUID()
	const visitId = await stuck({ customerId })
	await offered(visitId, { customerId })
	const read = async () => (await db.select().from(helpOffers).where(eq(helpOffers.visitId, visitId)))[0]
	await forgetOldHelpOffers(daysLater(30))
	expect(await read()).toMatchObject({ customerId })
	await forgetOldHelpOffers(daysLater(32))
	expect(await read()).toMatchObject({ customerId: null })
	await forgetOldHelpOffers(daysLater(400))
	expect(await read()).toBeUndefined()
})

test('the cookie says whether help may be offered, and nothing else', () => {
	const asking = (cookie: string) => new Request('http://localhost/', { headers: { cookie } })
	expect(helpRefusedHeader()).toBe('help=no; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax')
	expect(readHelpCookie(asking('visit=x; help=no'))).toBe('no')
	expect(readHelpCookie(asking('unhelp=no'))).toBeNull()
	expect(helpDueHeader(asking('help=no'))).toBeNull()
	expect(helpDueHeader(asking('visit=x'))).toContain('help=due')
})
