import type { Sharp } from 'sharp'

/** A telephone's largest picture has 50 million points; what says it has more is not unpacked. */
const MOST_PIXELS = 50_000_000
const LONGEST_SIDE = 3_000
const JPEG_QUALITY = 84
/** A drawing or a screen stays as sharp as it was, unless that is this heavy. */
const HEAVY_PNG = 3_000_000

interface Picture {
	type: 'image/jpeg' | 'image/png'
	data: Buffer
	width: number
	height: number
}

let library: Promise<Sharp> | undefined
/** One picture at a time: unpacking takes memory, and the desk must not wait for it. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Draws a picture anew, upright and no larger than a screen needs: place, date, device and whatever
 * else was written into the file are not in the new one.
 *
 * @returns `null` when it cannot be read, or says it is larger than any camera makes
 */
export function redrawn(bytes: Buffer): Promise<Picture | null> {
	const mine = turn.then(() => redraw(bytes))
	turn = mine
	return mine
}

async function redraw(bytes: Buffer): Promise<Picture | null> {
	const sharp = await (library ??= load())
	try {
		const open = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
		const { format, hasAlpha = false, width = 0, height = 0 } = await open().metadata()
		if (width * height > MOST_PIXELS || !['jpeg', 'png', 'webp'].includes(format ?? '')) return null
		const fitted = () =>
			open().autoOrient().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
		if (format === 'png' || hasAlpha) {
			const { data, info } = await fitted().png({ compressionLevel: 8 }).toBuffer({ resolveWithObject: true })
			if (hasAlpha || data.length <= HEAVY_PNG)
				return { type: 'image/png', data, width: info.width, height: info.height }
		}
		const { data, info } = await fitted().jpeg({ quality: JPEG_QUALITY }).toBuffer({ resolveWithObject: true })
		return { type: 'image/jpeg', data, width: info.width, height: info.height }
	} catch {
		return null
	}
}

/** Loaded with the first picture. Only the three formats that are taken can be opened at all. */
async function load(): Promise<Sharp> {
	const { default: sharp } = await import('sharp')
	sharp.cache(false)
	sharp.concurrency(1)
	sharp.block({ operation: ['VipsForeignLoad'] })
	sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
	return sharp
}
