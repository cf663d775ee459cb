const BROWSERS: [RegExp, string][] = [
	[/Edg(e|A|iOS)?\//, 'Edge'],
	[/OPR\/|Opera/, 'Opera'],
	[/SamsungBrowser/, 'Samsung Internet'],
	[/Firefox|FxiOS/, 'Firefox'],
	[/Chrome|CriOS|Chromium/, 'Chrome'],
	[/Safari/, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
	[/iPhone/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X|Macintosh/, 'Mac'],
	[/CrOS/, 'Chromebook'],
	[/Linux/, 'Linux'],
]

/** What a user agent says in words people know; `null` for a part it does not say. */
export function nameBrowser(userAgent: string | null): { browser: string | null; system: string | null } {
	const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null
	return { browser: find(BROWSERS), system: find(SYSTEMS) }
}
