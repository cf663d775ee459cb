import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import * as accounts from '#db/schema/accounts.server'
import * as auth from '#db/schema/auth.server'
import * as desk from '#db/schema/desk.server'
import * as friction from '#db/schema/friction.server'
import * as handoff from '#db/schema/handoff.server'
import * as knowledge from '#db/schema/knowledge.server'
import { trainingSessions } from '#db/schema/training.server'
import * as work from '#db/schema/work.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { makeArticle } from '#db/testing/knowledge'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { resetLimits } from '~/auth/limits.server'
import { availability } from '~/handoff/availability.server'
import { liveBoard } from '~/handoff/live-board.server'
import { presenceOf } from '~/handoff/presence.server'
import { countKept } from '~/handoff/promises.server'
import { countWaiting } from '~/handoff/wait.server'
import { rightToHear } from '~/realtime/rights.server'
import { action as begin } from '~/routes/desk_.training._index'
import { loader as open, action as take } from '~/routes/desk_.training.$id'
import { action as conclude } from '~/routes/desk_.training.$id_.conclude'
import { action as say } from '~/routes/desk_.training.$id_.messages'
import { action as show } from '~/routes/desk_.training.$id_.personal'
import { action as propose } from '~/routes/desk_.training.$id_.proposals'
import { loader as since } from '~/routes/desk_.training.$id_.since'
import { loader as exportCsv } from '~/routes/frictions.export[.]csv'
import { useSettings } from '~/settings/settings.server'
import { readQueue } from './queue.server'
import { findTraining, leaveTraining, sayInTraining, startTraining, takeInTraining } from './training.server'

beforeEach(() => {
	useSettings(alwaysOpen())
	resetLimits()
})
afterEach(async () => {
	await db.delete(trainingSessions)
	useSettings(undefined)
})

type Action = (args: ActionFunctionArgs) => Promise<unknown>
async function post(action: Action, headers: Headers, id: string, fields: Record<string, string> = {}) {
	const own = new Headers(headers)
	own.set('accept', 'application/json')
	const request = new Request('http://localhost:3000/', {
		method: 'POST',
		headers: own,
		body: new URLSearchParams(fields),
	})
	return answerOf(() => action({ request, params: { id }, context: {} } as unknown as ActionFunctionArgs))
}
async function get(loader: (args: LoaderFunctionArgs) => Promise<unknown>, headers: Headers, id = '') {
	const request = new Request('http://localhost:3000/', { headers })
	return answerOf(() => loader({ request, params: { id }, context: {} } as unknown as LoaderFunctionArgs))
}
async function practise(advisor: { id: string; email: string }, scenario = 'voyant-rouge') {
	const headers = await browserOf(advisor)
	const began = await post(begin, headers, '', { scenario })
	const id = began.headers.get('location')?.split('/').at(-1) ?? ''
	return { headers, id }
}
/** All that an advisor can do in a practice. */
async function wholePractice(headers: Headers, id: string) {
	const article = await makeArticle()
	await post(take, headers, id)
	await post(say, headers, id, { id: randomUUID(), body: 'Bonjour Jeanne, je promets de vous appeler demain à 9 h.' })
	await post(say, headers, id, { id: randomUUID(), body: 'Page\nhttps://x', articleId: article.id })
	await post(show, headers, id, { field: 'phone' })
	await post(propose, headers, id, { requestKey: randomUUID(), title: 'Titre', proposed: 'Texte' })
	await get(since, headers, id)
	await get(open, headers, id)
	await post(conclude, headers, id, { reason: 'internet', outcome: 'solved', summary: 'Réglé.' })
	await db.delete(knowledge.articles)
	await db.delete(knowledge.articleChanges)
}

const TABLES = [accounts, auth, desk, friction, handoff, knowledge, work].flatMap((schema) =>
	Object.entries(schema).filter((entry): entry is [string, SQLiteTable] => is(entry[1], SQLiteTable)),
)
async function everything() {
	const rows = await Promise.all(TABLES.map(async ([name, table]) => [name, await db.select().from(table)] as const))
	return Object.fromEntries(rows)
}

test('a whole practice leaves every other table of the product as it was', async () => {
	const advisor = await makeAdvisor({ name: 'Nadia Roux', presence: 'away' })
	await makeConversation()
	const headers = await browserOf(advisor)
	await post(begin, headers, '', { scenario: 'voyant-rouge' })
	await leaveTraining(advisor.id)
	const before = await everything()
	expect(Object.keys(before).length).toBeGreaterThan(50)

	const began = await post(begin, headers, '', { scenario: 'voyant-rouge' })
	const id = began.headers.get('location')?.split('/').at(-1) ?? ''
	await wholePractice(headers, id)
	expect(await db.select().from(trainingSessions)).toMatchObject([{ id, state: { step: 'concluded' } }])
	expect(await everything()).toEqual(before)
})

test.each([
	['the queue of a desk', async (advisorId: string) => readQueue({ advisorId, lang: 'fr', now: new Date(0) })],
	['who waits', () => countWaiting()],
	['the supervisor’s board', () => liveBoard(new Date('2026-11-19T10:00:00Z'))],
	['waits that are announced', async () => (await availability(new Date('2026-11-19T10:00:00Z'))).chat],
	['promises kept', () => countKept('chat-wait', new Date(0))],
	['the friction log', () => db.select().from(friction.frictions)],
	['what goes out', () => db.select().from(work.outbox)],
	['calls', () => db.select().from(handoff.callbackAttempts)],
	['conclusions', () => db.select().from(handoff.wrapUps)],
	['details shown', () => db.select().from(accounts.personalReveals)],
	['what editors have to answer', () => db.select().from(knowledge.articleProposals)],
	['work to do later', () => db.select().from(work.jobs)],
])('a practice is not in %s', async (_, read) => {
	const advisor = await makeAdvisor({ presence: 'away' })
	const { headers, id } = await practise(advisor)
	const before = await read(advisor.id)
	await wholePractice(headers, id)
	expect(await read(advisor.id)).toEqual(before)
})

test('a practice is not in the supervisor’s export', async () => {
	const claire = await browserOf(await makePerson({ role: 'supervisor' }))
	const before = await (await get(exportCsv, claire)).text()
	const { headers, id } = await practise(await makeAdvisor({ presence: 'away' }))
	await wholePractice(headers, id)
	const after = await (await get(exportCsv, claire)).text()
	expect(after).toBe(before)
	expect(after).not.toContain('Jeanne')
})

test('an advisor starts alone, and nobody real is passed to them meanwhile', async () => {
	const advisor = await makeAdvisor({ presence: 'available' })
	const { id } = await practise(advisor)
	expect(await findTraining(advisor.id, id)).toMatchObject({ state: { step: 'waiting' } })
	expect(await presenceOf(advisor.id)).toMatchObject({ state: 'breathing' })
	expect((await post(begin, await browserOf(advisor), '', { scenario: 'inconnu' })).status).toBe(404)
})

test('nobody else opens a practice, a supervisor included', async () => {
	const { id } = await practise(await makeAdvisor())
	const others = [await makeAdvisor(), await makePerson({ role: 'supervisor' }), await makePerson(), null]
	for (const who of others) {
		const headers = await browserOf(who)
		for (const answer of [
			await get(open, headers, id),
			await get(since, headers, id),
			await post(take, headers, id),
			await post(say, headers, id, { id: randomUUID(), body: 'Bonjour' }),
			await post(show, headers, id, { field: 'phone' }),
			await post(propose, headers, id),
			await post(conclude, headers, id),
		])
			expect([302, 404]).toContain(answer.status)
	}
})

test('leaving erases what was said, and so does beginning again', async () => {
	const { id: personId } = await makeAdvisor()
	const first = await startTraining({ personId, scenarioId: 'facture', lang: 'fr' })
	await takeInTraining(personId, first?.id ?? '')
	await startTraining({ personId, scenarioId: 'depart', lang: 'en' })
	expect(await db.select().from(trainingSessions)).toMatchObject([{ scenario: 'depart', state: { lines: [] } }])
	await leaveTraining(personId)
	expect(await db.select().from(trainingSessions)).toEqual([])
	expect(await startTraining({ personId, scenarioId: 'none', lang: 'fr' })).toBeNull()
})

test('two tabs that speak at once lose nothing', async () => {
	const { id: personId } = await makeAdvisor()
	const started = await startTraining({ personId, scenarioId: 'facture', lang: 'fr' })
	const id = started?.id ?? ''
	await takeInTraining(personId, id)
	await Promise.all(
		['un', 'deux', 'trois'].map((body) => sayInTraining(personId, id, { id: randomUUID(), body, articleId: null })),
	)
	const lines = (await findTraining(personId, id))?.state.lines ?? []
	expect(lines.filter(({ author }) => author === 'advisor')).toHaveLength(3)
})

test('whoever practises hears their imaginary customer type, and nobody else does', async () => {
	const { headers, id } = await practise(await makeAdvisor())
	const topic = `conversation:${id}`
	expect(await rightToHear(new Request('http://localhost:3000/stream', { headers }), topic)).not.toBeNull()
	const other = await browserOf(await makePerson({ role: 'supervisor' }))
	expect(await rightToHear(new Request('http://localhost:3000/stream', { headers: other }), topic)).toBeNull()
})
