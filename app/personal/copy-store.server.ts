import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { environment } from '~/env.server'

const NAME = /^[0-9a-f]{40}$/

/** Where copies lie: beside the database, for a few days. Never served from there. */
function folder(): string {
	return resolve(join(dirname(environment().DATABASE_URL.replace(/^file:/, '')), 'copies'))
}

/** A random name, 160 bits: noted before the copy is kept, so that no sweep takes it for forgotten. */
export function newCopyName(): string {
	return randomBytes(20).toString('hex')
}

/** Keeps a copy under its name; whole or not at all. */
export async function keepCopy(name: string, bytes: Uint8Array): Promise<void> {
	const place = placeOf(name)
	await mkdir(dirname(place), { recursive: true, mode: 0o700 })
	await writeFile(`${place}.part`, bytes, { mode: 0o600 })
	await rename(`${place}.part`, place)
}

/** `null` when it is gone. */
export async function readCopy(name: string): Promise<Buffer | null> {
	try {
		return await readFile(placeOf(name))
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
		throw error
	}
}

/** Erases every copy that is not one of these, half-written ones included. */
export async function dropCopiesBut(kept: ReadonlySet<string>): Promise<void> {
	let names: string[] = []
	try {
		names = await readdir(folder())
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
	}
	await Promise.all(
		names
			.filter((name) => !kept.has(name.replace(/\.part$/, '')))
			.map((name) => rm(join(folder(), name), { force: true })),
	)
}

function placeOf(name: string): string {
	if (!NAME.test(name)) throw new Error('this is no name of a copy')
	return join(folder(), name)
}
