import { and, eq, lt, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { environment } from '~/env.server'
import { callbackMessages } from '~/i18n/callback'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail, queueSms } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { toGsm7 } from '~/telephony/gsm7'
import { type Callback, recordEvent } from './callback-events.server'
import { signedKey, whetherKeyOpens } from './signed-keys.server'

interface Linked {
	id: string
	reference: string
	linkVersion: number
	lang: Lang
}

/** Short enough for an SMS, long enough never to be guessed: 72 bits. */
const KEY = { length: 12 }
export const LINK_DAYS = 30
/** A link is replaced this often; each costs a message. */
const MOST_LINKS = 6

/** The tracking page's address with its key: no sign-in, expires, revoked by raising `linkVersion`. */
export function trackingLink(callback: Linked, now = new Date()): string {
	return `${environment().publicUrl}${trackingPath(callback, now)}`
}

export function trackingPath(callback: Linked, now = new Date()): string {
	return `${localPath(callback.lang, `/rappel/${callback.reference}`)}?cle=${trackingKey(callback, now)}`
}

export function trackingKey(callback: Linked, now = new Date()): string {
	return signedKey(locked(callback), { ...KEY, days: LINK_DAYS }, now)
}

/** Whether a key opens this callback now. */
export function opens(key: string, callback: Linked, now = new Date()): boolean {
	return whetherOpens(key, callback, now) === 'open'
}

/** `over`: it was a key of this callback, and is too old or was replaced by another. */
export function whetherOpens(key: string, callback: Linked, now = new Date()): 'open' | 'over' | 'wrong' {
	return whetherKeyOpens(key, locked(callback), KEY, now)
}

/** Makes every link sent so far open nothing; the new one goes to the number itself. */
export async function replaceLink(callback: Callback, now = new Date()): Promise<void> {
	await transaction(async () => {
		const [after] = await db
			.update(callbacks)
			.set({ linkVersion: sql`${callbacks.linkVersion} + 1` })
			.where(and(eq(callbacks.id, callback.id), lt(callbacks.linkVersion, MOST_LINKS)))
			.returning()
		if (!after) return
		await recordEvent({ callbackId: after.id, kind: 'link-replaced', now })
		if (after.channel === 'text') return sendByEmail(after, now)
		await queueSms({
			to: after.phone,
			body: toGsm7(messagesIn(callbackMessages, after.lang).sms.link(settings().brand.name, trackingLink(after, now))),
			purpose: 'callback-link',
			dedupeKey: `callback:${after.id}:sms:link:${after.linkVersion}`,
			now,
		})
	})
}

async function sendByEmail(callback: Callback, now: Date): Promise<void> {
	if (!callback.email) return
	const t = messagesIn(callbackMessages, callback.lang)
	await queueEmail({
		to: callback.email,
		subject: t.text.mail.linkSubject(callback.reference),
		body: [
			t.text.hello,
			t.text.mail.link,
			t.mail.manage(trackingLink(callback, now)),
			t.mail.bye(settings().brand.name),
		].join('\n\n'),
		purpose: 'callback-link',
		dedupeKey: `callback:${callback.id}:mail:link:${callback.linkVersion}`,
		now,
	})
}

const locked = ({ id, linkVersion }: Linked) => ({ kind: 'callback' as const, id, version: linkVersion })
