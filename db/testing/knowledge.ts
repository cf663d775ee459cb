import { db } from '../client.server'
import { articles } from '../schema/knowledge.server'

let made = 0

/** A published article with one paragraph. */
export async function makeArticle(over: Partial<typeof articles.$inferInsert> = {}) {
	made++
	const [article] = await db
		.insert(articles)
		.values({
			lang: 'fr',
			slug: `article-${made}`,
			topic: 'internet',
			title: `Ma box fait des siennes ${made}`,
			summary: 'Débranchez-la, attendez trente secondes.',
			keywords: ['box'],
			owner: 'Thibault Mercier',
			reviewedAt: new Date('2026-10-14T00:00:00Z'),
			related: [],
			markdown: 'Débranchez la box.',
			html: '<p>Débranchez la box.</p>',
			plainText: 'Débranchez la box.',
			headings: [],
			extra: {},
			state: 'published',
			...over,
		})
		.returning()
	if (!article) throw new Error('the builder stored nothing')
	return article
}
