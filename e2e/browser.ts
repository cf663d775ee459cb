import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

/** The browser that scripts/browser.mjs found, or the system's, started without anything that calls home. */
export function browserOptions(): LaunchOptions {
	const executablePath =
		process.env.RELAIS_BROWSER || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
	return {
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	}
}
