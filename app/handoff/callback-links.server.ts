import { createHmac, timingSafeEqual } from 'node:crypto'
import { environment } from '~/env.server'
import { type Lang, localPath } from '~/i18n/language'

interface Linked {
	id: string
	reference: string
	linkVersion: number
	lang: Lang
}

const DAY_MS = 86_400_000
/** Short enough for an SMS, long enough never to be guessed: 72 bits. */
const MAC_LENGTH = 12
export const LINK_DAYS = 30

/** The tracking page's address with its key: no sign-in, expires, revoked by raising `linkVersion`. */
export function trackingLink(callback: Linked, now = new Date()): string {
	return `${environment().publicUrl}${trackingPath(callback, now)}`
}

export function trackingPath(callback: Linked, now = new Date()): string {
	return `${localPath(callback.lang, `/rappel/${callback.reference}`)}?cle=${trackingKey(callback, now)}`
}

/** `<day it expires>.<mac>` */
export function trackingKey(callback: Linked, now = new Date()): string {
	const expires = (Math.floor(now.getTime() / DAY_MS) + LINK_DAYS).toString(36)
	return `${expires}.${mac(callback, expires)}`
}

/** Whether a key opens this callback now. */
export function opens(key: string, callback: Linked, now = new Date()): boolean {
	const [expires = '', given = ''] = key.split('.')
	const expiresDay = Number.parseInt(expires, 36)
	if (!Number.isInteger(expiresDay) || expiresDay * DAY_MS < now.getTime()) return false
	const expected = mac(callback, expires)
	return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

function mac({ id, linkVersion }: Linked, expires: string): string {
	return createHmac('sha256', environment().sessionSecret)
		.update(`callback ${id} ${linkVersion} ${expires}`)
		.digest('base64url')
		.slice(0, MAC_LENGTH)
}
