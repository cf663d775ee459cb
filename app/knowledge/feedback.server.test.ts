import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { db } from '#db/client.server'
import { frictions } from '#db/schema/friction.server'
import { articleFeedback } from '#db/schema/knowledge.server'
import { makeVisit } from '#db/testing/builders'
import { makeArticle } from '#db/testing/knowledge'
import { answerArticle } from './feedback.server'
import { helpfulnessLately, helpfulnessOf } from './helpfulness.server'

const now = new Date('2026-11-19T10:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const answersOf = (articleId: string) =>
	db.select().from(articleFeedback).where(eq(articleFeedback.articleId, articleId))
const failuresOf = (visitId: string) => db.select().from(frictions).where(eq(frictions.visitId, visitId))

it('keeps one answer per visit and article, the last one', async () => {
	const article = await makeArticle()
	const visit = await makeVisit()
	const mine = { article, visitId: visit.id, customerId: null }
	await answerArticle({ ...mine, solved: false, now })
	await answerArticle({ ...mine, solved: true, now: later(5) })
	expect(await answersOf(article.id)).toMatchObject([{ solved: true, reason: null }])
})

it('logs a « no » once however often the button is pressed, and again when words say why', async () => {
	const article = await makeArticle()
	const visit = await makeVisit()
	const mine = { article, visitId: visit.id, customerId: null, solved: false }
	await answerArticle({ ...mine, now })
	await answerArticle({ ...mine, now: later(3) })
	expect(await failuresOf(visit.id)).toHaveLength(1)

	await answerArticle({ ...mine, reason: 'still-stuck', words: 'Toujours rouge', now: later(4) })
	const failures = await failuresOf(visit.id)
	expect(failures).toHaveLength(2)
	expect(new Set(failures.map(({ causeKey }) => causeKey)).size).toBe(1)
	expect(failures.map(({ words }) => words)).toContain('Toujours rouge')
	expect(await answersOf(article.id)).toMatchObject([{ solved: false, reason: 'still-stuck', words: 'Toujours rouge' }])
})

it('does not log a « yes »', async () => {
	const article = await makeArticle()
	const visit = await makeVisit()
	await answerArticle({ article, visitId: visit.id, customerId: null, solved: true, now })
	expect(await failuresOf(visit.id)).toEqual([])
})

it('tells a share only when enough people answered', async () => {
	const article = await makeArticle()
	const answer = async (solved: boolean) => {
		const visit = await makeVisit()
		await db.insert(articleFeedback).values({ articleId: article.id, visitId: visit.id, solved, at: now })
	}
	for (let i = 0; i < 3; i++) await answer(true)
	await answer(false)
	expect((await helpfulnessOf([article.id])).get(article.id)).toEqual({ yes: 3, n: 4, share: null })
	expect(await helpfulnessLately(article.id, later(1))).toBeNull()
	await answer(true)
	expect((await helpfulnessOf([article.id])).get(article.id)).toEqual({ yes: 4, n: 5, share: 0.8 })
	expect(await helpfulnessLately(article.id, new Date('2027-01-19T10:00:00Z'))).toBeNull()
})
