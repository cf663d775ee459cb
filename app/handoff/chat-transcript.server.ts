import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { cases, conversations } from '#db/schema/handoff.server'
import { chatMessages } from '~/i18n/chat'
import { chatElsewhereMessages } from '~/i18n/chat-elsewhere'
import { formatDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { escapeXml } from '~/knowledge/xml'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { withFiles } from './attachments.server'
import { messagesBefore } from './earlier-messages.server'
import { messagesSince } from './messages.server'

type Copied = typeof conversations.$inferSelect & { caseReference: string }
type Line = Awaited<ReturnType<typeof transcriptOf>>[number]

/** A conversation line by line with what it goes on with, as its customer keeps it: as it is stored, so masked. */
export async function transcriptOf(conversation: Pick<Copied, 'id' | 'lang' | 'firstName' | 'followsId'>) {
	const { id, lang, firstName } = conversation
	const { timeZone } = settings()
	const [before, own] = await Promise.all([messagesBefore(conversation), messagesSince(id, 0)])
	const messages = await withFiles([...before, ...own])
	const someone = messagesIn(chatMessages, lang).talk.someone
	return messages.map(({ id: messageId, author, authorName, body, files = [], at }) => ({
		id: messageId,
		/** `null` for what happened, which nobody said. */
		who: author === 'system' ? null : (authorName ?? (author === 'customer' ? firstName : someone)),
		time: formatTime(lang, at, timeZone),
		day: formatDay(lang, at, timeZone),
		body,
		files: files.map(({ name }) => name),
	}))
}

/**
 * Sends a copy to an address that is proved to be the customer's; the same state of the conversation
 * goes there once.
 */
export async function mailTranscript(conversation: Copied, email: string, now = new Date()): Promise<void> {
	const { id, lang, caseReference, lastSeq } = conversation
	const lines = await transcriptOf(conversation)
	await queueEmail({
		to: email,
		subject: messagesIn(chatMessages, lang).transcript.subject(caseReference),
		body: asText(conversation, lines),
		html: asHtml(conversation, lines),
		purpose: 'transcript',
		dedupeKey: `transcript ${id} ${lastSeq} ${email}`,
		now,
	})
}

/** Says whether a copy goes to a proved address once the conversation ends. */
export async function wishCopy(conversationId: string, email: string | null, now = new Date()): Promise<void> {
	const wish = email ? { contactEmail: email, emailProvedAt: now, copyWishedAt: now } : { copyWishedAt: null }
	await db.update(conversations).set(wish).where(eq(conversations.id, conversationId))
}

/** Sends the copy that was wished for the end; inside the transaction that ends the conversation. */
export async function mailWishedCopy(conversation: typeof conversations.$inferSelect, now = new Date()): Promise<void> {
	const { contactEmail, emailProvedAt, copyWishedAt, caseId } = conversation
	if (!contactEmail || !emailProvedAt || !copyWishedAt) return
	const [found] = await db.select({ reference: cases.reference }).from(cases).where(eq(cases.id, caseId))
	if (found) await mailTranscript({ ...conversation, caseReference: found.reference }, contactEmail, now)
}

function asText(conversation: Copied, lines: Line[]): string {
	const { intro, end, file, filesStay } = wordsFor(conversation)
	return [
		intro,
		...lines.map(({ who, day, time, body, files }) =>
			[who ? `${who}, ${day}, ${time}` : `— ${day}, ${time}`, body, ...files.map(file)].filter(Boolean).join('\n'),
		),
		...(lines.some(({ files }) => files.length > 0) ? [filesStay] : []),
		end,
	].join('\n\n')
}

/** Plain letters on the reader's own colours: one column that a telephone and a screen reader read in order. */
function asHtml(conversation: Copied, lines: Line[]): string {
	const { lang, caseReference } = conversation
	const { intro, end, file, filesStay } = wordsFor(conversation)
	const title = messagesIn(chatMessages, lang).transcript.title(caseReference)
	const said = lines.map(({ who, day, time, body, files }, index) => {
		const isNewDay = index === 0 || lines[index - 1]?.day !== day
		const words = [body, ...files.map(file)].filter(Boolean).map(paragraph).join('')
		return [
			isNewDay ? `<h2 style="font-size:16px;margin:28px 0 8px">${escapeXml(day)}</h2>` : '',
			who
				? `<p style="margin:16px 0 2px"><b>${escapeXml(who)}</b> <small>${escapeXml(time)}</small></p><div style="border-left:3px solid;padding-left:12px">${words}</div>`
				: `<div style="margin:16px 0;font-style:italic">${words}</div>`,
		].join('')
	})
	const note = lines.some(({ files }) => files.length > 0) ? paragraph(filesStay) : ''
	return [
		`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
		`<meta name="color-scheme" content="light dark"><title>${escapeXml(title)}</title></head>`,
		'<body style="margin:0;padding:16px;font:17px/1.5 sans-serif"><div style="max-width:600px;margin:0 auto">',
		`<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">${escapeXml(title)}</h1>`,
		...intro.split('\n\n').map(paragraph),
		...said,
		`<hr style="margin:28px 0 16px;border:0;border-top:1px solid">${note}${paragraph(end)}</div></body></html>`,
	].join('\n')
}

const paragraph = (text: string) => `<p style="margin:4px 0">${escapeXml(text).replaceAll('\n', '<br>')}</p>`

function wordsFor({ lang, firstName, askedAt, caseReference }: Copied) {
	const { brand, timeZone } = settings()
	const t = messagesIn(chatMessages, lang as Lang).transcript
	return {
		intro: t.mailIntro(firstName, formatDay(lang, askedAt, timeZone)),
		end: t.mailEnd(caseReference, brand.name),
		...messagesIn(chatElsewhereMessages, lang).inCopy,
	}
}
