import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import type { Person } from '~/auth/guards.server'
import { endConversation, requeueConversation, takeConversation } from '~/handoff/conversations.server'
import { messagesSince, postMessage } from '~/handoff/messages.server'
import { useSettings } from '~/settings/settings.server'
import { findDeskContact } from './contacts.server'
import { look } from './looks.server'
import { visibleConversation } from './visible-conversation.server'
import { findContact } from './wrap-up.server'

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => useSettings(undefined))

const refused = async (id: string | undefined, person: Person) => {
	const answer: unknown = await visibleConversation(id, person).then(
		() => 'seen',
		(thrown: unknown) => thrown,
	)
	return answer instanceof Response ? answer.status : answer
}

test('every advisor sees who waits; once taken, its advisor alone', async () => {
	const [nadia, karim] = [await makeAdvisor(), await makeAdvisor()]
	const { id } = await makeConversation()
	expect(await visibleConversation(id, nadia)).toMatchObject({ id })
	expect(await visibleConversation(id, karim)).toMatchObject({ id })
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	expect(await visibleConversation(id, nadia)).toMatchObject({ id, state: 'active' })
	expect(await refused(id, karim)).toBe(404)
	await endConversation({ conversationId: id, by: 'advisor', actorId: nadia.id })
	expect(await visibleConversation(id, nadia)).toMatchObject({ id, state: 'ended' })
	expect(await refused(id, karim)).toBe(404)
})

test("a colleague's, one that was never and no name at all are answered alike", async () => {
	const karim = await makeAdvisor()
	expect([
		await refused(crypto.randomUUID(), karim),
		await refused('x', karim),
		await refused(undefined, karim),
	]).toEqual([404, 404, 404])
})

test("a colleague's conversation is neither written in, given back nor concluded", async () => {
	const [nadia, karim] = [await makeAdvisor(), await makeAdvisor()]
	const { id } = await makeConversation()
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	const words = { id: crypto.randomUUID(), conversationId: id, author: 'advisor' as const, body: 'Bonjour' }
	expect(await postMessage({ ...words, authorId: karim.id })).toEqual({ ok: false, reason: 'ended' })
	expect(await requeueConversation({ conversationId: id, advisorId: karim.id })).toBeNull()
	expect(await takeConversation({ conversationId: id, advisorId: karim.id })).toBeNull()
	expect(await findContact({ kind: 'conversations', id, advisorId: karim.id })).toBeNull()
	expect(await messagesSince(id, 1)).toEqual([])
	expect(await visibleConversation(id, nadia)).toMatchObject({ state: 'active', advisorId: nadia.id })
})

test('one given back is seen by everybody again, and is no longer of who had it', async () => {
	const [nadia, karim] = [await makeAdvisor(), await makeAdvisor()]
	const { id } = await makeConversation()
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	await requeueConversation({ conversationId: id, advisorId: nadia.id })
	await takeConversation({ conversationId: id, advisorId: karim.id })
	expect(await refused(id, nadia)).toBe(404)
	expect(await visibleConversation(id, karim)).toMatchObject({ advisorId: karim.id })
})

test('a supervisor is led to where they say what for, and asking for its data leads nowhere', async () => {
	const nadia = await makeAdvisor()
	const [claire, editor] = [await makePerson({ role: 'supervisor' }), await makePerson({ role: 'editor' })]
	const { id } = await makeConversation()
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	expect([await refused(id, editor), await refused(id, claire)]).toEqual([404, 404])
	const led: unknown = await visibleConversation(id, claire, 'page').catch((thrown: unknown) => thrown)
	expect(led instanceof Response && led.headers.get('location')).toBe(`/desk/conversations/${id}/purpose`)
	const contact = await findDeskContact('conversations', id)
	if (contact) await look({ contact, person: claire, purpose: 'coaching', words: '' })
	expect(await visibleConversation(id, claire)).toMatchObject({ id, access: 'looking' })
})
