const EVERY_MS = 60_000

/**
 * Keeps the help block true while a page stays open. `data-live` on the block (or inside
 * it) holds the address to ask; the text of each element marked `data-availability="a.b"`
 * is replaced by that value of the answer. Nothing is announced and nothing moves.
 */
export function keepDockLive(): void {
	const dock = document.querySelector<HTMLElement>('#parler[data-live], #parler [data-live]')
	const source = dock?.dataset.live
	if (!dock || !source) return
	let readAt = Date.now()

	const refresh = async () => {
		if (document.hidden || Date.now() - readAt < EVERY_MS) return
		readAt = Date.now()
		try {
			const answer = await fetch(source, { headers: { Accept: 'application/json' } })
			if (answer.ok) fill(dock, await answer.json())
		} catch {
			// Without network the last thing known stays.
		}
	}
	setInterval(refresh, EVERY_MS)
	document.addEventListener('visibilitychange', refresh)
}

function fill(dock: HTMLElement, state: unknown): void {
	for (const element of dock.querySelectorAll<HTMLElement>('[data-availability]')) {
		const value = (element.dataset.availability ?? '')
			.split('.')
			.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null)?.[key], state)
		if ((typeof value === 'string' || typeof value === 'number') && element.textContent !== String(value))
			element.textContent = String(value)
	}
}
