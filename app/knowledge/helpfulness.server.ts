import { and, count, gte, inArray, sql } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articleFeedback } from '#db/schema/knowledge.server'
import { keptUntilPublished } from './kept.server'

const MONTH_MS = 30 * 86_400_000
/** Fewer answers than this say nothing of an article. */
const FEWEST_ANSWERS = 5

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
			.select({
				articleId: articleFeedback.articleId,
				n: count(),
				yes: sql<number>`sum(case when ${articleFeedback.solved} then 1 else 0 end)`,
			})
			.from(articleFeedback)
			.where(and(inArray(articleFeedback.articleId, ids), since ? gte(articleFeedback.at, since) : undefined))
			.groupBy(articleFeedback.articleId)
		for (const { articleId, yes, n } of rows)
			found.set(articleId, { yes, n, share: n >= FEWEST_ANSWERS ? yes / n : null })
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
