import { contentVersion } from './content-version.server'

/**
 * A reading kept until something is published: `read` runs once per key, and what the last `most`
 * keys gave is remembered, `null` excepted. Callers share what it returns and must not change it.
 *
 * @param lastsMs - for readings that other things change too: how old one may become
 */
export function keptUntilPublished<Key extends string, Value>(
	most: number,
	read: (key: Key) => Promise<Value>,
	lastsMs = Number.POSITIVE_INFINITY,
): (key: Key) => Promise<Value> {
	let version = contentVersion()
	const kept = new Map<Key, { at: number; value: Promise<Value> }>()
	return (key) => {
		if (version !== contentVersion()) {
			version = contentVersion()
			kept.clear()
		}
		const found = kept.get(key)
		if (found && Date.now() - found.at < lastsMs) return found.value
		const value = read(key)
		kept.delete(key)
		kept.set(key, { at: Date.now(), value })
		if (kept.size > most) kept.delete(kept.keys().next().value as Key)
		value.then(
			(result) => result === null && kept.delete(key),
			() => kept.delete(key),
		)
		return value
	}
}
