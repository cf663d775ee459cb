import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { attachments, messages } from '#db/schema/handoff.server'
import { makeConversation } from '#db/testing/conversations'
import { filesOfMessages, postWithFiles, readAttachment, sweepFiles } from './attachments.server'
import { endConversation } from './conversations.server'
import { MOST_FILES } from './file-kinds'

const FOLDER = join(process.env.DATABASE_URL?.replace('file:', '') ?? '', '..', 'attachments')
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

const onDisk = () =>
	existsSync(FOLDER)
		? readdirSync(FOLDER, { recursive: true }).filter((name) => statSync(join(FOLDER, String(name))).isFile()).length
		: 0

const alone = (id: string) => ({ id, followsId: null })

async function send(
	files: { name: string; bytes: Buffer }[],
	over: { id?: string; conversationId?: string; body?: string } = {},
) {
	const conversationId = over.conversationId ?? (await makeConversation()).id
	const id = over.id ?? randomUUID()
	const posted = await postWithFiles(
		{ id, conversationId, author: 'customer', authorName: 'Camille', body: over.body ?? '' },
		files,
	)
	return { posted, id, conversationId, files: (await filesOfMessages([id])).get(id) ?? [] }
}

async function refusalOf(name: string, bytes: Buffer) {
	const { posted } = await send([{ name, bytes }])
	return posted.ok ? 'taken' : posted.reason
}

/** A picture as a telephone takes it: turned, with the place written into it. */
async function photo() {
	return sharp({ create: { width: 60, height: 30, channels: 3, background: 'red' } })
		.withExif({
			IFD0: { Make: 'SecretPhone' },
			IFD3: { GPSLatitude: '50/1 37/1 45/1', GPSLatitudeRef: 'N' },
		})
		.withMetadata({ orientation: 6 })
		.jpeg()
		.toBuffer()
}

/** A few hundred bytes that say they are 60,000 by 60,000 points. */
function bomb(): Buffer {
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type), data])
		const length = Buffer.alloc(4)
		length.writeUInt32BE(data.length)
		let crc = 0xffffffff
		for (const byte of body) {
			crc ^= byte
			for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
		}
		const sum = Buffer.alloc(4)
		sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
		return Buffer.concat([length, body, sum])
	}
	const header = Buffer.alloc(13)
	header.writeUInt32BE(60_000, 0)
	header.writeUInt32BE(60_000, 4)
	header.set([8, 2, 0, 0, 0], 8)
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
		chunk('IEND', Buffer.alloc(0)),
	])
}

describe('files sent with a message', () => {
	it('forget where and with what a picture was taken, and stand upright', async () => {
		const bytes = await photo()
		expect(bytes.includes('SecretPhone')).toBe(true)
		const { files, conversationId } = await send([{ name: 'IMG_1234.JPG', bytes }])
		expect(files).toMatchObject([{ name: 'IMG_1234.jpg', type: 'image/jpeg', width: 30, height: 60 }])
		const kept = await readAttachment(alone(conversationId), files[0]?.id ?? '')
		expect(kept?.content.includes('SecretPhone')).toBe(false)
		const told = await sharp(kept?.content).metadata()
		expect([told.exif, told.xmp, told.iptc, told.icc]).toEqual([undefined, undefined, undefined, undefined])
	})

	it('are taken by what they hold, whatever they are called', async () => {
		const png = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0000' } })
			.png()
			.toBuffer()
		const webp = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
			.webp()
			.toBuffer()
		const { files } = await send([
			{ name: '../../etc/passwd.html', bytes: png },
			{ name: 'photo.webp', bytes: webp },
			{ name: 'facture.exe', bytes: PDF },
			{ name: 'trace\u202egpj.txt', bytes: Buffer.from('ligne 1\r\nétat : ok') },
			{ name: '.htaccess', bytes: Buffer.from('AddType text/plain') },
		])
		expect(files.map(({ name, type }) => [name, type])).toEqual([
			['passwd.png', 'image/png'],
			['photo.jpg', 'image/jpeg'],
			['facture.pdf', 'application/pdf'],
			['tracegpj.txt', 'text/plain'],
			['fichier.txt', 'text/plain'],
		])
	})

	it.each([
		['page.txt', '<!DOCTYPE html><script>alert(1)</script>'],
		['dessin.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
		['a.txt', '\ufeff  <?xml version="1.0"?><svg/>'],
		['mixed.txt', 'bonjour <script src=x></script>'],
		['b.php', 'bonjour <?php system($_GET[0]) ?>'],
		['prog.txt', 'MZ\u0090\u0000\u0003'],
		['zip.pdf', 'PK\u0003\u0004 et la suite'],
		['both.pdf', `${PDF}<html><script>alert(1)</script></html>`],
		['js.pdf', PDF.toString().replace('/Catalog', '/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>')],
		['cut.pdf', '%PDF-1.4\n1 0 obj'],
		['late.pdf', ` garbage ${PDF}`.replace('garbage', 'x\u0000')],
		['gif.gif', 'GIF89a\u0001\u0000\u0001\u0000'],
	])('refuse %s', async (name, content) => {
		const before = onDisk()
		expect(await refusalOf(name, Buffer.from(content, 'latin1'))).toBe('file-kind')
		expect(onDisk()).toBe(before)
	})

	it('refuse pictures that are broken, empty or would fill the memory', async () => {
		expect(await refusalOf('bomb.png', bomb())).toBe('file-broken')
		expect(await refusalOf('cut.jpg', (await photo()).subarray(0, 300))).toBe('file-broken')
		expect(await refusalOf('fake.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toBe('file-broken')
		expect(await refusalOf('rien.txt', Buffer.alloc(0))).toBe('file-empty')
		expect(await refusalOf('gros.txt', Buffer.alloc(10_000_001, 'a'))).toBe('file-large')
	})

	it('lose what hides behind a picture', async () => {
		const bytes = Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>')])
		const { files, conversationId } = await send([{ name: 'a.jpg', bytes }])
		const kept = await readAttachment(alone(conversationId), files[0]?.id ?? '')
		expect(kept?.content.includes('<script>')).toBe(false)
	})

	it('hide a card in a text as in a message', async () => {
		const { files, conversationId } = await send([{ name: 'a.txt', bytes: Buffer.from('carte 4242 4242 4242 4242') }])
		const kept = await readAttachment(alone(conversationId), files[0]?.id ?? '')
		expect(kept?.content.toString()).toBe('carte •••• •••• •••• 4242')
	})

	it('are stored once however often they are sent, also at once', async () => {
		const { id: conversationId } = await makeConversation()
		const id = randomUUID()
		const file = { name: 'a.txt', bytes: Buffer.from('bonjour') }
		const before = onDisk()
		await Promise.all([1, 2, 3].map(() => send([file], { id, conversationId })))
		await send([file], { id, conversationId })
		expect((await filesOfMessages([id])).get(id)).toHaveLength(1)
		expect(onDisk()).toBe(before + 1)
	})

	it('go with words or without, never into what has ended, never beyond the limits', async () => {
		const { id: conversationId } = await makeConversation()
		const text = (n: number) => ({ name: `${n}.txt`, bytes: Buffer.from(`texte ${n}`) })
		expect((await send([text(1)], { conversationId, body: 'Voici' })).posted.ok).toBe(true)
		const many = Array.from({ length: MOST_FILES + 1 }, (_, n) => text(n))
		expect((await send(many, { conversationId })).posted).toMatchObject({ reason: 'files-many' })
		let full: unknown
		for (let n = 0; n < 7 && !full; n++) {
			const { posted } = await send(many.slice(0, MOST_FILES), { conversationId })
			if (!posted.ok) full = posted.reason
		}
		expect(full).toBe('files-full')
		await endConversation({ conversationId, by: 'customer' })
		const before = onDisk()
		const { id: other } = await makeConversation()
		await endConversation({ conversationId: other, by: 'customer' })
		expect((await send([text(1)], { conversationId: other })).posted).toMatchObject({ reason: 'ended' })
		expect(onDisk()).toBe(before)
	})

	it('are read in their own conversation only', async () => {
		const { files, conversationId } = await send([{ name: 'a.txt', bytes: Buffer.from('bonjour') }])
		const { id: other } = await makeConversation()
		const id = files[0]?.id ?? ''
		expect(await readAttachment(alone(conversationId), id)).not.toBeNull()
		expect(await readAttachment(alone(other), id)).toBeNull()
		expect(await readAttachment({ id: other, followsId: conversationId }, id)).not.toBeNull()
		expect(await readAttachment(alone(conversationId), '../../etc/passwd')).toBeNull()
	})

	it('leave the disk with their conversation', async () => {
		const { id, files, conversationId } = await send([{ name: 'a.txt', bytes: Buffer.from('bonjour') }])
		const later = new Date(Date.now() + 2 * 3_600_000)
		await sweepFiles(later)
		expect(await readAttachment(alone(conversationId), files[0]?.id ?? '')).not.toBeNull()
		const before = onDisk()
		await db.delete(messages).where(eq(messages.id, id))
		expect(await db.$count(attachments, eq(attachments.messageId, id))).toBe(0)
		await sweepFiles()
		expect(onDisk()).toBe(before)
		await sweepFiles(later)
		expect(onDisk()).toBe(before - 1)
	})
})
