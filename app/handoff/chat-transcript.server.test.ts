import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { attachments, conversations } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { sendDueMessages } from '~/messages/outbox.server'
import { reopenConversation } from './chat-reopening.server'
import { mailTranscript, wishCopy } from './chat-transcript.server'
import {
	endConversation,
	findConversationForAdvisor,
	leaveQueue,
	requeueConversation,
	takeConversation,
} from './conversations.server'
import { postMessage } from './messages.server'

/** A real mail server on this machine. */
const received: { to: string; raw: string }[] = []
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	onData(stream, session, done) {
		const chunks: Buffer[] = []
		stream.on('data', (chunk: Buffer) => chunks.push(chunk))
		stream.on('end', () => {
			received.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(chunks).toString() })
			done()
		})
	},
})

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
	process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

/** The parts of a letter by their type, as a reader sees them. */
function partsOf(raw: string): Record<string, string> {
	const boundary = raw.match(/boundary="([^"]+)"/)?.[1] ?? ''
	const parts = raw.split(`--${boundary}`).slice(1, -1)
	return Object.fromEntries(
		parts.map((part) => {
			const [head = '', ...rest] = part.trim().split('\r\n\r\n')
			const body = rest.join('\r\n\r\n')
			const encoding = head.match(/Content-Transfer-Encoding: (\S+)/i)?.[1]
			const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : fromQuotedPrintable(body)
			return [head.match(/Content-Type: ([^;\r]+)/i)?.[1] ?? '', text.replaceAll('\r\n', '\n')]
		}),
	)
}

function fromQuotedPrintable(text: string): string {
	const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`)
	return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'))
}

async function letterTo(address: string) {
	await sendDueMessages(new Date(Date.now() + 60_000))
	return received.filter(({ to }) => to === address).map(({ raw }) => ({ raw, ...partsOf(raw) }))
}

async function talk(lang: 'fr' | 'en') {
	const advisor = await makeAdvisor({ name: 'Nadia Belkacem' })
	const { id } = await makeConversation({ lang, firstName: 'Inès <b>', body: 'Voici ma carte 4111 1111 1111 1111.' })
	await takeConversation({ conversationId: id, advisorId: advisor.id })
	const answer = await postMessage({
		...{ id: randomUUID(), conversationId: id, author: 'advisor', authorId: advisor.id },
		...{ authorName: 'Nadia Belkacem', body: 'Je regarde.\n<script>alert(1)</script> & le reste' },
	})
	if (!answer.ok) throw new Error(answer.reason)
	await db.insert(attachments).values({
		...{ id: randomUUID(), conversationId: id, messageId: answer.message.id, place: 0 },
		...{ name: 'facture <octobre>.pdf', type: 'application/pdf', bytes: 1_000, at: new Date() },
	})
	return { id, advisor }
}

async function mailCopy(id: string, to: string) {
	const chat = await findConversationForAdvisor(id)
	if (!chat) throw new Error('no conversation')
	await mailTranscript(chat, to)
}

for (const [lang, words] of [
	['fr', { subject: 'Votre conversation', file: 'Fichier : facture <octobre>.pdf', hello: 'Bonjour Inès <b>,' }],
	['en', { subject: 'Your conversation', file: 'File: facture <octobre>.pdf', hello: 'Hello Inès <b>,' }],
] as const)
	test(`a copy arrives as text and as a page, files named, numbers masked (${lang})`, async () => {
		const to = `copy-${lang}@example.com`
		const { id } = await talk(lang)
		await mailCopy(id, to)
		await mailCopy(id, to)
		const letters = await letterTo(to)
		expect(letters).toHaveLength(1)
		const letter = letters[0] ?? { raw: '' }
		const [text = '', page = ''] = [letter['text/plain' as never], letter['text/html' as never]]
		expect(letter.raw).toMatch(/Content-Type: multipart\/alternative/)
		expect(text.replaceAll('\u00a0', ' ')).toContain(words.hello)
		expect(text).toContain('Nadia Belkacem, ')
		expect(text).toContain('<script>alert(1)</script> & le reste')
		expect(text.replaceAll('\u00a0', ' ')).toContain(words.file)
		expect(page).toContain(`<html lang="${lang}">`)
		expect(page).not.toContain('<script>')
		expect(page).toContain('Je regarde.<br>&lt;script&gt;alert(1)&lt;/script&gt; &amp; le reste')
		expect(page).toContain('facture &lt;octobre&gt;.pdf')
		expect(page).not.toMatch(/<img|<link|https?:/)
		for (const part of [letter.raw, text, page]) expect(part).not.toMatch(/4111 ?1111/)
		expect(text).toMatch(/carte .*1111\./)
	})

test('what happened is said by nobody, and the copy begins where the case began', async () => {
	const to = 'again@example.com'
	const { id, advisor } = await talk('fr')
	await requeueConversation({ conversationId: id, advisorId: advisor.id })
	await takeConversation({ conversationId: id, advisorId: advisor.id })
	await endConversation({ conversationId: id, by: 'customer' })
	const owner = { visitId: (await findConversationForAdvisor(id))?.visitId ?? '', customerId: null }
	const again = await reopenConversation({ conversationId: id, owner, body: 'Encore moi.', requestKey: randomUUID() })
	await mailCopy(again?.id ?? '', to)
	const text = (await letterTo(to))[0]?.['text/plain' as never] ?? ('' as string)
	expect(text).toMatch(/— .*\n.*confie votre conversation/)
	expect(text.indexOf('Voici ma carte')).toBeGreaterThan(-1)
	expect(text.indexOf('Encore moi.')).toBeGreaterThan(text.indexOf('Voici ma carte'))
})

test('a copy wished for the end leaves with the end, once, to a proved address only', async () => {
	const { id } = await talk('fr')
	await wishCopy(id, 'end@example.com')
	expect(await letterTo('end@example.com')).toHaveLength(0)
	await endConversation({ conversationId: id, by: 'advisor' })
	await endConversation({ conversationId: id, by: 'customer' })
	expect(await letterTo('end@example.com')).toHaveLength(1)

	const changed = await talk('fr')
	await wishCopy(changed.id, 'no@example.com')
	await wishCopy(changed.id, null)
	await endConversation({ conversationId: changed.id, by: 'advisor' })
	expect(await letterTo('no@example.com')).toHaveLength(0)

	const unproved = await talk('fr')
	await wishCopy(unproved.id, 'unproved@example.com')
	await db.update(conversations).set({ emailProvedAt: null }).where(eq(conversations.id, unproved.id))
	await endConversation({ conversationId: unproved.id, by: 'advisor' })
	expect(await letterTo('unproved@example.com')).toHaveLength(0)
	expect(await leaveQueue({ conversationId: unproved.id })).toBeNull()
})
