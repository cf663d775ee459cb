// Keeps one page per language for when the network is gone, with the files it needs, and nothing
// else: never a page somebody asked for, never anything fetched with their cookies.
const CACHE = 'relais-offline-1'
const PAGES = ['/hors-ligne', '/en/hors-ligne']
const FILE = /^\/(assets|brand)\/|^\/brand\.css$/
const REFRESH_AFTER_MS = 24 * 60 * 60 * 1000

self.addEventListener('install', (event) => {
	event.waitUntil(keep().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
	event.waitUntil(Promise.all([forgetOlder(), self.registration.navigationPreload?.enable(), self.clients.claim()]))
})

self.addEventListener('fetch', (event) => {
	const { request } = event
	const url = new URL(request.url)
	if (request.method !== 'GET' || url.origin !== self.location.origin) return
	if (request.mode === 'navigate') event.respondWith(navigate(event, url))
	else if (FILE.test(url.pathname)) event.respondWith(fetch(request).catch(() => kept(request)))
})

async function navigate(event, url) {
	try {
		const answer = (await event.preloadResponse) ?? (await fetch(event.request))
		event.waitUntil(refreshWhenOld())
		return answer
	} catch {
		return kept(/^\/en(\/|$)/.test(url.pathname) ? PAGES[1] : PAGES[0])
	}
}

async function kept(request) {
	const cache = await caches.open(CACHE)
	return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
}

/** Fetches the pages as nobody in particular, then the files they name. All or nothing: the old copy stays otherwise. */
async function keep() {
	const pages = await Promise.all(PAGES.map(fetchAnonymously))
	const texts = await Promise.all(pages.map((page) => page.clone().text()))
	const paths = [...new Set(texts.flatMap(filesIn))]
	const files = await Promise.all(paths.map(fetchAnonymously))
	const cache = await caches.open(CACHE)
	for (const { url } of await cache.keys()) {
		const { pathname } = new URL(url)
		if (!PAGES.includes(pathname) && !paths.includes(pathname)) await cache.delete(url)
	}
	await Promise.all(PAGES.map((path, index) => cache.put(path, pages[index])))
	await Promise.all(paths.map((path, index) => cache.put(path, files[index])))
}

async function fetchAnonymously(path) {
	const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache' })
	if (!answer.ok || answer.redirected) throw new Error(`${path} answered ${answer.status}`)
	return answer
}

/** Style sheets, fonts, icons and scripts of the page's own head and end. */
function filesIn(html) {
	const tags = html.match(/<(link|script)\b[^>]*>/g) ?? []
	return tags.map((tag) => tag.match(/\b(?:href|src)="([^"]+)"/)?.[1] ?? '').filter((path) => FILE.test(path))
}

/** The phone number or the look may have changed since. */
async function refreshWhenOld() {
	const cache = await caches.open(CACHE)
	const page = await cache.match(PAGES[0])
	const keptAt = Date.parse(page?.headers.get('date') ?? '')
	if (keptAt > Date.now() - REFRESH_AFTER_MS) return
	await keep().catch(() => {})
}

async function forgetOlder() {
	const names = await caches.keys()
	await Promise.all(names.filter((name) => name.startsWith('relais-offline-') && name !== CACHE).map((name) => caches.delete(name)))
}
