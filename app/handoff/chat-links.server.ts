import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'
import { environment } from '~/env.server'
import { chatElsewhereMessages } from '~/i18n/chat-elsewhere'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { type Locked, signedKey, whetherKeyOpens } from './signed-keys.server'

export interface LinkedChat {
	id: string
	lang: Lang
	linkVersion: number
	contactEmail: string | null
}

/** Long enough to come back to what was said, short enough for a computer that others use. */
export const CHAT_LINK_DAYS = 7
/** 132 bits: it opens what people write. */
const KEY = { length: 22 }
const MOST_VERSIONS = 50
/** A second press sends nothing; who lost the letter may ask again. */
const ONE_LETTER_MS = 10 * 60_000

/** The address that opens a conversation on another device: no sign-in, expires, revoked by `revokeChatLinks`. */
export function chatLink(chat: LinkedChat, now = new Date()): string {
	return addressOf(chat, signedKey(shown(chat), { ...KEY, days: CHAT_LINK_DAYS }, now))
}

/**
 * What a key does to a conversation. `proves`: it went to the address by e-mail and nowhere else, so
 * whoever has it reads what is sent there.
 */
export function whetherOpensChat(
	key: string,
	chat: LinkedChat,
	now = new Date(),
): { state: 'open' | 'over' | 'wrong'; proves: boolean } {
	const mailed = mailedTo(chat)
	const byMail = mailed ? whetherKeyOpens(key, mailed, KEY, now) : 'wrong'
	if (byMail !== 'wrong') return { state: byMail, proves: byMail === 'open' }
	return { state: whetherKeyOpens(key, shown(chat), KEY, now), proves: false }
}

/** Makes every link made so far open nothing, and closes the conversation on the devices they opened it on. */
export async function revokeChatLinks(conversationId: string): Promise<void> {
	await db
		.update(conversations)
		.set({ linkVersion: sql`${conversations.linkVersion} + 1` })
		.where(and(eq(conversations.id, conversationId), lt(conversations.linkVersion, MOST_VERSIONS)))
}

/**
 * Sends the link to an address nobody proved to be theirs: the letter holds no word of whoever asks,
 * so that it is worth nothing to a stranger.
 */
export async function mailChatLink(
	chat: LinkedChat & { caseReference: string },
	email: string,
	now = new Date(),
): Promise<void> {
	const { brand } = settings()
	const t = messagesIn(chatElsewhereMessages, chat.lang).mail
	await transaction(async () => {
		const isOther = chat.contactEmail !== email
		if (isOther)
			await db
				.update(conversations)
				.set({ contactEmail: email, emailProvedAt: null, copyWishedAt: null })
				.where(eq(conversations.id, chat.id))
		const to = { ...chat, contactEmail: email }
		const key = signedKey(mailedTo(to) as Locked, { ...KEY, days: CHAT_LINK_DAYS }, now)
		await queueEmail({
			to: email,
			subject: t.subject(chat.caseReference, brand.name),
			body: [t.hello, t.body, addressOf(to, key), t.notYou, t.bye(brand.name)].join('\n\n'),
			purpose: 'chat-link',
			dedupeKey: `chat-link ${chat.id} ${chat.linkVersion} ${email} ${Math.floor(now.getTime() / ONE_LETTER_MS)}`,
			now,
		})
	})
}

/** A link that went to the address was followed: from now on what was said may go there. */
export async function proveEmail(conversationId: string, email: string, now = new Date()): Promise<void> {
	await db
		.update(conversations)
		.set({ emailProvedAt: now })
		.where(
			and(
				eq(conversations.id, conversationId),
				eq(conversations.contactEmail, email),
				isNull(conversations.emailProvedAt),
			),
		)
}

function addressOf({ id, lang }: LinkedChat, key: string): string {
	return `${environment().publicUrl}${localPath(lang, `/echanges/${id}/reprendre`)}?cle=${key}`
}

const shown = ({ id, linkVersion }: LinkedChat): Locked => ({ kind: 'chat', id, version: linkVersion })

const mailedTo = ({ id, linkVersion, contactEmail }: LinkedChat): Locked | null =>
	contactEmail === null ? null : { kind: 'chat-mail', id: `${id} ${contactEmail}`, version: linkVersion }
