import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { cases } from '#db/schema/handoff.server'
import { articleProposals } from '#db/schema/knowledge.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { makeArticle } from '#db/testing/knowledge'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { resetLimits } from '~/auth/limits.server'
import { listCaseArticles } from '~/handoff/case-articles.server'
import { takeConversation } from '~/handoff/conversations.server'
import { messagesSince } from '~/handoff/messages.server'
import { countUnreadAnswers, listOwnProposals, listProposals } from '~/knowledge/proposals.server'
import { action as propose } from '~/routes/desk_.$kind.$id.proposals'
import { loader as paragraphs } from '~/routes/desk_.articles_.$id'
import { action as post } from '~/routes/desk_.conversations.$id.messages'
import { action as readAnswers } from '~/routes/desk_.proposals'
import { action as answer } from '~/routes/studio_.proposals'
import { useSettings } from '~/settings/settings.server'

beforeEach(() => {
	useSettings(alwaysOpen())
	resetLimits()
})
afterEach(async () => {
	await db.delete(cases)
	await db.delete(articleProposals)
	useSettings(undefined)
})

const HTML =
	'<p>Le voyant dit où est la coupure.</p><h2 id="s-redemarrer">Redémarrer</h2><p>Attendez <strong>trente</strong> secondes.</p>'
const text = 'Attendez trente secondes.'

async function inChat() {
	const advisor = await makeAdvisor({ name: 'Nadia Roux' })
	const conversation = await makeConversation()
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	return { advisor, conversation }
}
type Who = Parameters<typeof browserOf>[0]
async function send(
	action: (args: ActionFunctionArgs) => Promise<unknown>,
	who: Who,
	fields: Record<string, string>,
	params: Record<string, string> = {},
) {
	const headers = await browserOf(who)
	headers.set('accept', 'application/json')
	const request = new Request('http://localhost:3000/', { method: 'POST', headers, body: new URLSearchParams(fields) })
	return answerOf(() => action({ request, params, context: {} } as unknown as ActionFunctionArgs))
}

test('a page is passed on with the sentence that answers, and leads to where it stands', async () => {
	const { advisor, conversation } = await inChat()
	const article = await makeArticle({ slug: 'a-transmettre', title: 'Le voyant est rouge', html: HTML })
	const pass = (body: string) =>
		send(post, advisor, { id: randomUUID(), articleId: article.id, body }, { id: conversation.id })
	expect((await pass(`Le voyant est rouge\n… ${text}\nhttps://ailleurs.exemple/`)).status).toBe(200)
	expect(await listCaseArticles(conversation.caseId)).toMatchObject([
		{ href: '/articles/a-transmettre#s-redemarrer', excerpt: `… ${text}`, articleId: article.id },
	])
	const [, message] = await messagesSince(conversation.id, 0)
	expect(message?.body).not.toContain('ailleurs')
	expect((await pass('Le voyant est rouge\nVotre facture est annulée.')).status).toBe(200)
	expect((await messagesSince(conversation.id, 0)).at(-1)?.body).toContain(article.summary.slice(0, 12))
	const draft = await makeArticle({ state: 'draft' })
	const fields = { id: randomUUID(), articleId: draft.id, body: 'x' }
	expect((await send(post, advisor, fields, { id: conversation.id })).status).toBe(404)
})

test('a passage is flagged from a contact, or other words proposed for it', async () => {
	const { advisor, conversation } = await inChat()
	const article = await makeArticle({ slug: 'a-signaler', html: HTML })
	const headers = await browserOf(advisor)
	const asked = { request: new Request('http://localhost:3000/', { headers }), params: { id: article.id }, context: {} }
	const read = await answerOf(() => paragraphs(asked as unknown as LoaderFunctionArgs))
	expect((await read.json()).paragraphs[1]).toEqual({ anchor: 's-redemarrer', heading: 'Redémarrer', text })
	const at = { kind: 'conversations', id: conversation.id }
	const flag = { requestKey: randomUUID(), articleId: article.id, paragraph: '1', question: 'Ça ne repart pas' }
	expect((await send(propose, advisor, { ...flag, proposed: text }, at)).status).toBe(400)
	expect((await send(propose, advisor, { ...flag, proposed: text, words: 'C’est une minute.' }, at)).status).toBe(201)
	const fix = { ...flag, requestKey: randomUUID(), proposed: 'Attendez une minute.' }
	expect((await send(propose, advisor, fix, at)).status).toBe(201)
	expect(await listProposals('open')).toMatchObject([
		{ kind: 'flag', anchor: 's-redemarrer', quote: text, proposed: null, caseId: conversation.caseId },
		{ kind: 'fix', quote: text, proposed: 'Attendez une minute.', question: 'Ça ne repart pas' },
	])
})

test('a missing page begins with the customer’s words, and its answer reaches who began it', async () => {
	const { advisor, conversation } = await inChat()
	const at = { kind: 'conversations', id: conversation.id }
	const draft = { requestKey: randomUUID(), title: 'Garder mon numéro belge', proposed: '> Mon +32 470 12 34 56 ?' }
	expect((await send(propose, advisor, { ...draft, title: ' ' }, at)).status).toBe(400)
	expect((await send(propose, advisor, draft, at)).status).toBe(201)
	const [own] = await listOwnProposals(advisor.id)
	expect(own).toMatchObject({ kind: 'draft', lang: 'fr', proposed: '> Mon [téléphone] ?', articleId: null })
	const editor = await makePerson({ role: 'editor' })
	const id = own?.id ?? ''
	expect((await send(answer, advisor, { id, intent: 'accept', answer: 'Oui' })).status).toBe(404)
	await send(answer, editor, { id, intent: 'accept', answer: ' ' })
	expect(await countUnreadAnswers(advisor.id)).toBe(0)
	await send(answer, editor, { id, intent: 'accept', answer: 'La page sort demain.' })
	expect(await countUnreadAnswers(advisor.id)).toBe(1)
	await send(readAnswers, await makeAdvisor(), {})
	expect(await countUnreadAnswers(advisor.id)).toBe(1)
	await send(readAnswers, advisor, {})
	expect(await countUnreadAnswers(advisor.id)).toBe(0)
})

test('nobody proposes from a contact that is not theirs', async () => {
	const { conversation } = await inChat()
	const draft = { requestKey: randomUUID(), title: 'Titre', proposed: 'Texte' }
	const at = { kind: 'conversations', id: conversation.id }
	for (const who of [await makeAdvisor(), await makePerson({ role: 'supervisor' }), await makePerson(), null])
		expect([302, 404]).toContain((await send(propose, who, draft, at)).status)
	expect(await listProposals('open')).toEqual([])
})
