import { expect, test } from 'vitest'
import { nameBrowser } from './browser-name'

test.each([
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0',
		'Edge',
		'Windows',
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
		'Safari',
		'iPhone',
	],
	['Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'Firefox', 'Android'],
	['curl/8.5', null, null],
	[null, null, null],
])('%s is read as %s on %s', (userAgent, browser, system) => {
	expect(nameBrowser(userAgent)).toEqual({ browser, system })
})
