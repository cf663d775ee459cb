import { inflateSync } from 'node:zlib'

/**
 * What a PDF says, in the order it is drawn, one line for each piece of text; and its objects as text.
 * Reads what our own drawing makes: compressed streams, and fonts whose signs are named by a map.
 */
export function readPdf(file: Uint8Array): { text: string; objects: string } {
	const raw = Buffer.from(file).toString('latin1')
	const objects: string[] = []
	const streams = new Map<string, string>()
	for (const [, id = '', body = ''] of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
		const [, dictionary = body, stream] = /^([\s\S]*?)\nstream\n([\s\S]*?)\nendstream$/.exec(body) ?? []
		objects.push(dictionary)
		if (stream === undefined) continue
		const bytes = Buffer.from(stream, 'latin1')
		streams.set(id, (dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1'))
	}
	const maps = signMaps(raw, streams)
	const lines: string[] = []
	for (const content of streams.values()) {
		if (!content.includes(' Tf')) continue
		let signs = new Map<string, string>()
		for (const [, font, drawn] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
			if (font) signs = maps.get(font) ?? new Map()
			else if (drawn)
				lines.push([...drawn.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => decode(hex, signs)).join(''))
		}
	}
	return { text: lines.join('\n'), objects: objects.concat([...streams.values()]).join('\n') }
}

/** For each font name of the pages, what each sign of it stands for. */
function signMaps(raw: string, streams: Map<string, string>): Map<string, Map<string, string>> {
	const maps = new Map<string, Map<string, string>>()
	for (const [, name = '', id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
		const font = new RegExp(`(?:^|\\n)${id} 0 obj\\n([\\s\\S]*?)endobj`).exec(raw)?.[1] ?? ''
		const map = streams.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '') ?? ''
		const signs = new Map<string, string>()
		for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g))
			[...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, code = ''], index) => {
				const units = (code.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))
				signs.set((Number.parseInt(first, 16) + index).toString(16).padStart(4, '0'), String.fromCharCode(...units))
			})
		maps.set(name, signs)
	}
	return maps
}

function decode(hex: string, signs: Map<string, string>): string {
	return (hex.match(/.{4}/g) ?? []).map((sign) => signs.get(sign) ?? '?').join('')
}
