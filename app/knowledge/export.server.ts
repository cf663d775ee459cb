import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { asc, gt } from 'drizzle-orm'
import { db } from '#db/client.server'
import { articles } from '#db/schema/knowledge.server'
import type { Article } from './articles.server'
import { writeHead } from './front-matter'
import { HEAD_KEY, headOf } from './source'

const BATCH = 200

/**
 * Writes every article as `<lang>/<topic>/<slug>.md`. An article that has not been
 * edited since it was imported gives back its file byte for byte.
 *
 * @returns how many files were written
 */
export async function exportFolder(folder: string): Promise<number> {
	let written = 0
	for (let after = ''; ; ) {
		const rows = await db.select().from(articles).where(gt(articles.id, after)).orderBy(asc(articles.id)).limit(BATCH)
		const last = rows.at(-1)
		if (!last) return written
		await Promise.all(
			rows.map(async (article) => {
				const file = join(folder, article.lang, fileName(article.topic), `${fileName(article.slug)}.md`)
				await mkdir(dirname(file), { recursive: true })
				await writeFile(file, toFile(article))
			}),
		)
		written += rows.length
		after = last.id
	}
}

/** An article as a Markdown file with its front matter. */
export function toFile(article: Article): string {
	const { title, slug, lang, topic, summary, keywords, owner, reviewedAt, related, translates } = article
	const known = {
		title,
		slug,
		lang,
		topic,
		summary,
		keywords,
		owner,
		reviewed: reviewedAt.toISOString().slice(0, 10),
		related,
		translates: translates ?? undefined,
	}
	const head = headOf(article.extra)
	if (head !== null) return writeHead(known, head) + article.markdown
	const { [HEAD_KEY]: _, ...unknown } = article.extra
	return writeHead({ ...known, ...unknown }, null) + article.markdown
}

/** A topic may hold characters that a folder's name cannot. */
function fileName(text: string): string {
	return text.replace(/[^\p{L}\p{N}._ -]+/gu, '-').replace(/^\.+/, '') || 'x'
}
