import { createHmac, timingSafeEqual } from 'node:crypto'
import { environment } from '~/env.server'

const DAY_MS = 86_400_000

/** What a key opens. Raising `version` makes every key made so far open nothing. */
export interface Locked {
	kind: 'callback' | 'chat' | 'chat-mail' | 'personal-change' | 'data-export'
	id: string
	version: number
}

/**
 * A key for a link: `<day it expires>.<mac>`. Nothing of it is stored.
 *
 * @param length - of the mac, in characters of 6 bits
 */
export function signedKey(of: Locked, { days, length }: { days: number; length: number }, now = new Date()): string {
	const expires = (Math.floor(now.getTime() / DAY_MS) + days).toString(36)
	return `${expires}.${mac(of, expires, length)}`
}

/** `over`: it was a key of this, and is too old or was replaced by another. */
export function whetherKeyOpens(
	key: string,
	of: Locked,
	{ length }: { length: number },
	now = new Date(),
): 'open' | 'over' | 'wrong' {
	const [expires = '', given = ''] = key.split('.')
	const expiresDay = Number.parseInt(expires, 36)
	if (!Number.isInteger(expiresDay)) return 'wrong'
	const isOf = (version: number) => {
		const expected = mac({ ...of, version }, expires, length)
		return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
	}
	if (isOf(of.version)) return expiresDay * DAY_MS < now.getTime() ? 'over' : 'open'
	const earlier = Array.from({ length: of.version - 1 }, (_, n) => n + 1)
	return earlier.some(isOf) ? 'over' : 'wrong'
}

function mac({ kind, id, version }: Locked, expires: string, length: number): string {
	return createHmac('sha256', environment().sessionSecret)
		.update(`${kind} ${id} ${version} ${expires}`)
		.digest('base64url')
		.slice(0, length)
}
