// The product's own search, on the shipped articles as a publication gives them to it.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ENTRY = `
export { replaceDocuments, searchArticles, suggestArticles } from './app/search/articles.server'
export { readArticleFile } from './app/knowledge/front-matter'
export { renderArticle, typeset } from './app/knowledge/markdown.server'
`

/** The product's modules, bundled from their source: nothing has to be built first. */
export async function loadProduct() {
	process.env.DEMO ??= 'true'
	process.env.LOG_LEVEL ??= 'silent'
	const outfile = join('build', 'bench', 'search.mjs')
	mkdirSync(join('build', 'bench'), { recursive: true })
	await build({
		stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' },
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		target: 'node20',
		logLevel: 'warning',
	})
	return import(pathToFileURL(outfile).href)
}

/** The shipped articles of a language, by slug. */
export function readArticles(product, lang) {
	const folder = join('content', lang)
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => {
			const { frontMatter, body } = product.readArticleFile(readFileSync(join(folder, file), 'utf8'))
			const { slug, title, summary, keywords, topic } = frontMatter
			const { plainText, headings } = product.renderArticle(body, lang)
			return {
				id: slug,
				lang,
				slug,
				title: product.typeset(title, lang),
				summary: product.typeset(summary ?? '', lang),
				keywords: keywords ?? [],
				headings: headings.map(({ text }) => text),
				topic,
				text: plainText,
			}
		})
		.sort((a, b) => (a.slug < b.slug ? -1 : 1))
}

/**
 * The engine of the product, both languages loaded as in a running portal.
 *
 * @param articles - `{ fr, en }`
 */
export async function productEngine(product, articles) {
	for (const lang of ['fr', 'en']) await product.replaceDocuments(lang, articles[lang])
	return {
		name: 'Relais',
		// It keeps its last answers; another limit is another answer, so each round is computed.
		ask(q, lang, round) {
			const { results, total } = product.searchArticles({ query: q, lang, limit: 10 + round })
			return { slugs: results.map(({ slug, lang: own }) => (own === lang ? slug : `${own}:${slug}`)), total }
		},
		suggest(q, lang, round) {
			const suggestions = product.suggestArticles({ query: q, lang, limit: 10 + round })
			return { slugs: suggestions.map(({ slug }) => slug), total: suggestions.length }
		},
	}
}
