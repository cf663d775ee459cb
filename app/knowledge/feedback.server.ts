import { and, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articleFeedback } from '#db/schema/knowledge.server'
import { endVisit, recordFriction, recordStep } from '~/friction/record.server'
import type { Lang } from '~/i18n/language'
import { localPath } from '~/i18n/language'
import type { Article } from './articles.server'

export const FEEDBACK_REASONS = ['still-stuck', 'not-understood', 'not-my-problem', 'wrong'] as const
type FeedbackReason = (typeof FEEDBACK_REASONS)[number]

const LONGEST_WORDS = 1_000

type Answered = Pick<Article, 'id' | 'lang' | 'slug' | 'title'>

interface Answer {
	article: Answered
	visitId: string
	customerId: string | null
	solved: boolean
	reason?: FeedbackReason | null
	words?: string | null
	now?: Date
}

/**
 * « C'est réglé ? » One answer per visit and article: the last one counts, a precision
 * sent after a « no » completes it. A « no » is logged as a failure of self-care once,
 * and once more when words say why.
 */
export async function answerArticle({
	article,
	visitId,
	customerId,
	solved,
	reason = null,
	words = null,
	now = new Date(),
}: Answer): Promise<void> {
	const said = words?.trim().slice(0, LONGEST_WORDS) || null
	const before = await transaction(async () => {
		const mine = and(eq(articleFeedback.articleId, article.id), eq(articleFeedback.visitId, visitId))
		const [earlier] = await db.select().from(articleFeedback).where(mine)
		const answer = {
			solved,
			reason: solved ? null : (reason ?? earlier?.reason ?? null),
			words: solved ? null : (said ?? earlier?.words ?? null),
			at: now,
		}
		if (earlier) await db.update(articleFeedback).set(answer).where(mine)
		else await db.insert(articleFeedback).values({ articleId: article.id, visitId, ...answer })
		return earlier
	})

	const path = localPath(article.lang, `/articles/${article.slug}`)
	if (solved) {
		if (before?.solved !== true) await recordStep({ visitId, kind: 'answer', label: article.title, href: path, now })
		await endVisit(visitId, 'alone')
		return
	}
	const isNew = before?.solved !== false
	const saysMore = Boolean(reason && reason !== before?.reason) || Boolean(said && said !== before?.words)
	if (isNew) await recordStep({ visitId, kind: 'answer', label: article.title, failed: true, href: path, now })
	if (isNew || saysMore)
		await recordFriction({
			visitId,
			customerId,
			kind: 'article-no',
			label: article.title,
			causeKey: `article-no:${article.lang}:${article.slug}`,
			words: said,
			path,
			lang: article.lang as Lang,
			detail: { articleId: article.id, ...(reason ? { reason } : {}) },
			now,
		})
}
