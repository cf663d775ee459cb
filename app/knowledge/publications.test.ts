import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { articleDrafts } from '#db/schema/studio.server'
import { makePerson } from '#db/testing/builders'
import { makeArticle } from '#db/testing/knowledge'
import { runDueJobs } from '~/jobs/runner.server'
import { listSentMessages } from '~/messages/outbox.server'
import { approveDraft, askForReview, sendBack } from './draft-review.server'
import { type Author, beginArticle, contentOf, findDraft, findForEditors, saveDraft } from './drafts.server'
import { toFile } from './export.server'
import { importFolder } from './import.server'
import {
	listPublications,
	listUnread,
	publishDraft,
	readAfterwards,
	schedulePublication,
	unpublish,
} from './publications.server'

const HELENE = { id: 'helene', name: 'Hélène Roux' }
const CLAIRE = { id: 'claire', name: 'Claire Petit' }
const NOW = new Date('2026-11-23T10:00:00Z')
const BODY = 'Regardez le câble vert.\n\n:::si-ca-ne-marche-pas\nChoisissez « Écrire ».\n:::\n'

async function draft({ markdown = BODY, by = HELENE as Author, over = {} } = {}) {
	const article = await makeArticle({ slug: `voyant-${crypto.randomUUID()}`, ...over })
	const content = { ...contentOf(article), summary: 'Trois gestes.', markdown }
	const saved = await saveDraft({ articleId: article.id, revision: null, content, author: by, now: NOW })
	if (!saved.ok) throw new Error(saved.reason)
	const publish = (change: Partial<Parameters<typeof publishDraft>[0]> = {}) =>
		publishDraft({
			...{ articleId: article.id, revision: 1, author: HELENE, note: 'Le câble est vert.', now: NOW },
			...change,
		})
	return { article, content, publish, revision: saved.draft.revision }
}

test('nothing comes out that a second person has not read, in exactly these words', async () => {
	const { article, content, publish } = await draft()
	expect(await publish()).toEqual({ ok: false, reason: 'unread' })
	expect(await approveDraft({ articleId: article.id, revision: 1, reader: HELENE })).toBe('own-words')
	expect(await approveDraft({ articleId: article.id, revision: 1, reader: CLAIRE })).toBe('approved')
	await saveDraft({
		...{ articleId: article.id, revision: 1, author: HELENE, now: NOW },
		content: { ...content, markdown: `${BODY}\nUne ligne de plus.\n` },
	})
	expect(await approveDraft({ articleId: article.id, revision: 1, reader: CLAIRE })).toBe('changed-since')
	expect(await publish({ revision: 2 })).toEqual({ ok: false, reason: 'unread' })
	expect(await publish()).toEqual({ ok: false, reason: 'changed-since' })
	expect((await findForEditors(article.id))?.markdown).toBe(article.markdown)

	expect(await approveDraft({ articleId: article.id, revision: 2, reader: CLAIRE })).toBe('approved')
	expect(await publish({ revision: 2 })).toMatchObject({ ok: true, article: { version: 2, state: 'published' } })
	expect(await findDraft(article.id)).toBeNull()
	const [before] = await db.select().from(articleVersions).where(eq(articleVersions.articleId, article.id))
	expect(before).toMatchObject({
		...{ version: 1, markdown: article.markdown, note: 'Le câble est vert.', changedBy: 'Hélène Roux' },
	})
	expect(await listPublications(article.id)).toMatchObject([{ version: 2, urgent: false, readByName: 'Claire Petit' }])
})

test('an article that lacks what readers need is refused with all that is missing', async () => {
	const begun = await beginArticle({ lang: 'fr', content: { title: 'Ma box chauffe' }, author: HELENE, now: NOW })
	await approveDraft({ articleId: begun.articleId, revision: 1, reader: CLAIRE })
	expect(await publishDraft({ articleId: begun.articleId, revision: 1, author: HELENE, note: '', now: NOW })).toEqual({
		ok: false,
		reason: 'incomplete',
		needs: ['summary', 'topic', 'text', 'help'],
	})
})

test('a new article begins at version 1 with nothing before it', async () => {
	const content = { title: 'Ma box siffle', summary: 'Elle va bien.', topic: 'internet', markdown: BODY }
	const { articleId } = await beginArticle({ lang: 'fr', content, author: HELENE, now: NOW })
	await approveDraft({ articleId, revision: 1, reader: CLAIRE })
	const done = await publishDraft({ articleId, revision: 1, author: HELENE, note: '', now: NOW })
	expect(done).toMatchObject({ ok: true, article: { version: 1, slug: 'ma-box-siffle', publishedAt: NOW } })
	expect(done.ok && done.article.html).toContain('câble vert')
	expect(await db.select().from(articleVersions).where(eq(articleVersions.articleId, articleId))).toEqual([])
})

test('what cannot wait goes out with its reason, and waits for somebody else to read it', async () => {
	const { article, publish } = await draft()
	expect(await publish({ urgentBecause: 'Le numéro d’urgence est faux' })).toMatchObject({ ok: true })
	const [waiting] = (await listUnread()).filter(({ publication }) => publication.articleId === article.id)
	expect(waiting?.publication).toMatchObject({ urgent: true, reason: 'Le numéro d’urgence est faux', readById: null })
	const id = waiting?.publication.id ?? ''
	expect(await readAfterwards(id, HELENE)).toBe(false)
	expect(await readAfterwards(id, CLAIRE)).toBe(true)
	expect(await readAfterwards(id, CLAIRE)).toBe(false)
	expect((await listUnread()).some(({ publication }) => publication.articleId === article.id)).toBe(false)
})

test('published twice at once it is published once', async () => {
	const { article, publish } = await draft()
	await approveDraft({ articleId: article.id, revision: 1, reader: CLAIRE })
	const done = await Promise.all([publish(), publish()])
	expect(done.filter(({ ok }) => ok)).toHaveLength(1)
	expect((await findForEditors(article.id))?.version).toBe(2)
})

test('planned, it comes out at its time; changed before, it does not', async () => {
	const at = new Date(NOW.getTime() + 3_600_000)
	const plan = async ({ article }: { article: { id: string } }) => {
		await approveDraft({ articleId: article.id, revision: 1, reader: CLAIRE })
		return schedulePublication({ articleId: article.id, revision: 1, note: 'Prévu.', at, author: HELENE })
	}
	const [kept, changed] = [await draft(), await draft()]
	expect(await schedulePublication({ articleId: kept.article.id, revision: 1, note: '', at, author: HELENE })).toEqual({
		...{ ok: false, reason: 'unread' },
	})
	expect(await plan(kept)).toMatchObject({ ok: true, draft: { publishAt: at } })
	await plan(changed)
	await saveDraft({
		...{ articleId: changed.article.id, revision: 1, author: HELENE, now: NOW },
		content: { ...changed.content, title: 'Autre titre' },
	})
	await runDueJobs(NOW)
	expect((await findForEditors(kept.article.id))?.version).toBe(1)
	await runDueJobs(at)
	expect(await findForEditors(kept.article.id)).toMatchObject({ version: 2, title: kept.content.title })
	expect((await findForEditors(changed.article.id))?.version).toBe(1)
	expect(await findDraft(changed.article.id)).toMatchObject({ publishAt: null, state: 'draft' })
})

test('an import that came in between is put together with the draft, or stops it', async () => {
	const imported = async (
		article: { id: string; title: string; summary: string; markdown: string },
		change: object,
	) => {
		const { id: articleId, title, summary, markdown } = article
		await db.insert(articleVersions).values({ articleId, version: 1, title, summary, markdown })
		await db
			.update(articles)
			.set({ version: 2, ...change })
			.where(eq(articles.id, articleId))
	}
	const apart = await draft()
	await imported(apart.article, { title: 'Titre de l’import' })
	await approveDraft({ articleId: apart.article.id, revision: 1, reader: CLAIRE })
	expect(await apart.publish()).toMatchObject({
		ok: true,
		article: { version: 3, title: 'Titre de l’import', markdown: BODY },
	})
	const same = await draft()
	await imported(same.article, { markdown: 'Tout autre texte.' })
	await approveDraft({ articleId: same.article.id, revision: 1, reader: CLAIRE })
	expect(await same.publish()).toEqual({ ok: false, reason: 'changed-since' })
	expect(await findDraft(same.article.id)).not.toBeNull()
})

test('the folder it came from does not put the old text back, and what is exported is known as the same', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'relais-studio-'))
	const slug = `voyant-${crypto.randomUUID()}`
	const file = join(folder, `${slug}.md`)
	const write = (text: string) => writeFileSync(file, text)
	write(
		`---\ntitle: Voyant # gardé\nslug: ${slug}\nlang: fr\ntopic: internet\nsummary: Un résumé\nowner: Hélène\nreviewed: 2026-10-14\n---\n\nAvant.\n`,
	)
	expect(await importFolder(folder)).toMatchObject({ added: 1, problems: [] })
	const [article] = await db.select().from(articles).where(eq(articles.slug, slug))
	if (!article) throw new Error('not imported')
	const content = { ...contentOf(article), markdown: BODY }
	await saveDraft({ articleId: article.id, revision: null, content, author: HELENE, now: NOW })
	await approveDraft({ articleId: article.id, revision: 1, reader: CLAIRE })
	await publishDraft({ articleId: article.id, revision: 1, author: HELENE, note: '', now: NOW })

	expect(await importFolder(folder)).toMatchObject({ changed: 0, unchanged: 1 })
	expect((await findForEditors(article.id))?.markdown).toBe(BODY)
	const published = await findForEditors(article.id)
	if (!published) throw new Error('gone')
	write(toFile(published))
	for (const _ of ['first', 'again']) expect(await importFolder(folder)).toMatchObject({ changed: 0, unchanged: 1 })
	expect(toFile(published)).toContain('# gardé')
	write(toFile(published).replace('câble vert', 'câble bleu'))
	expect(await importFolder(folder)).toMatchObject({ changed: 1 })
	rmSync(folder, { recursive: true })
})

test('taken off the site, its words stay for editors', async () => {
	const { article } = await draft()
	expect(await unpublish({ articleId: article.id, author: CLAIRE, reason: 'Plus vendu', now: NOW })).toBe(true)
	expect(await unpublish({ articleId: article.id, author: CLAIRE, reason: '', now: NOW })).toBe(false)
	expect(await findForEditors(article.id)).toMatchObject({ state: 'unpublished', markdown: article.markdown })
	expect(await listPublications(article.id)).toMatchObject([{ what: 'unpublished', reason: 'Plus vendu' }])
})

test('whoever is asked to review is written to, once, and a draft given back says why', async () => {
	const { article } = await draft()
	const reviewer = await makePerson({ role: 'supervisor', name: 'Claire Petit' })
	const ask = () =>
		askForReview({
			...{ articleId: article.id, reviewer, dueAt: null, note: 'Le paragraphe 2', author: HELENE, now: NOW },
		})
	expect(await ask()).toMatchObject({ state: 'in-review', reviewerName: 'Claire Petit' })
	await ask()
	const mails = (await listSentMessages()).filter(({ recipient }) => recipient === reviewer.email)
	expect(mails.map(({ body }) => body)).toEqual([expect.stringContaining('Le paragraphe 2')])
	expect(
		await askForReview({ articleId: article.id, reviewer: HELENE, dueAt: null, note: '', author: HELENE }),
	).toBeNull()
	expect(await sendBack({ articleId: article.id, note: 'Il manque la photo' })).toMatchObject({
		...{ state: 'draft', reviewNote: 'Il manque la photo' },
	})
	const [row] = await db
		.select()
		.from(articleDrafts)
		.where(and(eq(articleDrafts.articleId, article.id), eq(articleDrafts.state, 'draft')))
	expect(row?.approvedById).toBeNull()
})
