import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { listCaseArticles, passArticle } from './case-articles.server'
import { endConversation, takeConversation } from './conversations.server'
import { messagesSince } from './messages.server'

const article = {
	id: 'a-1',
	lang: 'fr',
	title: 'Le voyant est rouge',
	href: '/articles/voyant-rouge#s-redemarrer',
	excerpt: 'Débranchez la box trente secondes.',
} as const
const publicUrl = 'https://aide.exemple.fr'

test('an article passed on is a message for the customer and a link of the case, once', async () => {
	const advisor = await makeAdvisor({ name: 'Nadia Roux' })
	const conversation = await makeConversation()
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	const pass = { messageId: randomUUID(), conversation, advisor, article, publicUrl }
	expect(await passArticle(pass)).toMatchObject({ ok: true })
	expect(await passArticle(pass)).toMatchObject({ ok: true })
	const [, message, ...more] = await messagesSince(conversation.id, 0)
	expect(more).toEqual([])
	expect(message).toMatchObject({
		articleId: 'a-1',
		authorName: 'Nadia',
		body: 'Le voyant est rouge\nDébranchez la box trente secondes.\nhttps://aide.exemple.fr/articles/voyant-rouge#s-redemarrer',
	})
	expect(await listCaseArticles(conversation.caseId)).toMatchObject([
		{ messageId: pass.messageId, title: 'Le voyant est rouge', href: article.href, advisorId: advisor.id },
	])
})

test('nothing is kept of an article for a conversation that has ended, or is a colleague’s', async () => {
	const advisor = await makeAdvisor()
	const conversation = await makeConversation()
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	const colleague = await makeAdvisor()
	const pass = { conversation, article, publicUrl }
	expect(await passArticle({ ...pass, messageId: randomUUID(), advisor: colleague })).toMatchObject({ ok: false })
	await endConversation({ conversationId: conversation.id, by: 'advisor' })
	expect(await passArticle({ ...pass, messageId: randomUUID(), advisor })).toEqual({ ok: false, reason: 'ended' })
	expect(await listCaseArticles(conversation.caseId)).toEqual([])
})
