import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { articles } from '#db/schema/knowledge.server'
import { draftSaves } from '#db/schema/studio.server'
import { makeArticle } from '#db/testing/knowledge'
import {
	beginArticle,
	contentOf,
	discardDraft,
	findDraft,
	findForEditors,
	meetEditors,
	restoreInDraft,
	saveDraft,
} from './drafts.server'

const HELENE = { id: 'helene', name: 'Hélène Roux' }
const CLAIRE = { id: 'claire', name: 'Claire Petit' }
const NOW = new Date('2026-11-23T10:00:00Z')
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const MARKDOWN = 'Regardez le câble blanc.\n\nDébranchez la prise.\n'

async function article() {
	const made = await makeArticle({ slug: `voyant-${crypto.randomUUID()}`, markdown: MARKDOWN })
	const content = contentOf(made)
	const save = (markdown: string, revision: number | null, author = HELENE, now = NOW, settled = false) =>
		saveDraft({ articleId: made.id, revision, content: { ...content, markdown }, author, settled, now })
	const saves = async () =>
		(await db.select().from(draftSaves).where(eq(draftSaves.articleId, made.id))).map(
			({ revision, cause, byName }) => ({
				...{ revision, cause, byName },
			}),
		)
	return { made, content, save, saves }
}

test('a draft stands beside the article: readers go on with what is published', async () => {
	const { made, save } = await article()
	const begun = await save('Autre chose.', null)
	expect(begun).toMatchObject({ ok: true, draft: { revision: 1, state: 'draft', baseVersion: 1 } })
	expect(await findForEditors(made.id)).toMatchObject({ markdown: MARKDOWN, version: 1 })
	await save('Encore autre chose.', 1)
	expect(await findDraft(made.id)).toMatchObject({ revision: 2, content: { markdown: 'Encore autre chose.' } })
})

test('what is typed in one go is one version, and a pause or another person begins the next', async () => {
	const { save, saves } = await article()
	await save('a', null, HELENE, NOW)
	await save('ab', 1, HELENE, after(5))
	await save('abc', 2, HELENE, after(10))
	await save('abcd', 3, HELENE, after(15))
	expect((await saves()).map(({ revision }) => revision)).toEqual([1, 4])
	await save('abcde', 4, HELENE, after(300))
	await save('abcdef', 5, CLAIRE, after(301))
	expect((await saves()).map(({ revision, byName }) => `${revision} ${byName}`)).toEqual([
		'1 Hélène Roux',
		'4 Hélène Roux',
		'5 Hélène Roux',
		'6 Claire Petit',
	])
	await save('abcdef', 6, HELENE, after(400))
	expect((await saves()).at(-1)?.revision).toBe(6)
})

test('two editors on different paragraphs: the second save has both, and says so', async () => {
	const { save } = await article()
	await save(MARKDOWN, null)
	await save(MARKDOWN.replace('blanc', 'vert'), 1, CLAIRE)
	const second = await save(MARKDOWN.replace('Débranchez', 'Coupez'), 1, HELENE)
	expect(second).toMatchObject({
		...{ ok: true, merged: true },
		draft: { revision: 3, content: { markdown: 'Regardez le câble vert.\n\nCoupez la prise.\n' } },
	})
})

test('two editors on the same words: nothing is kept over the other until somebody has chosen', async () => {
	const { made, save, saves } = await article()
	await save(MARKDOWN, null)
	await save(MARKDOWN.replace('blanc', 'vert'), 1, CLAIRE)
	const mine = MARKDOWN.replace('blanc', 'bleu')
	const refused = await save(mine, 1, HELENE)
	expect(refused).toMatchObject({
		...{ ok: false, reason: 'conflict', draft: { revision: 2, savedByName: 'Claire Petit' } },
		conflicts: [{ field: 'markdown', mine: 'Regardez le câble bleu.\n', theirs: 'Regardez le câble vert.\n' }],
	})
	expect((await findDraft(made.id))?.content.markdown).toContain('vert')
	expect(await save(mine, 2, HELENE, NOW, true)).toMatchObject({ ok: true, draft: { revision: 3 } })
	expect((await saves()).at(-1)?.cause).toBe('merged')
})

test('two first saves at once are put together or refused, never lost', async () => {
	const { made, save } = await article()
	const done = await Promise.all([
		save(MARKDOWN.replace('blanc', 'vert'), null, CLAIRE),
		save(MARKDOWN.replace('prise', 'box'), null, HELENE),
	])
	expect(done.map(({ ok }) => ok)).toEqual([true, true])
	expect((await findDraft(made.id))?.content.markdown).toBe('Regardez le câble vert.\n\nDébranchez la box.\n')
})

test('a save that was coalesced meanwhile still serves as what another tab had read', async () => {
	const { save } = await article()
	await save(MARKDOWN, null)
	await save(MARKDOWN.replace('blanc', 'vert'), 1, HELENE, after(1))
	await save(MARKDOWN.replace('blanc', 'vert').replace('Débranchez', 'Coupez'), 2, HELENE, after(2))
	const other = await save(MARKDOWN.replace('blanc', 'vert').replace('prise', 'box'), 2, HELENE, after(3))
	expect(other).toMatchObject({ ok: true, merged: true })
	expect(other.ok && other.draft.content.markdown).toBe('Regardez le câble vert.\n\nCoupez la box.\n')
})

test('saving into a draft that is gone is told, and keeps nothing in its place', async () => {
	const { made, save } = await article()
	await save('a', null)
	await discardDraft(made.id)
	expect(await save('ab', 1)).toEqual({ ok: false, reason: 'missing' })
	expect(await findDraft(made.id)).toBeNull()
	expect((await findForEditors(made.id))?.state).toBe('published')
})

test('a new article is nowhere for readers, and thrown away it is gone', async () => {
	const draft = await beginArticle({ lang: 'fr', content: { title: 'Ma box grésille' }, author: HELENE, now: NOW })
	const again = await beginArticle({ lang: 'fr', content: { title: 'Ma box grésille' }, author: HELENE, now: NOW })
	const slugs = await Promise.all([draft, again].map(async ({ articleId }) => (await findForEditors(articleId))?.slug))
	expect(slugs).toEqual(['ma-box-gresille', 'ma-box-gresille-2'])
	expect(await findForEditors(draft.articleId)).toMatchObject({ state: 'draft', version: 0 })
	await discardDraft(draft.articleId)
	expect(await db.select().from(articles).where(eq(articles.id, draft.articleId))).toEqual([])
})

test('an earlier text put back is a save like any other', async () => {
	const { made, content, save, saves } = await article()
	await save('a', null)
	await restoreInDraft({ articleId: made.id, content, author: CLAIRE, now: after(1) })
	expect((await findDraft(made.id))?.content.markdown).toBe(MARKDOWN)
	expect((await saves()).at(-1)).toMatchObject({ cause: 'restored', byName: 'Claire Petit' })
})

test('who has it open is seen by the others, until a little after they left', async () => {
	const { save } = await article()
	const begun = await save('a', null)
	if (!begun.ok) throw new Error(begun.reason)
	const { id } = begun.draft
	expect(await meetEditors(id, HELENE, NOW)).toEqual([])
	expect(await meetEditors(id, CLAIRE, after(10))).toEqual(['Hélène Roux'])
	expect(await meetEditors(id, CLAIRE, after(44))).toEqual(['Hélène Roux'])
	expect(await meetEditors(id, CLAIRE, after(50))).toEqual([])
})
