import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { db, transaction } from '#db/client.server'
import { outbox } from '#db/schema/work.server'
import { listSentMessages, queueEmail, queueSms, sendDueMessages } from './outbox.server'

const now = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)

/** A real mail server on this machine, which can be told to refuse. */
const received: { to: string[]; raw: string }[] = []
let refusals = 0
let port = 0
let server: SMTPServer

function startServer(): Promise<void> {
	server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onMailFrom(_address, _session, done) {
			if (refusals === 0) return done()
			refusals--
			done(Object.assign(new Error('greylisted, try again'), { responseCode: 451 }))
		},
		onData(stream, session, done) {
			let raw = ''
			stream.on('data', (chunk: Buffer) => {
				raw += chunk.toString()
			})
			stream.on('end', () => {
				received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw })
				done()
			})
		},
	})
	return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
}

const stopServer = () => new Promise<void>((resolve) => server.close(() => resolve()))
const mail = (n: number | string) => ({
	to: `personne-${n}@exemple.fr`,
	subject: `Votre rappel ${n}`,
	body: 'À tout de suite.',
	purpose: 'test',
	now,
})

beforeAll(async () => {
	await startServer()
	port = (server.server.address() as AddressInfo).port
	process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
})

afterEach(async () => {
	received.length = 0
	refusals = 0
	await db.delete(outbox)
})

afterAll(stopServer)

test('ten senders at once send each message once', async () => {
	for (let n = 0; n < 20; n++) await queueEmail(mail(n))
	await Promise.all(Array.from({ length: 10 }, () => sendDueMessages(now)))
	expect(received.map(({ to }) => to[0]).sort()).toEqual(
		Array.from({ length: 20 }, (_, n) => `personne-${n}@exemple.fr`).sort(),
	)
	expect((await listSentMessages()).every(({ state, tries }) => state === 'sent' && tries === 1)).toBe(true)
	await sendDueMessages(later(86_400))
	expect(received).toHaveLength(20)
})

test('a message arrives as it was written, with its calendar file', async () => {
	await queueEmail({
		...mail('clé'),
		to: 'camille@exemple.fr',
		attachments: [{ name: 'rappel.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' }],
	})
	await sendDueMessages(now)
	const [message] = await listSentMessages()
	const raw = received[0]?.raw ?? ''
	expect(raw).toContain('From: Ligne Claire <bonjour@ligne-claire.example>')
	expect(raw).toContain('To: camille@exemple.fr')
	expect(raw).toContain(`Message-ID: <${message?.id}@ligne-claire.example>`)
	expect(raw).toContain('Auto-Submitted: auto-generated')
	expect(raw).toMatch(/Content-Type: text\/calendar/)
	expect(raw).toContain('rappel.ics')
})

test('a new line in a subject adds no header', async () => {
	await queueEmail({ ...mail(1), subject: 'Bonjour\r\nBcc: tout-le-monde@exemple.fr' })
	await sendDueMessages(now)
	expect(received[0]?.raw).not.toMatch(/^Bcc:/m)
	expect(received[0]?.to).toEqual(['personne-1@exemple.fr'])
})

test('a refusal is tried again after a wait, and sent once', async () => {
	refusals = 1
	await queueEmail(mail(1))
	await sendDueMessages(now)
	expect(await listSentMessages()).toMatchObject([{ state: 'pending', tries: 1, notBefore: later(10) }])
	expect((await listSentMessages())[0]?.lastError).toContain('greylisted')
	await sendDueMessages(later(9))
	expect(received).toHaveLength(0)
	await sendDueMessages(later(10))
	expect(received).toHaveLength(1)
	expect(await listSentMessages()).toMatchObject([{ state: 'sent', tries: 2, lastError: null }])
})

test('while the mail server is away nothing is lost', async () => {
	await stopServer()
	for (let n = 0; n < 5; n++) await queueEmail(mail(n))
	await sendDueMessages(now)
	await sendDueMessages(later(10))
	expect((await listSentMessages()).every(({ state, tries }) => state === 'pending' && tries === 2)).toBe(true)
	await startServer()
	await sendDueMessages(later(70))
	expect(received).toHaveLength(5)
	expect((await listSentMessages()).every(({ state }) => state === 'sent')).toBe(true)
})

test('what is refused six times stays, marked as failed, with the reason', async () => {
	refusals = 100
	await queueEmail(mail(1))
	for (const after of [0, 10, 70, 370, 2_170, 9_370, 20_000]) await sendDueMessages(later(after))
	const [message] = await listSentMessages()
	expect(message).toMatchObject({ state: 'failed', tries: 6 })
	expect(message?.lastError).toContain('greylisted')
	expect(received).toHaveLength(0)
})

test('a message that a dead process was sending is taken up again', async () => {
	await queueEmail(mail(1))
	await db.update(outbox).set({ state: 'sending', tries: 1, notBefore: now })
	await sendDueMessages(later(119))
	expect(received).toHaveLength(0)
	await sendDueMessages(later(120))
	expect(received).toHaveLength(1)
})

test('the same key is sent once, and a transaction that fails sends nothing', async () => {
	for (let n = 0; n < 3; n++) await queueEmail({ ...mail(n), dedupeKey: 'reminder of callback 1' })
	await transaction(async () => {
		await queueEmail(mail('lost'))
		throw new Error('on purpose')
	}).catch(() => undefined)
	await sendDueMessages(now)
	expect(received.map(({ to }) => to[0])).toEqual(['personne-0@exemple.fr'])
})

test('one refusal holds up no other message', async () => {
	refusals = 1
	for (let n = 0; n < 3; n++) await queueEmail(mail(n))
	await sendDueMessages(now)
	expect(received).toHaveLength(2)
})

test('a mail server that says nothing is given up', async () => {
	const mute = createServer()
	await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
	const { emailTransport } = await import('./transports.server')
	const { environment } = await import('~/env.server')
	const transport = emailTransport({
		...environment(),
		SMTP_URL: `smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`,
	})
	await queueEmail(mail(1))
	const [message] = await listSentMessages()
	if (!message) throw new Error('nothing was queued')
	await expect(transport.send(message)).rejects.toThrow(/Greeting never received|timed? ?out/i)
	mute.close()
}, 15_000)

test('a text message is written with its number', async () => {
	await queueSms({ to: '+33199000001', body: 'Rappel à 10 h', purpose: 'test', dedupeKey: 'sms', now })
	await queueSms({ to: '+33199000001', body: 'Rappel à 10 h', purpose: 'test', dedupeKey: 'sms', now })
	expect(await listSentMessages()).toMatchObject([
		{ channel: 'sms', recipient: '+33199000001', subject: null, state: 'pending' },
	])
})
