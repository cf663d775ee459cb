const WORKER = '/service-worker.js'

/**
 * Has the browser keep the page it shows when the network is gone. Starts once the page is
 * loaded, so that it takes nothing from what the person waits for; where the browser cannot or
 * may not, nothing happens.
 */
export function registerOffline(): void {
	const register = () => {
		try {
			navigator.serviceWorker.register(WORKER).catch(() => {})
		} catch {
			// Refused in a sandbox or by the person's settings: pages work without it.
		}
	}
	if (!('serviceWorker' in navigator)) return
	if (document.readyState === 'complete') register()
	else addEventListener('load', register, { once: true })
}
