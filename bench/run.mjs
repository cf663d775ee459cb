// `npm run bench`: how near to bare Node the product is, in one run on one machine. See README.md.
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { startBareServer, startLoad, startProduct } from './servers.mjs'
import { findArticle, firstView, signIn } from './visits.mjs'

const { values } = parseArgs({
	options: {
		seconds: { type: 'string', default: '5' },
		'warm-up': { type: 'string', default: '10' },
		connections: { type: 'string', default: '32' },
	},
})
const seconds = within(Number(values.seconds), 1, 60)
const warmUp = within(Number(values['warm-up']), 1, 60)
const connections = within(Number(values.connections), 1, 256)
if (!existsSync('build/server/main.mjs')) {
	console.error('The product is not built: run `npm start` or `node scripts/build.mjs` first.')
	process.exit(1)
}

const load = startLoad()
const running = []
try {
	await bench()
} finally {
	await load.stop()
	await Promise.all(running.map((server) => server.stop()))
}

async function bench() {
	console.log(`${seconds} s each, ${connections} connections, ${cpus().length} cores, Node ${process.versions.node}\n`)
	console.log(columns(['', 'req/s', '÷ L0', '÷ L1', 'CPU ms', '÷ L1', 'p50 ms', 'p99 ms', 'bytes', 'target']))

	const constant = await begin(() => startBareServer('constant'))
	const l0 = await measure(constant, { paths: ['/'] })
	print('L0 bare Node, one page', l0, { l0, l1: null })
	await end(constant)

	const lookup = await begin(() => startBareServer('lookup'))
	const l1 = await measure(lookup, { paths: Array.from({ length: 100 }, (_, index) => `/article-${index * 7}`) })
	print('L1 bare Node + SQLite', l1, { l0, l1 })
	await end(lookup)

	const product = await begin(startProduct)
	const idle = await product.usage()
	const article = await findArticle(product.port)
	const customer = product.people.find(({ role }) => role === 'customer')
	const Cookie = await signIn({ port: product.port, email: customer.email })
	const SEARCHES = [
		'facture',
		'wifi+lent',
		'voyant+rouge',
		'resilier',
		'etranger',
		'forfait',
		'box+eteinte',
		'changer+rib',
		'telephone+perdu',
		'fibre',
	]

	const rows = [
		['home, kept', { paths: ['/'] }, '≥ 0.7 L0'],
		['article, kept', { paths: [article] }, '≥ 0.7 L0, 0.03 ms'],
		['article, not changed (304)', { paths: [article], headers: { 'If-None-Match': '?' }, expect: 304 }, ''],
		['article, rendered anew', { paths: [`${article}?n=#`] }, '≤ 2.0 ms'],
		['article, signed in', { paths: [article], headers: { Cookie } }, '≤ 2.0 ms'],
		['search, kept', { paths: ['/search?q=facture'] }, '≤ 0.03 ms'],
		[
			'search, ten fresh',
			{ paths: SEARCHES.map((words) => `/search?q=${words}&n=#`), headers: { 'X-Forwarded-For': '@' } },
			'≤ 2.0 ms',
		],
		['account, signed in', { paths: ['/compte'], headers: { Cookie } }, ''],
		['availability', { paths: ['/api/availability'] }, ''],
	]
	for (const [name, job, target] of rows) {
		const path = job.paths[0].replace('#', '1')
		const first = await fetch(`http://127.0.0.1:${product.port}${path}`, {
			headers: { Cookie: job.headers?.Cookie ?? '' },
			redirect: 'manual',
		})
		if (first.status !== 200) {
			console.log(`${name.padEnd(28)} ${path} answered ${first.status}: not measured`)
			continue
		}
		const headers = job.headers?.['If-None-Match'] ? { 'If-None-Match': first.headers.get('etag') ?? '' } : job.headers
		print(name, await measure(product, { ...job, headers }), { l0, l1 }, target)
	}

	const loaded = await product.usage()
	const view = await firstView(product.port, article)
	console.log(
		`\nfirst view of an article: ${kilobytes(view.bytes)} kB in ${view.requests} requests, ${kilobytes(view.bytesWithoutFonts)} kB without fonts (target ≤ 90, ≤ 6, ≤ 20)`,
	)
	console.log(
		`memory: ${Math.round(idle.memoryMb)} MB idle, ${Math.round(loaded.memoryMb)} MB after the load (target ≤ 150, ≤ 250)`,
	)
	console.log(`start on an empty database, demonstration seeded: ${(product.startMs / 1_000).toFixed(1)} s`)
	await end(product)
}

/** Warm-up, then the measure; CPU is what the server's process used meanwhile. */
async function measure(server, { paths, headers = {}, expect = 200 }) {
	const job = { port: server.port, paths, headers, expect, connections }
	await load.run({ ...job, seconds: warmUp })
	const before = await server.usage()
	const result = await load.run({ ...job, seconds })
	const after = await server.usage()
	return { ...result, cpuMs: (after.cpuMs - before.cpuMs) / result.requests }
}

function print(name, result, { l0, l1 }, target = '') {
	const ratio = (value, of) => (of ? (value / of).toFixed(2) : '')
	const wrong = result.wrong > 0 ? ` ${result.wrong} of ${result.requests} answers were not the expected ones` : ''
	console.log(
		columns([
			name,
			Math.round(result.perSecond).toLocaleString('en'),
			ratio(result.perSecond, l0.perSecond),
			ratio(result.perSecond, l1?.perSecond),
			result.cpuMs.toFixed(3),
			ratio(result.cpuMs, l1?.cpuMs),
			result.p50.toFixed(2),
			result.p99.toFixed(2),
			result.bytes.toLocaleString('en'),
			target,
		]) + wrong,
	)
}

function columns([name, ...cells]) {
	return `${name.padEnd(28)}${cells.map((cell, index) => (index === cells.length - 1 ? `   ${cell}` : cell.padStart(9))).join('')}`
}

async function begin(start) {
	const server = await start()
	running.push(server)
	return server
}

async function end(server) {
	running.splice(running.indexOf(server), 1)
	await server.stop()
}

function kilobytes(bytes) {
	return (bytes / 1_000).toFixed(1)
}

function within(value, least, most) {
	if (Number.isFinite(value)) return Math.min(most, Math.max(least, value))
	throw new Error('--seconds, --warm-up and --connections are numbers')
}
