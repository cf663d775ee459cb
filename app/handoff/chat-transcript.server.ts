import { chatMessages } from '~/i18n/chat'
import { formatDay, formatTime } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { withFiles } from './attachments.server'
import type { findConversation } from './conversations.server'
import { messagesSince } from './messages.server'

type OwnConversation = NonNullable<Awaited<ReturnType<typeof findConversation>>>

/** A conversation line by line, as its customer keeps it. */
export async function transcriptOf(conversation: OwnConversation) {
	const { lang, firstName } = conversation
	const { timeZone } = settings()
	const messages = await withFiles(await messagesSince(conversation.id, 0))
	return messages.map(({ id, author, authorName, body, files = [], at }) => ({
		id,
		author,
		who: authorName ?? (author === 'customer' ? firstName : messagesIn(chatMessages, lang).talk.someone),
		time: formatTime(lang, at, timeZone),
		day: formatDay(lang, at, timeZone),
		/** The words, then the names of the files that went with them. */
		body: [body, ...files.map(({ name }) => `[${name}]`)].filter(Boolean).join('\n'),
	}))
}

/** Sends a copy to the address of the account; the same state of the conversation goes once. */
export async function mailTranscript(conversation: OwnConversation, email: string, now = new Date()): Promise<void> {
	const { id, lang, firstName, askedAt, caseReference, lastSeq } = conversation
	const { brand, timeZone } = settings()
	const t = messagesIn(chatMessages, lang).transcript
	const lines = await transcriptOf(conversation)
	await queueEmail({
		to: email,
		subject: t.subject(caseReference),
		body: [
			t.mailIntro(firstName, formatDay(lang, askedAt, timeZone)),
			...lines.map(({ who, time, body }) => `${who}, ${time}\n${body}`),
			t.mailEnd(caseReference, brand.name),
		].join('\n\n'),
		purpose: 'transcript',
		dedupeKey: `transcript ${id} ${lastSeq}`,
		now,
	})
}
