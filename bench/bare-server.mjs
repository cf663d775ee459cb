// The yardsticks: what Node alone can do on this machine. `constant` answers one ready page,
// `lookup` reads an article from SQLite and puts it in a template.
import { createServer } from 'node:http'

const ARTICLES = 1_000
const pages = { constant, lookup }
const page = await pages[process.argv[2]]()

const server = createServer((request, response) => {
	const body = page(request.url)
	response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length })
	response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit(0))

function constant() {
	const body = Buffer.from(`<!doctype html><title>Page</title>${paragraphs(20_000)}`)
	return () => body
}

async function lookup() {
	const { default: Database } = await import('better-sqlite3')
	const db = new Database(':memory:')
	db.exec('create table articles (slug text primary key, title text, summary text, html text)')
	const insert = db.prepare('insert into articles values (?, ?, ?, ?)')
	for (let index = 0; index < ARTICLES; index++)
		insert.run(`article-${index}`, `Article ${index}`, 'A summary.', paragraphs(18_000))
	const find = db.prepare('select title, summary, html from articles where slug = ?')
	return (url) => {
		const { title, summary, html } = find.get(url.slice(1))
		return Buffer.from(
			`<!doctype html><html lang="en"><head><title>${escapeHtml(title)}</title><meta name="description" content="${escapeHtml(summary)}"></head><body>${links()}<main><h1>${escapeHtml(title)}</h1>${html}</main></body></html>`,
		)
	}
}

function paragraphs(bytes) {
	const one = '<p>Unplug the box, count to thirty, plug it in again and wait for the light to stay still.</p>\n'
	return one.repeat(Math.ceil(bytes / one.length))
}

function links() {
	return Array.from(
		{ length: 30 },
		(_, index) => `<a href="/article-${index}">${escapeHtml(`Article ${index}`)}</a>`,
	).join('')
}

function escapeHtml(text) {
	return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])
}
