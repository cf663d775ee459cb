// What a browser does before it is measured: signing in, and seeing an article for the first time.

/** The cookies of a demo person, by the form on /connexion. */
export async function signIn({ port, email }) {
	const answer = await fetch(`http://127.0.0.1:${port}/connexion`, {
		method: 'POST',
		body: new URLSearchParams({ intent: 'demo', email }),
		redirect: 'manual',
	})
	if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`)
	return answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ')
}

/** The first article that the home page or a topic leads to. */
export async function findArticle(port) {
	const { body } = await get(port, '/')
	const found = body.match(/href="(\/articles\/[a-z0-9-]+)"/)?.[1]
	if (found) return found
	for (const [, topic] of body.matchAll(/href="(\/themes\/[a-z0-9-]+)"/g)) {
		const article = (await get(port, topic)).body.match(/href="(\/articles\/[a-z0-9-]+)"/)?.[1]
		if (article) return article
	}
	throw new Error('no article is linked from the home page')
}

/** Bytes and requests of a first view: the page, then the style sheets, preloaded fonts and scripts it names. */
export async function firstView(port, path) {
	const page = await get(port, path)
	const tags = page.body.match(/<(?:link|script)\b[^>]*>/g) ?? []
	const files = tags
		.filter((tag) => /rel="(stylesheet|preload|modulepreload)"|<script\b/.test(tag))
		.map((tag) => tag.match(/\b(?:href|src)="(\/[^"]+)"/)?.[1])
	const paths = [...new Set(files.filter(Boolean))]
	const answers = await Promise.all(paths.map((file) => get(port, file)))
	const fonts = paths.reduce((sum, file, index) => sum + (file.endsWith('.woff2') ? answers[index].bytes : 0), 0)
	const bytes = answers.reduce((sum, answer) => sum + answer.bytes, page.bytes)
	return { requests: 1 + paths.length, bytes, bytesWithoutFonts: bytes - fonts }
}

async function get(port, path) {
	const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'Accept-Encoding': 'br' } })
	const body = await answer.text()
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
	return { body, bytes: Number(answer.headers.get('content-length') ?? Buffer.byteLength(body)) }
}
