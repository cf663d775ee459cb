import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const GZIP = { level: 6 }
const LARGEST_AT_ONCE_BYTES = 64_000
const TOO_SMALL_BYTES = 900
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest|xml|atom|opensearch|ld\+json)|image\/svg)/

/** What the reader's browser accepts, best first. */
export function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | null {
	const names = String(accepted ?? '')
	if (/\bbr\b/.test(names)) return 'br'
	return /\bgzip\b/.test(names) ? 'gzip' : null
}

/**
 * One buffer in, one out; `level` is brotli's quality (4 for a page made once, 5 for a kept one).
 * A page takes less time to compress than to be handed to another thread; larger bodies go there.
 */
export async function compress(body: Buffer, encoding: 'br' | 'gzip', level: number): Promise<Buffer> {
	const isSmall = body.length <= LARGEST_AT_ONCE_BYTES
	if (encoding === 'gzip') return isSmall ? gzipSync(body, GZIP) : gzipped(body, GZIP)
	const options = {
		params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
	}
	return isSmall ? brotliCompressSync(body, options) : brotli(body, options)
}

export function isWorthCompressing(type: string | null | undefined, bytes: number): boolean {
	return bytes > TOO_SMALL_BYTES && COMPRESSIBLE.test(type ?? '')
}
