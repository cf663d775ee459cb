import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { articleProposals } from '#db/schema/knowledge.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { makeArticle } from '#db/testing/knowledge'
import {
	answerProposal,
	countOpenProposals,
	countUnreadAnswers,
	listOwnProposals,
	listProposals,
	markAnswersRead,
	propose,
	takeProposal,
} from './proposals.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const flag = { kind: 'flag', lang: 'fr', articleId: null, title: 'Voyant rouge', now: NOW } as const

afterEach(() => db.delete(articleProposals))

test('a remark is stored once with its paragraph, and names no customer', async () => {
	const author = await makeAdvisor({ name: 'Nadia Roux' })
	const article = await makeArticle({ slug: 'voyant-signale', state: 'published' })
	const requestKey = randomUUID()
	const said = {
		...flag,
		requestKey,
		author,
		articleId: article.id,
		anchor: 's-redemarrer',
		quote: 'Débranchez la box dix secondes.',
		words: 'Trente secondes, sinon la mienne ne repart pas. Écrivez à camille@exemple.fr',
		question: 'Mon numéro est le 06 39 98 12 34',
	}
	const stored = await propose(said)
	expect((await propose(said)).id).toBe(stored.id)
	expect(stored.words).toContain('[e-mail]')
	expect(stored.question).toBe('Mon numéro est le [téléphone]')
	expect(await listProposals('open')).toMatchObject([
		{ id: stored.id, state: 'waiting', href: '/articles/voyant-signale#s-redemarrer', authorName: 'Nadia Roux' },
	])
	expect(await countOpenProposals()).toBe(1)
})

test('a key of somebody else gives nothing of theirs', async () => {
	const requestKey = randomUUID()
	await propose({ ...flag, requestKey, author: await makeAdvisor() })
	await expect(propose({ ...flag, requestKey, author: await makeAdvisor() })).rejects.toThrow('somebody else')
})

test('who proposes gets an answer, unread until they see it', async () => {
	const author = await makeAdvisor()
	const editor = await makePerson({ role: 'editor', name: 'Hélène Morel' })
	const { id } = await propose({ ...flag, requestKey: randomUUID(), author })
	expect(await countUnreadAnswers(author.id)).toBe(0)
	expect(await takeProposal(id, editor)).toBe(true)
	expect(await takeProposal(id, editor)).toBe(false)
	expect(await answerProposal({ id, editor, accepted: true, answer: 'Corrigé, merci.', now: at(5) })).toBe('ok')
	expect(await answerProposal({ id, editor, accepted: false, answer: 'Non.' })).toBe('answered')
	expect(await answerProposal({ id: 'none', editor, accepted: false, answer: 'Non.' })).toBe('missing')
	expect(await countUnreadAnswers(author.id)).toBe(1)
	expect(await listOwnProposals(author.id)).toMatchObject([
		{ state: 'accepted', answer: 'Corrigé, merci.', answeredByName: 'Hélène Morel', answeredAt: at(5) },
	])
	expect(await listOwnProposals(editor.id)).toEqual([])
	await markAnswersRead(author.id, at(6))
	expect(await countUnreadAnswers(author.id)).toBe(0)
	expect(await listProposals('open')).toEqual([])
	expect(await listProposals('answered')).toHaveLength(1)
})

test('editors see the oldest first', async () => {
	const author = await makeAdvisor()
	for (const minutes of [20, 5, 10])
		await propose({ ...flag, requestKey: randomUUID(), title: `t${minutes}`, author, now: at(minutes) })
	expect((await listProposals('open')).map(({ title }) => title)).toEqual(['t5', 't10', 't20'])
})
