// A Chromium to test with: the one named, one of the system, the runner's own, else the system's
// package manager is asked for one.
import { existsSync } from 'node:fs'
import { run } from './run.mjs'

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @returns the path of a browser, or an empty text for the runner's own */
export async function findOrInstallBrowser() {
	const named = process.env.RELAIS_BROWSER
	if (named) return named
	const found = PLACES.find((path) => existsSync(path))
	if (found) return found
	if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
		await run('apt-get', ['update', '-qq'])
		await run('apt-get', ['install', '-y', '-qq', 'chromium'])
		return PLACES[0]
	}
	await run('npx', ['playwright', 'install', 'chromium'])
	return ''
}
