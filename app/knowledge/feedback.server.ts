import { and, eq, gte, inArray } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articleFeedback } from '#db/schema/knowledge.server'
import { endVisit, recordFriction, recordStep } from '~/friction/record.server'
import type { Lang } from '~/i18n/language'
import { localPath } from '~/i18n/language'
import type { Article } from './articles.server'
import { keptUntilPublished } from './kept.server'

export const FEEDBACK_REASONS = ['still-stuck', 'not-understood', 'not-my-problem', 'wrong'] as const
type FeedbackReason = (typeof FEEDBACK_REASONS)[number]

const LONGEST_WORDS = 1_000
const MONTH_MS = 30 * 86_400_000
/** Fewer answers than this say nothing of an article. */
const FEWEST_ANSWERS = 5

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

export interface Helpfulness {
	/** Answers « yes ». */
	yes: number
	/** All answers. */
	n: number
	/** `yes / n`; `null` below five answers, which say nothing. */
	share: number | null
}

/** What readers answered, by article; one nobody answered about is left out. `since` leaves older answers out. */
export async function helpfulnessOf(articleIds: readonly string[], since?: Date): Promise<Map<string, Helpfulness>> {
	const found = new Map<string, Helpfulness>()
	for (let from = 0; from < articleIds.length; from += 500) {
		const ids = articleIds.slice(from, from + 500)
		const rows = await db
			.select({ articleId: articleFeedback.articleId, solved: articleFeedback.solved })
			.from(articleFeedback)
			.where(and(inArray(articleFeedback.articleId, ids), since ? gte(articleFeedback.at, since) : undefined))
		for (const { articleId, solved } of rows) {
			const tally = found.get(articleId) ?? { yes: 0, n: 0, share: null }
			tally.n++
			if (solved) tally.yes++
			tally.share = tally.n >= FEWEST_ANSWERS ? tally.yes / tally.n : null
			found.set(articleId, tally)
		}
	}
	return found
}

const LATELY_LASTS_MS = 60_000
const keptLately = keptUntilPublished(1_000, (articleId: string) => readLately(articleId, new Date()), LATELY_LASTS_MS)

/** What readers answered in the last thirty days, up to a minute ago; `null` when too few did. */
export function helpfulnessLately(articleId: string, now?: Date): Promise<Helpfulness | null> {
	return now ? readLately(articleId, now) : keptLately(articleId)
}

async function readLately(articleId: string, now: Date): Promise<Helpfulness | null> {
	const tally = (await helpfulnessOf([articleId], new Date(now.getTime() - MONTH_MS))).get(articleId)
	return tally && tally.share !== null ? tally : null
}
