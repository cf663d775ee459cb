import { createHash, webcrypto } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'

const DIGEST_BYTES = 32

/**
 * Writes a segment so that it is there whole or not at all. Blocks: for a worker.
 *
 * @throws when the folder cannot be written
 */
export function writeIndexFile(file: string, segment: ArrayBuffer): void {
	const draft = `${file}.${process.pid}.tmp`
	const bytes = new Uint8Array(segment)
	try {
		const handle = openSync(draft, 'w')
		try {
			for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
			writeSync(handle, createHash('sha256').update(bytes).digest())
			fsyncSync(handle)
		} finally {
			closeSync(handle)
		}
		renameSync(draft, file)
	} catch (error) {
		rmSync(draft, { force: true })
		throw error
	}
}

/** The segment a file holds; `null` when there is no file, or it is not as it was written. Does not block. */
export async function readIndexFile(file: string): Promise<ArrayBuffer | null> {
	const handle = await open(file, 'r').catch(() => null)
	if (!handle) return null
	try {
		const length = (await handle.stat()).size - DIGEST_BYTES
		if (length <= 0) return null
		const segment = new ArrayBuffer(length)
		const digest = new Uint8Array(DIGEST_BYTES)
		if (!(await fill(new Uint8Array(segment), 0)) || !(await fill(digest, length))) return null
		const found = new Uint8Array(await webcrypto.subtle.digest('SHA-256', segment))
		return found.every((byte, at) => byte === digest[at]) ? segment : null
	} catch {
		return null
	} finally {
		await handle.close()
	}

	async function fill(target: Uint8Array, from: number): Promise<boolean> {
		for (let at = 0; at < target.length; ) {
			const { bytesRead } = (await handle?.read(target, at, target.length - at, from + at)) ?? { bytesRead: 0 }
			if (bytesRead === 0) return false
			at += bytesRead
		}
		return true
	}
}
