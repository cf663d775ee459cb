import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { eq, inArray } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { articles, articleVersions } from '#db/schema/knowledge.server'
import { LANGUAGES } from '~/i18n/language'
import { slugsBefore } from './articles.server'
import { toFile } from './export.server'
import { type ArticleFile, ArticleFileError, readArticleFile } from './front-matter'
import { RENDERING, type RenderedArticle } from './markdown.server'
import { type Render, renderHere } from './renderers.server'
import { HEAD_KEY } from './source'

export interface ImportReport {
	added: number
	changed: number
	unchanged: number
	/** One sentence per file that was left out, its name first. */
	problems: string[]
}

interface InvalidFile {
	/** Relative to the folder. */
	file: string
	line?: number
	message: string
}

interface Options {
	/** Called with each problem and, on long imports, with the progress. */
	log?: (line: string) => void
	/** Who changed the articles, for their versions. */
	changedBy?: string
	now?: Date
	render?: Render
}

/** Files read, rendered and stored together. */
const BATCH = 100
const PROGRESS_EVERY = 500

/**
 * Brings the Markdown files of a folder into the knowledge base. A file that has not
 * changed since it was last imported is left as it is, so is an article that is no
 * longer in the folder. A file that cannot be used is reported and the rest goes on.
 *
 * An article is known by its language and slug, or by an address it had (`aliases`, `redirects`) that
 * no file of the folder has any more: a file that was renamed keeps its history and its answers.
 *
 * Readers are told of a new date, a new version and the note of its front matter (`change`) when
 * what they read has changed, and not when keywords, owner or day of verification have.
 *
 * @throws when the folder cannot be read
 */
export async function importFolder(
	folder: string,
	{ log = () => {}, changedBy = 'import', now = new Date(), render = renderHere }: Options = {},
): Promise<ImportReport> {
	const report: ImportReport = { added: 0, changed: 0, unchanged: 0, problems: [] }
	const startedAt = performance.now()
	const stored = await storedArticles()
	const addresses = new Map<string, string>()
	const files = await listMarkdown(folder)
	const perhapsMoved: ReadFile[] = []

	for (let from = 0; from < files.length; from += BATCH) {
		const batch = await Promise.all(files.slice(from, from + BATCH).map((file) => readOne(folder, file)))
		const fresh: (ReadFile & { known: StoredArticle | undefined })[] = []
		const stale: ReadFile[] = []
		for (const read of batch) {
			if ('message' in read) {
				complain(read)
				continue
			}
			const address = addressOf(read.frontMatter)
			const twin = addresses.get(address)
			if (twin) {
				complain({ file: read.name, message: `same address as ${twin}, left out` })
				continue
			}
			addresses.set(address, read.name)
			const known = stored.get(address)
			if (!known && formerAddresses(read).some((former) => stored.has(former))) perhapsMoved.push(read)
			else if (known?.sourceHash === read.hash) report.unchanged++
			else if (known && textOf(known.sourceHash) === textOf(read.hash)) stale.push(read)
			else fresh.push({ ...read, known })
		}
		const same = await alreadySaid(fresh)
		await keep(fresh.filter((file) => !same.has(file)))
		report.unchanged += same.size
		await renderAgain(
			render,
			stale.flatMap((read) => ({ ...read, id: stored.get(addressOf(read.frontMatter))?.id ?? '' })),
		)
		report.unchanged += stale.length
		const done = Math.min(from + BATCH, files.length)
		if (done % PROGRESS_EVERY === 0 || (done === files.length && done > PROGRESS_EVERY)) {
			const perSecond = Math.round((done * 1_000) / (performance.now() - startedAt))
			log(`${done} of ${files.length} files, ${perSecond} a second`)
		}
		// Batches hold the thread while they are rendered: requests and signals get their turn between them.
		await breathe()
	}

	const moved = perhapsMoved.map((read) => {
		const former = formerAddresses(read).find((address) => stored.has(address) && !addresses.has(address))
		const known = former && stored.get(former)
		if (former) stored.delete(former)
		return { ...read, known: known || undefined }
	})
	for (let from = 0; from < moved.length; from += BATCH) await keep(moved.slice(from, from + BATCH))
	return report

	async function keep(read: (ReadFile & { known: StoredArticle | undefined })[]) {
		if (read.length === 0) return
		const rendered = await render(read.map(sourceOf))
		const rows = read.flatMap((file, at) => {
			const article = rendered[at]
			return article ? { ...toColumns(file, article, now), known: file.known } : []
		})
		await store(rows, { changedBy, now })
		for (const { known } of rows) known ? report.changed++ : report.added++
	}

	function complain({ file, line = 1, message }: InvalidFile) {
		const problem = `${file}:${line}: ${message}`
		report.problems.push(problem)
		log(problem)
	}
}

const addressOf = ({ lang, slug }: { lang: string; slug: string }) => `${lang} ${slug}`

const formerAddresses = ({ frontMatter: { lang }, unknown }: ReadFile) =>
	slugsBefore(unknown).map((slug) => addressOf({ lang, slug }))

interface ReadFile extends ArticleFile {
	name: string
	hash: string
}

type Columns = ReturnType<typeof toColumns>
type Row = Columns & { known: StoredArticle | undefined }
type StoredArticle = Awaited<ReturnType<typeof storedArticles>> extends Map<string, infer T> ? T : never

async function listMarkdown(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	return entries
		.filter((entry) => entry.isFile() && /\.(md|markdown)$/i.test(entry.name) && !/^(readme|_)/i.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter(
			(file) =>
				!relative(folder, file)
					.split(sep)
					// Guides are for those who answer: read where they lie, never published.
					.some((part, depth) => part.startsWith('.') || (depth === 0 && part === 'guides')),
		)
		.sort()
}

async function readOne(folder: string, file: string): Promise<ReadFile | InvalidFile> {
	const name = relative(folder, file)
	const parts = name.split(sep)
	const lang = parts.find((part) => (LANGUAGES as readonly string[]).includes(part))
	try {
		const text = decode(await readFile(file))
		const defaults = {
			slug: basename(file).replace(/\.(md|markdown)$/i, ''),
			lang: lang ?? 'fr',
			// Nobody said when it was verified: not later than it was written.
			reviewed: (await stat(file)).mtime.toISOString().slice(0, 10),
		}
		return {
			...readArticleFile(text, defaults),
			name,
			hash: `${RENDERING} ${createHash('sha256').update(text).digest('hex')}`,
		}
	} catch (error) {
		if (error instanceof ArticleFileError || error instanceof TypeError || (error as NodeJS.ErrnoException).code)
			return {
				file: name,
				message: (error as Error).message,
				...(error instanceof ArticleFileError && { line: error.line }),
			}
		throw error
	}
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string {
	try {
		return utf8.decode(bytes)
	} catch {
		throw new ArticleFileError('is not UTF-8 text')
	}
}

/** Where each article of the database came from, by language and slug. */
async function storedArticles() {
	const rows = await db
		.select({
			id: articles.id,
			lang: articles.lang,
			slug: articles.slug,
			sourceHash: articles.sourceHash,
			version: articles.version,
		})
		.from(articles)
	return new Map(rows.map((row) => [addressOf(row), row]))
}

const sourceOf = ({ body, frontMatter: { lang } }: ReadFile) => ({ markdown: body, lang })

function toColumns({ frontMatter, unknown, head, body, hash }: ReadFile, rendered: RenderedArticle, now: Date) {
	const { title, slug, lang, topic, summary, keywords, owner, reviewed, related, translates } = frontMatter
	return {
		lang,
		slug,
		topic,
		title,
		summary,
		keywords,
		owner,
		reviewedAt: new Date(`${reviewed}T00:00:00Z`),
		related,
		translates: translates ?? null,
		markdown: body,
		...rendered,
		extra: { ...unknown, [HEAD_KEY]: head },
		sourceHash: hash,
		updatedAt: now,
	}
}

/** The part of a source hash that tells the text, whatever rendered it. */
function textOf(sourceHash: string | null): string | undefined {
	return sourceHash?.split(' ').at(-1)
}

/**
 * Files that say what their article says already: it was written in the studio, exported and is brought back.
 * They are remembered, so that the next import sees at once that they have not changed.
 */
async function alreadySaid<T extends ReadFile & { known: StoredArticle | undefined }>(files: T[]): Promise<Set<T>> {
	const ids = files.flatMap(({ known }) => known?.id ?? [])
	const rows = ids.length > 0 ? await db.select().from(articles).where(inArray(articles.id, ids)) : []
	const byId = new Map(rows.map((row) => [row.id, row]))
	const same = files.filter(({ known, head, body }) => {
		const article = known && byId.get(known.id)
		return article !== undefined && toFile(article) === head + body
	})
	for (const { known, hash } of same)
		if (known) await db.update(articles).set({ sourceHash: hash }).where(eq(articles.id, known.id))
	return new Set(same)
}

/** The same text through a newer renderer: nothing was said anew, so readers are told nothing. */
async function renderAgain(render: Render, files: (ReadFile & { id: string })[]) {
	if (files.length === 0) return
	const rendered = await render(files.map(sourceOf))
	await transaction(async () => {
		for (const [at, { id, hash }] of files.entries())
			await db
				.update(articles)
				.set({ ...rendered[at], sourceHash: hash })
				.where(eq(articles.id, id))
	})
}

async function store(rows: Row[], { changedBy, now }: { changedBy: string; now: Date }) {
	await transaction(async () => {
		const added = rows.filter(({ known }) => !known)
		// Few enough at a time to stay below an engine's limit of values per statement.
		for (let from = 0; from < added.length; from += 25)
			await db.insert(articles).values(
				added.slice(from, from + 25).map(({ known: _, ...columns }) => ({
					...columns,
					state: 'published' as const,
					publishedAt: now,
					createdAt: now,
				})),
			)
		const ids = rows.flatMap(({ known }) => known?.id ?? [])
		const found = ids.length > 0 ? await db.select().from(articles).where(inArray(articles.id, ids)) : []
		const before = new Map(found.map((article) => [article.id, article]))
		for (const { known, ...columns } of rows) {
			const article = known && before.get(known.id)
			if (!article) continue
			const { updatedAt, ...rest } = columns
			const says = (one: Pick<Columns, 'title' | 'summary' | 'markdown'>) =>
				JSON.stringify([one.title, one.summary, one.markdown])
			const isNew = says(article) !== says(columns)
			if (isNew)
				await db.insert(articleVersions).values({
					articleId: article.id,
					version: article.version,
					title: article.title,
					summary: article.summary,
					markdown: article.markdown,
					changedBy,
					note: noteOf(columns.extra) === noteOf(article.extra) ? null : noteOf(columns.extra),
					at: now,
				})
			await db
				.update(articles)
				.set({ ...rest, ...(isNew ? { updatedAt, version: article.version + 1 } : {}) })
				.where(eq(articles.id, article.id))
		}
	})
}

const LONGEST_NOTE = 500

/** What the author says has changed; the line may stay in the file, it is told once. */
function noteOf({ change }: Record<string, unknown>): string | null {
	return typeof change === 'string' ? change.trim().slice(0, LONGEST_NOTE) || null : null
}
