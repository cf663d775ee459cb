/** The part of the image library that is used, as its documentation describes it. */
declare module 'sharp' {
	interface Picture {
		metadata(): Promise<{
			format?: string
			width?: number
			height?: number
			hasAlpha?: boolean
			exif?: Buffer
			xmp?: Buffer
			iptc?: Buffer
			icc?: Buffer
		}>
		autoOrient(): Picture
		resize(options: { width: number; height: number; fit: 'inside'; withoutEnlargement: boolean }): Picture
		withMetadata(options: { orientation: number }): Picture
		withExif(tags: Record<string, Record<string, string>>): Picture
		jpeg(options?: { quality: number }): Picture
		png(options?: { compressionLevel: number }): Picture
		webp(): Picture
		toBuffer(): Promise<Buffer>
		toBuffer(options: { resolveWithObject: true }): Promise<{ data: Buffer; info: { width: number; height: number } }>
	}
	interface Blank {
		create: { width: number; height: number; channels: 3 | 4; background: string }
	}
	export interface Sharp {
		(input: Blank): Picture
		(input: Buffer | undefined, options?: { limitInputPixels: number; failOn: 'error' }): Picture
		cache(keep: boolean): unknown
		concurrency(threads: number): number
		/** Refuses decoders by name; `unblock` lets some through again. */
		block(options: { operation: string[] }): void
		unblock(options: { operation: string[] }): void
	}
	const sharp: Sharp
	export default sharp
}
