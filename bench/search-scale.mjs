// Measures the search at a number of articles: build, memory, queries, publications, and how long
// any of it holds the event loop. Needs a build (`npm run build`).
//   node --expose-gc bench/search-scale.mjs [1000 5000 20000]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { articles } from './articles.mjs'

const counts = process.argv.slice(2).map(Number)
if (counts.length === 0) counts.push(1_000, 5_000, 20_000)
const folder = mkdtempSync(join(tmpdir(), 'relais-scale-'))
process.env.DATABASE_URL = `file:${join(folder, 'scale.db')}`
process.env.DEMO = 'true'
process.env.LOG_LEVEL = 'silent'
const bundle = join('build', 'search-scale.mjs')
await build({
	stdin: {
		contents: `export { migrate } from '#db/migrate.server'
			export { buildIndexesIn, loadIndex } from './app/knowledge/index-builder.server'
			export { publishContent, publishIfChanged, publishingSettled } from './app/knowledge/publish.server'
			export { searchArticles, suggestArticles } from './app/search/articles.server'`,
		resolveDir: '.',
		loader: 'ts',
	},
	outfile: bundle,
	bundle: true,
	packages: 'external',
	alias: { '#db': './db' },
	platform: 'node',
	format: 'esm',
})
const product = await import(join(process.cwd(), bundle))
product.migrate()
product.buildIndexesIn({ worker: 'build/server/index-worker.mjs', beside: join(folder, 'scale.db') })
const database = new Database(join(folder, 'scale.db'))
const insert = database.prepare(
	`insert into articles (id, lang, slug, topic, title, summary, keywords, owner, reviewed_at, related, markdown, html, plain_text, headings, extra, state, created_at, updated_at)
	values (?, 'fr', ?, ?, ?, ?, ?, '', 0, '[]', '', '', ?, '[]', '{}', 'published', 0, 0)`,
)
const put = ({ name, text }) => {
	const [, head, body] = text.split('---\n')
	const values = Object.fromEntries(
		head
			.trim()
			.split('\n')
			.map((line) => [line.split(':')[0], JSON.parse(line.slice(line.indexOf(':') + 1))]),
	)
	insert.run(
		name,
		values.slug,
		values.topic,
		values.title,
		values.summary,
		JSON.stringify(values.keywords),
		body.trim(),
	)
	return values
}

const loop = monitorEventLoopDelay({ resolution: 1 })
loop.enable()
async function timed(work) {
	await wait(20)
	loop.reset()
	const start = performance.now()
	await work()
	const took = performance.now() - start
	await wait(20)
	return `${Math.round(took)} ms, loop held ${Math.round(loop.max / 1e6)} ms`
}
const memory = () => {
	global.gc?.()
	const { heapUsed, arrayBuffers } = process.memoryUsage()
	return { heap: heapUsed / 2 ** 20, arrays: arrayBuffers / 2 ** 20 }
}
const quantile = (times, share) => times.sort((a, b) => a - b)[Math.floor(times.length * share)].toFixed(2)

const empty = memory()
const written = articles(Math.max(...counts) + 400)
const stored = []
for (const count of counts) {
	database.transaction(() => {
		while (stored.length < count) stored.push(put(written.next().value))
	})()
	console.log(`\n${count} articles`)
	for (const lang of ['fr', 'en']) rmSync(join(folder, `scale.db.search-${lang}`), { force: true })
	console.log(`  built      ${await timed(product.publishContent)}`)
	console.log(`  warm start ${await timed(product.publishContent)}`)
	const after = memory()
	console.log(
		`  memory     heap ${(after.heap - empty.heap).toFixed(1)} MB, arrays ${(after.arrays - empty.arrays).toFixed(1)} MB`,
	)
	for (const kind of ['search', 'keystroke']) {
		const times = []
		for (let at = 0; at < 1_000; at++) {
			const { title, keywords } = stored[(at * 7_919) % stored.length]
			const words = at % 2 ? keywords[1] : title.replace(/ \d+$/, '')
			const query = at % 3 === 0 ? words.replace(/(.)(.)(?=.{3}$)/u, '$2$1') : words
			const start = performance.now()
			if (kind === 'search') product.searchArticles({ query, lang: 'fr' })
			else product.suggestArticles({ query: query.slice(0, 3 + (at % 12)), lang: 'fr' })
			times.push(performance.now() - start)
		}
		console.log(
			`  ${kind.padEnd(10)} p50 ${quantile(times, 0.5)} p99 ${quantile(times, 0.99)} max ${times.at(-1).toFixed(2)} ms`,
		)
	}
	database.prepare("update articles set title = 'Le ornithorynque publie' where slug = 'article-7'").run()
	console.log(`  published  ${await timed(product.publishIfChanged)}`)
	if (product.searchArticles({ query: 'ornithorynque', lang: 'fr' }).results[0]?.slug !== 'article-7')
		throw new Error('not found')
	database.transaction(() => {
		for (let at = 0; at < 250; at++)
			database.prepare("update articles set summary = 'Une autre.' where slug = ?").run(`article-${at}`)
	})()
	console.log(`  250 more   ${await timed(product.publishIfChanged)}`)
	console.log(`  folded     ${await timed(product.publishingSettled)}`)
}
database.close()
rmSync(folder, { recursive: true, force: true })
rmSync(bundle)
process.exit(0)
