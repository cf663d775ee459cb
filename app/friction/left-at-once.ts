const KEPT = 'relais-opened'
const AT_ONCE_MS = 10_000

/**
 * Says that an article was left for the results within ten seconds. Only the browser knows: going back
 * asks the server for nothing. What was opened is kept in this tab until one is back.
 */
export function watchForReturns(): void {
	if (!/\/search$/.test(location.pathname)) return
	document.addEventListener('click', (event) => {
		const link = (event.target as Element | null)?.closest?.('a')
		if (link?.origin === location.origin && /^(\/en)?\/articles\/[^/]+$/.test(link.pathname))
			keep({ path: link.pathname, at: Date.now() })
	})
	addEventListener('pageshow', ({ persisted }) => {
		const opened = take()
		const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
		const isBack = persisted || navigation?.type === 'back_forward'
		if (isBack && opened && Date.now() - opened.at < AT_ONCE_MS)
			navigator.sendBeacon?.('/api/signal', JSON.stringify({ kind: 'article-left', path: opened.path }))
	})
}

interface Opened {
	path: string
	at: number
}

/** A browser may keep nothing, as in some private windows: then nothing is said. */
function keep(opened: Opened): void {
	try {
		sessionStorage.setItem(KEPT, JSON.stringify(opened))
	} catch {}
}

function take(): Opened | null {
	try {
		const kept = sessionStorage.getItem(KEPT)
		sessionStorage.removeItem(KEPT)
		return kept ? (JSON.parse(kept) as Opened) : null
	} catch {
		return null
	}
}
