import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { db } from '#db/client.server'
import { auditTrail } from '#db/schema/auth.server'
import { deskNotes, looks, supportRequests } from '#db/schema/desk.server'
import { cases } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer, makePerson } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { resetLimits } from '~/auth/limits.server'
import { signInDemoPerson } from '~/auth/sign-in.server'
import { claimCallback } from '~/handoff/callback-claims.server'
import { endConversation, requeueConversation, takeConversation } from '~/handoff/conversations.server'
import { rightToHear } from '~/realtime/rights.server'
import { loader as callbackPage } from '~/routes/desk.callbacks.$id'
import { loader as conversationPage } from '~/routes/desk.conversations.$id'
import { loader as since } from '~/routes/desk_.conversations.$id.since'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { manualCarrier } from '~/telephony/manual.server'
import { accessTo } from './access.server'
import { type ContactKind, findDeskContact } from './contacts.server'
import { listLooks, listLooksAt, look } from './looks.server'
import { listNotes, writeNote } from './notes.server'
import { askForSupport, endSupport, joinSupport, leaveSupport, listSupportWanted, supportIn } from './support.server'
import { conclude, findContact } from './wrap-up.server'

beforeAll(() => {
	useSettings(alwaysOpen())
	useCarrier(manualCarrier('+33353012020'))
})
afterAll(() => {
	useSettings(undefined)
	useCarrier(undefined)
})
beforeEach(async () => {
	resetLimits()
	await db.delete(cases)
})

const SECRET = 'Phrase que seul Camille a écrite'
async function taken(over: Parameters<typeof makeConversation>[0] = {}) {
	const nadia = await makeAdvisor({ name: 'Nadia Benali' })
	const { id } = await makeConversation({ body: SECRET, ...over })
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	return { nadia, id, contact: await contactOf('conversations', id) }
}
async function contactOf(kind: ContactKind, id: string) {
	const contact = await findDeskContact(kind, id)
	if (!contact) throw new Error('no contact')
	return contact
}
const supervisor = () => makePerson({ role: 'supervisor', name: 'Claire Delmas' })

async function ask(loader: (args: LoaderFunctionArgs) => unknown, id: string, person: { email: string }) {
	const headers = new Headers({ 'user-agent': 'Firefox', 'x-relais-address': '192.0.2.1' })
	const entered = await signInDemoPerson({ email: person.email, headers })
	if (!entered.ok) throw new Error('not signed in')
	headers.set('cookie', entered.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
	const request = new Request(`http://localhost:3000/desk/${id}`, { headers })
	try {
		const answer = await loader({ request, params: { id }, context: {} } as unknown as LoaderFunctionArgs)
		return { request, status: 200, said: JSON.stringify(answer instanceof Response ? await answer.json() : answer) }
	} catch (thrown) {
		if (!(thrown instanceof Response)) throw thrown
		return { request, status: thrown.status, said: await thrown.text(), to: thrown.headers.get('location') }
	}
}

describe('a conversation of somebody else', () => {
	it('shows a supervisor nothing before a purpose is recorded, and all of it after', async () => {
		const { contact, id, nadia } = await taken()
		const claire = await supervisor()
		expect(await ask(conversationPage, id, claire)).toMatchObject({ said: '', to: `/desk/conversations/${id}/purpose` })
		expect(await ask(since, id, claire)).toMatchObject({ status: 404, said: '' })
		const { request } = await ask(since, id, claire)
		expect(await rightToHear(request, `conversation:${id}`)).toBeNull()
		await look({ contact, person: claire, purpose: 'complaint', words: 'Courrier du 12' })
		expect((await ask(conversationPage, id, claire)).said).toContain(SECRET)
		expect((await ask(since, id, claire)).said).toContain(SECRET)
		expect(await rightToHear(request, `conversation:${id}`)).not.toBeNull()
		const seen = { personName: 'Claire Delmas', purpose: 'complaint', words: 'Courrier du 12' }
		expect(await listLooks(id)).toMatchObject([seen])
		expect(await listLooksAt(nadia.id)).toMatchObject([{ ...seen, firstName: 'Camille' }])
		expect((await ask(conversationPage, id, nadia)).said).toContain('Claire Delmas')
		expect(await db.select().from(auditTrail).where(eq(auditTrail.objectId, id))).toMatchObject([
			{ actorId: claire.id, action: 'contact.looked', detail: { purpose: 'complaint' } },
		])
	})

	it('closes again half an hour later, and opening it twice meanwhile is one look', async () => {
		const { contact, id } = await taken()
		const claire = await supervisor()
		const now = new Date()
		for (let n = 0; n < 2; n++) await look({ contact, person: claire, purpose: 'support', words: '', now })
		expect(await db.$count(looks, eq(looks.contactId, id))).toBe(1)
		expect(await accessTo(contact, claire, new Date(now.getTime() + 29 * 60_000))).toBe('looking')
		expect(await accessTo(contact, claire, new Date(now.getTime() + 31 * 60_000))).toBe('ask')
	})

	it('is closed to an advisor, unless support is asked for or the same customer is with them', async () => {
		const { customer } = await makeCustomer()
		const { contact, nadia } = await taken({ customerId: customer.id })
		const sami = await makeAdvisor()
		expect(await accessTo(contact, sami)).toBe('none')
		await askForSupport({ contact, advisorId: nadia.id, words: '' })
		expect(await accessTo(contact, sami)).toBe('ask')
		await endSupport(contact.id)
		expect(await accessTo(contact, sami)).toBe('none')
		const callback = await makeCallback({ customerId: customer.id })
		await claimCallback({ callbackId: callback.id, advisorId: sami.id })
		expect(await accessTo(contact, sami)).toBe('ask')
		expect(await accessTo(await contactOf('callbacks', callback.id), sami)).toBe('own')
	})

	it.each(['editor', 'admin', 'customer'] as const)('is not there for a %s at all', async (role) => {
		const { id, contact } = await taken()
		const person = await makePerson({ role })
		await look({ contact, person, purpose: 'support', words: '' })
		expect(await ask(conversationPage, id, person)).toMatchObject({ status: 404, said: '' })
	})
})

describe('a callback', () => {
	it('that waits is anybody’s; in the hands of a colleague its page shows nothing without a purpose', async () => {
		const [nadia, sami, claire] = [await makeAdvisor(), await makeAdvisor(), await supervisor()]
		const callback = await makeCallback({ subject: SECRET })
		expect((await ask(callbackPage, callback.id, sami)).said).toContain(SECRET)
		await claimCallback({ callbackId: callback.id, advisorId: nadia.id })
		expect((await ask(callbackPage, callback.id, nadia)).said).toContain(SECRET)
		expect(await ask(callbackPage, callback.id, sami)).toMatchObject({ status: 404, said: '' })
		expect(await ask(callbackPage, callback.id, claire)).toMatchObject({ status: 302, said: '' })
		await look({ contact: await contactOf('callbacks', callback.id), person: claire, purpose: 'incident', words: '' })
		const shown = (await ask(callbackPage, callback.id, claire)).said
		expect(shown).toContain(SECRET)
		expect(shown).not.toContain(callback.phone)
	})
})

describe('support', () => {
	it('is seen by colleagues and not by who asks; who joins reads along with a name, until it is over', async () => {
		const { contact, nadia, id } = await taken()
		const sami = await makeAdvisor({ name: 'Sami Lambert' })
		expect(await joinSupport(contact, sami.id)).toBe(false)
		expect(await askForSupport({ contact, advisorId: nadia.id, words: 'Raccordement' })).toBe(true)
		expect(await askForSupport({ contact, advisorId: nadia.id, words: 'Encore' })).toBe(true)
		expect(await db.$count(supportRequests)).toBe(1)
		expect(await listSupportWanted(nadia.id)).toEqual([])
		expect(await listSupportWanted(sami.id)).toMatchObject([
			{ id, advisor: 'Nadia', words: 'Raccordement', joined: false },
		])
		expect(await joinSupport(contact, nadia.id)).toBe(false)
		expect(await joinSupport(contact, sami.id)).toBe(true)
		expect(await supportIn(contact)).toEqual({ words: 'Raccordement', helpers: ['Sami Lambert'] })
		expect((await ask(conversationPage, id, sami)).said).toContain(SECRET)
		expect(await db.$count(looks)).toBe(0)
		await leaveSupport(id, sami.id)
		expect(await ask(conversationPage, id, sami)).toMatchObject({ status: 404 })
		expect(await supportIn(contact)).toBeNull()
	})

	it.each(['given back', 'ended', 'concluded'])('ends with the contact: %s', async (how) => {
		const { contact, nadia, id } = await taken()
		const sami = await makeAdvisor()
		await askForSupport({ contact, advisorId: nadia.id, words: '' })
		await joinSupport(contact, sami.id)
		if (how === 'given back') {
			await requeueConversation({ conversationId: id, advisorId: nadia.id })
			await takeConversation({ conversationId: id, advisorId: (await makeAdvisor()).id })
		} else if (how === 'ended') await endConversation({ conversationId: id, by: 'customer' })
		else {
			const own = await findContact({ kind: 'conversations', id, advisorId: nadia.id })
			if (!own) throw new Error('no contact')
			const words = { reason: 'internet', outcome: 'solved', summary: '', draft: '', promise: null }
			await conclude({ contact: own, advisor: nadia, ...words, mailSummary: false, breathe: false })
		}
		expect(await accessTo(await contactOf('conversations', id), sami)).toBe('none')
		expect(await listSupportWanted(sami.id)).toEqual([])
	})

	it('is not asked for in a contact of somebody else, nor in one that is over', async () => {
		const { contact, nadia, id } = await taken()
		const sami = await makeAdvisor()
		expect(await askForSupport({ contact, advisorId: sami.id, words: '' })).toBe(false)
		await endConversation({ conversationId: id, by: 'customer' })
		const over = await contactOf('conversations', id)
		expect(await askForSupport({ contact: over, advisorId: nadia.id, words: '' })).toBe(false)
	})
})

test('a note goes with the case, is stored once, and card numbers are masked in it too', async () => {
	const { contact, nadia } = await taken()
	const note = { id: randomUUID(), contact, author: nadia, body: ' Carte 4111 1111 1111 1111 vue au téléphone ' }
	expect(await writeNote(note)).toBe(true)
	expect(await writeNote(note)).toBe(true)
	expect(await writeNote({ ...note, id: randomUUID(), body: '  ' })).toBe(false)
	expect(await db.$count(deskNotes)).toBe(1)
	const [stored] = await listNotes(contact.caseId, nadia.id)
	expect(stored).toMatchObject({ authorName: 'Nadia', mine: true })
	expect(stored?.body).not.toContain('4111 1111')
})
