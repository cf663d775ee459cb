import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

const ADDRESS = '/screen-reader-of-the-test.js'

interface ScreenReader {
	start: (options: { container: HTMLElement }) => Promise<void>
	spokenPhraseLog: () => Promise<string[]>
	clearSpokenPhraseLog: () => Promise<void>
}

/**
 * Starts a virtual screen reader in a page: what the page's live regions make it say can then be read.
 * It runs in the page itself, as it was built and served; the page's policy has to let the test's own
 * script in (`bypassCSP`).
 */
export async function listenTo(page: Page): Promise<{ heard: () => Promise<string[]>; forget: () => Promise<void> }> {
	const script = readFileSync(fileURLToPath(import.meta.resolve('@guidepup/virtual-screen-reader/browser.js')))
	await page.route(`**${ADDRESS}`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
	await page.evaluate(async (address) => {
		const { virtual } = (await import(address)) as { virtual: ScreenReader }
		Object.assign(globalThis, { screenReader: virtual })
		await virtual.start({ container: document.body })
	}, ADDRESS)
	const reader = (what: 'read' | 'clear') =>
		page.evaluate(async (wish) => {
			const { screenReader } = globalThis as unknown as { screenReader: ScreenReader }
			if (wish === 'clear') await screenReader.clearSpokenPhraseLog()
			return screenReader.spokenPhraseLog()
		}, what)
	const forget = async () => void (await reader('clear'))
	await forget()
	/** What was said by itself, without the reader being moved; a region that becomes empty says nothing. */
	const heard = async () =>
		(await reader('read')).flatMap((phrase) => {
			const words = phrase.match(/^(?:polite|assertive): (.+)$/s)?.[1]?.trim()
			return words ? [words] : []
		})
	return { heard, forget }
}
