import { asc, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { caseArticles } from '#db/schema/handoff.server'
import { type PostOutcome, postMessage } from './messages.server'

/** An article as it is passed on. */
interface PassedArticle {
	id: string
	lang: 'fr' | 'en'
	title: string
	/** Path of this site. */
	href: string
	excerpt: string
}

/**
 * Passes an article on in a conversation: a message with its title, the words that answer and its full
 * address, which the customer sees as a card; the case keeps the link. The same message id does it once.
 */
export async function passArticle({
	messageId,
	conversation,
	advisor,
	article,
	publicUrl,
	now = new Date(),
}: {
	messageId: string
	conversation: { id: string; caseId: string }
	advisor: { id: string; name: string }
	article: PassedArticle
	/** Where the site stands, such as `https://aide.exemple.fr`. */
	publicUrl: string
	now?: Date
}): Promise<PostOutcome> {
	const { id: articleId, lang, title, href, excerpt } = article
	return transaction(async () => {
		const posted = await postMessage({
			id: messageId,
			conversationId: conversation.id,
			author: 'advisor',
			authorId: advisor.id,
			authorName: advisor.name.split(' ')[0] ?? advisor.name,
			body: [title, excerpt, `${publicUrl}${href}`].filter(Boolean).join('\n'),
			articleId,
			now,
		})
		if (posted.ok)
			await db
				.insert(caseArticles)
				.values({
					messageId,
					caseId: conversation.caseId,
					articleId,
					lang,
					title,
					href,
					excerpt,
					advisorId: advisor.id,
					at: now,
				})
				.onConflictDoNothing({ target: caseArticles.messageId })
		return posted
	})
}

/** The articles passed on in a case, oldest first. */
export async function listCaseArticles(caseId: string) {
	return db.select().from(caseArticles).where(eq(caseArticles.caseId, caseId)).orderBy(asc(caseArticles.at))
}
