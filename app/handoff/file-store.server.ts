import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { environment } from '~/env.server'

const NAME = /^[0-9a-f]{40}$/

/** Where files lie: beside the database unless the environment names another folder. Never served from there. */
function folder(): string {
	const { ATTACHMENTS_DIR, DATABASE_URL } = environment()
	return resolve(ATTACHMENTS_DIR ?? join(dirname(DATABASE_URL.replace(/^file:/, '')), 'attachments'))
}

/** Keeps bytes under a name; whole or not at all. */
export async function keepFile(id: string, bytes: Buffer): Promise<void> {
	const place = placeOf(id)
	await mkdir(dirname(place), { recursive: true, mode: 0o700 })
	await writeFile(`${place}.part`, bytes, { mode: 0o600 })
	await rename(`${place}.part`, place)
}

/** `null` when it is gone. */
export async function readKept(id: string): Promise<Buffer | null> {
	try {
		return await readFile(placeOf(id))
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
		throw error
	}
}

export async function dropFiles(ids: string[]): Promise<void> {
	await Promise.all(ids.map((id) => rm(placeOf(id), { force: true })))
}

/** Files older than an instant, half-written ones included: `id` is the name they would have. */
export async function listKept(before: Date): Promise<{ id: string; path: string }[]> {
	const found: { id: string; path: string }[] = []
	for (const shelf of await entries(folder())) {
		if (!/^[0-9a-f]{2}$/.test(shelf)) continue
		for (const name of await entries(join(folder(), shelf))) {
			const path = join(folder(), shelf, name)
			const id = name.replace(/\.part$/, '')
			const { mtime } = await stat(path)
			if (NAME.test(id) && mtime < before) found.push({ id: name === id ? id : name, path })
		}
	}
	return found
}

async function entries(path: string): Promise<string[]> {
	try {
		return await readdir(path)
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
		throw error
	}
}

function placeOf(id: string): string {
	if (!NAME.test(id)) throw new Error('this is no name of a file')
	return join(folder(), id.slice(0, 2), id)
}
