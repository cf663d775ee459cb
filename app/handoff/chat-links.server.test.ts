import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { chatLink, mailChatLink, proveEmail, revokeChatLinks, whetherOpensChat } from './chat-links.server'
import { reopenConversation } from './chat-reopening.server'
import {
	endConversation,
	findConversation,
	findConversationForAdvisor,
	findLiveConversation,
	isOwn,
	takeConversation,
} from './conversations.server'
import { heldChats, holdHeader } from './held-chats.server'
import { contactUnderway } from './underway.server'

const NOW = new Date('2026-11-23T10:00:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const STRANGER = 'stranger@example.com'

const fresh = async (id: string) => {
	const chat = await findConversationForAdvisor(id)
	if (!chat) throw new Error('no conversation')
	return chat
}
const keyIn = (text: string) => new URL(text.match(/https?:\S+/)?.[0] ?? '').searchParams.get('cle') ?? ''
const following = (id: string, key: string, before = '') => {
	const asked = new Request('http://localhost/', { headers: { cookie: before } })
	return new Request('http://localhost/', { headers: { cookie: holdHeader(asked, id, key).split(';')[0] ?? '' } })
}
const lettersTo = (email: string) => db.select().from(outbox).where(eq(outbox.recipient, email))

test('a link opens its own conversation for seven days, and no other', async () => {
	const [mine, other] = [await makeConversation(), await makeConversation()]
	const key = keyIn(chatLink(await fresh(mine.id), NOW))
	const opens = async (id: string, now = NOW, given = key) => whetherOpensChat(given, await fresh(id), now).state
	expect(await opens(mine.id)).toBe('open')
	expect(await opens(other.id)).toBe('wrong')
	expect(await opens(mine.id, daysLater(6))).toBe('open')
	expect(await opens(mine.id, daysLater(9))).toBe('over')
	const [expires = '', mac = ''] = key.split('.')
	const longer = (Number.parseInt(expires, 36) + 90).toString(36)
	for (const forged of [`${longer}.${mac}`, `${expires}.${'A'.repeat(mac.length)}`, mac, '', '.', `${expires}.`])
		expect(await opens(mine.id, NOW, forged)).toBe('wrong')
	expect(mac.length * 6).toBeGreaterThanOrEqual(128)
})

test('replacing the link closes the conversation on the devices it was opened on', async () => {
	const { id } = await makeConversation()
	const key = keyIn(chatLink(await fresh(id)))
	const elsewhere = following(id, key)
	expect(await heldChats(elsewhere)).toEqual([id])
	await revokeChatLinks(id)
	expect(whetherOpensChat(key, await fresh(id)).state).toBe('over')
	expect(await heldChats(elsewhere)).toEqual([])
	expect(await heldChats(following(id, keyIn(chatLink(await fresh(id)))))).toEqual([id])
})

test('who holds a conversation finds it live everywhere; who holds none, or a forged one, finds nothing', async () => {
	const chat = await makeConversation()
	const visitor = { visitId: randomUUID(), customerId: null }
	const held = await heldChats(following(chat.id, keyIn(chatLink(await fresh(chat.id)))))
	expect(await findConversation(chat.id, { ...visitor, held })).toMatchObject({ id: chat.id })
	expect(await isOwn(chat.id, { ...visitor, held })).toBe(true)
	expect((await findLiveConversation({ ...visitor, held }))?.id).toBe(chat.id)
	expect(await contactUnderway({ ...visitor, held })).toMatchObject({ kind: 'queue', conversationId: chat.id })
	expect(await findConversation(chat.id, visitor)).toBeNull()
	expect(await contactUnderway(visitor)).toBeNull()
	for (const value of [`${chat.id}~`, `${chat.id}~x.y`, 'nothing', '~|~', `${randomUUID()}~a.b`])
		expect(await heldChats(new Request('http://localhost/', { headers: { cookie: `chats=${value}` } }))).toEqual([])
})

test('a browser keeps the last five conversations it followed', async () => {
	let cookie = ''
	const ids: string[] = []
	for (let n = 0; n < 6; n++) {
		const { id } = await makeConversation()
		ids.push(id)
		cookie = following(id, keyIn(chatLink(await fresh(id))), cookie).headers.get('cookie') ?? ''
	}
	const held = await heldChats(new Request('http://localhost/', { headers: { cookie } }))
	expect(held.sort()).toEqual(ids.slice(1).sort())
})

test('taken up again on the other device, it goes on for both', async () => {
	const first = await makeConversation()
	const advisor = await makeAdvisor()
	await takeConversation({ conversationId: first.id, advisorId: advisor.id })
	const request = following(first.id, keyIn(chatLink(await fresh(first.id))))
	await endConversation({ conversationId: first.id, by: 'advisor' })
	const owner = { visitId: randomUUID(), customerId: null, held: await heldChats(request) }
	const again = await reopenConversation({ conversationId: first.id, owner, requestKey: randomUUID() })
	expect(again).toMatchObject({ caseId: first.caseId, visitId: first.visitId })
	expect(await heldChats(request)).toContain(again?.id)
})

test('a letter with the link holds no word of who asks, and is sent once', async () => {
	const chat = await makeConversation({ firstName: 'Achetez', subject: 'promo.example', body: 'Cliquez promo.example' })
	const known = { ...(await fresh(chat.id)), contactEmail: null }
	await mailChatLink(known, STRANGER, NOW)
	await mailChatLink(known, STRANGER, NOW)
	const letters = await lettersTo(STRANGER)
	expect(letters).toHaveLength(1)
	expect(`${letters[0]?.subject} ${letters[0]?.body}`).not.toMatch(/Achetez|promo/)
	expect(letters[0]?.body).toContain(`/echanges/${chat.id}/reprendre?cle=`)
})

test('only the link that went to an address proves it, and another address proves nothing of it', async () => {
	const { id } = await makeConversation()
	await mailChatLink(await fresh(id), 'ines@example.com', NOW)
	const mailed = keyIn((await lettersTo('ines@example.com'))[0]?.body ?? '')
	expect(whetherOpensChat(keyIn(chatLink(await fresh(id), NOW)), await fresh(id), NOW).proves).toBe(false)
	expect(whetherOpensChat(mailed, await fresh(id), NOW)).toEqual({ state: 'open', proves: true })
	await proveEmail(id, 'somebody-else@example.com', NOW)
	expect((await fresh(id)).emailProvedAt).toBeNull()
	await proveEmail(id, 'ines@example.com', NOW)
	expect((await fresh(id)).emailProvedAt).toEqual(NOW)
	await db.update(conversations).set({ copyWishedAt: NOW }).where(eq(conversations.id, id))
	await mailChatLink(await fresh(id), 'other@example.com', NOW)
	expect(await fresh(id)).toMatchObject({ emailProvedAt: null, copyWishedAt: null })
	expect(whetherOpensChat(mailed, await fresh(id), NOW)).toMatchObject({ proves: false })
})
