import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const TOO_SMALL_BYTES = 900
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest|xml|atom|opensearch|ld\+json)|image\/svg)/

/** What the reader's browser accepts, best first. */
export function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | null {
	const names = String(accepted ?? '')
	if (/\bbr\b/.test(names)) return 'br'
	return /\bgzip\b/.test(names) ? 'gzip' : null
}

/** One buffer in, one out; `level` is brotli's quality (4 for a page made once, 5 for a kept one). */
export async function compress(body: Buffer, encoding: 'br' | 'gzip', level: number): Promise<Buffer> {
	if (encoding === 'gzip') return gzipped(body, { level: 6 })
	return brotli(body, {
		params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
	})
}

export function isWorthCompressing(type: string | null | undefined, bytes: number): boolean {
	return bytes > TOO_SMALL_BYTES && COMPRESSIBLE.test(type ?? '')
}
