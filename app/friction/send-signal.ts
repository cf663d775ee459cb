const ADDRESS = '/api/signal'
/** A page in a loop of errors says so a few times, not a thousand. */
const MOST_SIGNALS = 5

/**
 * Tells the server what only the browser sees: an error of our own script, and a network cut once
 * it is over. Never waits, never shows anything, and works without any third party.
 */
export function watchForTrouble(): void {
	let left = MOST_SIGNALS
	const send = (signal: Record<string, string>) => {
		if (left-- <= 0) return
		const body = JSON.stringify({ ...signal, path: location.pathname })
		navigator.sendBeacon?.(ADDRESS, body)
	}
	addEventListener('error', ({ message, filename }) => {
		if (message && filename.startsWith(location.origin))
			send({ kind: 'script-error', message: message.slice(0, 300), source: filename.slice(0, 300) })
	})
	addEventListener('unhandledrejection', ({ reason }) => {
		if (reason instanceof Error) send({ kind: 'script-error', message: reason.message.slice(0, 300) })
	})
	addEventListener('offline', () => addEventListener('online', () => send({ kind: 'offline' }), { once: true }))
}
