/** Pages that are the same for everyone and that nothing happens on by being read. */
const READING = /^(\/en)?(\/|\/themes(\/.*)?|\/articles\/.*)?$/
const HOVER_MS = 65
const MOST = 8

/** Fetches a reading page while the pointer rests on its link, so that it opens at once. */
export function prefetchLinks(): void {
	const { connection } = navigator as { connection?: { saveData?: boolean } }
	if (connection?.saveData || !document.createElement('link').relList?.supports?.('prefetch')) return
	const fetched = new Set([location.pathname])
	let resting: ReturnType<typeof setTimeout> | undefined

	document.addEventListener('pointerover', (event) => {
		clearTimeout(resting)
		const address = readingPath(event)
		if (address) resting = setTimeout(fetchAhead, HOVER_MS, address)
	})
	document.addEventListener('pointerout', () => clearTimeout(resting))
	document.addEventListener(
		'touchstart',
		(event) => {
			const address = readingPath(event)
			if (address) fetchAhead(address)
		},
		{ passive: true },
	)

	function readingPath(event: Event): string | null {
		const link = (event.target as Element | null)?.closest?.('a')
		if (!link || link.target || link.origin !== location.origin || link.search) return null
		return READING.test(link.pathname) && !fetched.has(link.pathname) ? link.pathname : null
	}

	function fetchAhead(path: string) {
		if (fetched.size > MOST) return
		fetched.add(path)
		const link = document.createElement('link')
		link.rel = 'prefetch'
		link.href = path
		document.head.append(link)
	}
}
