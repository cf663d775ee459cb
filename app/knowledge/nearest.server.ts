import type { Lang } from '~/i18n/language'
import { searchArticles, suggestArticles } from '~/search/articles.server'
import { type ArticleLine, listBySlugs } from './articles.server'

const MOST = 3
/** Fewer letters of a word than this, or than this share of it, say too little of what was meant. */
const SHORTEST_BEGINNING = 5
const LEAST_SHARE = 0.5
/** A longer question has words enough; each beginning tried is a search. */
const MOST_TRIES = 24

/**
 * Articles close to a question that has no answer: those of the words near it when it was asked word for
 * word, else those whose words begin like its longest word. `[]` when nothing is near.
 */
export async function nearestArticles(query: string, lang: Lang): Promise<ArticleLine[]> {
	const near = searchArticles({ query, lang, limit: MOST }).results.filter((result) => result.lang === lang)
	const found = near.length > 0 ? near : beginningLike(query, lang)
	return listBySlugs(
		lang,
		found.slice(0, MOST).map(({ slug }) => slug),
	)
}

function beginningLike(query: string, lang: Lang): { slug: string }[] {
	const beginnings = (query.match(/\p{L}+/gu) ?? [])
		.sort((a, b) => b.length - a.length)
		.flatMap((word) => {
			const shortest = Math.max(SHORTEST_BEGINNING, Math.ceil(word.length * LEAST_SHARE))
			return Array.from({ length: Math.max(0, word.length - shortest) }, (_, at) => word.slice(0, word.length - 1 - at))
		})
	for (const beginning of beginnings.slice(0, MOST_TRIES)) {
		const found = suggestArticles({ query: beginning, lang, limit: MOST })
		if (found.length > 0) return found
	}
	return []
}
