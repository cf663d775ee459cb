import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { cases } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer, makePerson, makeVisit } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { listReveals } from '~/accounts/reveals.server'
import { resetLimits } from '~/auth/limits.server'
import { forgetSteps, recordStep, trailOf } from '~/friction/record.server'
import { endConversation, takeConversation } from '~/handoff/conversations.server'
import { loader as read } from '~/routes/desk.conversations.$id'
import { action as show, loader as showByLink } from '~/routes/desk_.$kind.$id.personal'
import { useSettings } from '~/settings/settings.server'
import { findOwnContact } from './own-contact.server'

const url = 'http://localhost:3000/desk'

beforeEach(() => {
	useSettings(alwaysOpen())
	resetLimits()
})
afterEach(async () => {
	await db.delete(cases)
	useSettings(undefined)
})

async function inChat() {
	const advisor = await makeAdvisor({ name: 'Nadia Roux' })
	const { customer, line } = await makeCustomer()
	const conversation = await makeConversation({ customerId: customer.id })
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	return { advisor, customer, line, conversation }
}
type Who = Parameters<typeof browserOf>[0]
const ask = async (who: Who, id: string, field: string, kind = 'conversations') => {
	const headers = await browserOf(who)
	const request = new Request(`${url}/${kind}/${id}/personal`, {
		method: 'POST',
		headers,
		body: new URLSearchParams({ field }),
	})
	return answerOf(() => show({ request, params: { kind, id }, context: {} } as ActionFunctionArgs))
}
const page = async (who: Who, id: string) => {
	const request = new Request(`${url}/conversations/${id}`, { headers: await browserOf(who) })
	return answerOf(() => read({ request, params: { id }, context: {} } as LoaderFunctionArgs))
}

test('what the customer removed from their path is not in what the desk is sent', async () => {
	const visit = await makeVisit()
	for (const label of ['divorce et résiliation', 'voyant rouge'])
		await recordStep({ visitId: visit.id, kind: 'search', label })
	const [removed] = await trailOf(visit.id)
	await forgetSteps(visit.id, [removed?.id ?? ''])
	const advisor = await makeAdvisor()
	const askedFrom = '/search?q=divorce'
	const conversation = await makeConversation({ visitId: visit.id, trail: await trailOf(visit.id), askedFrom })
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	const bytes = await (await page(advisor, conversation.id)).text()
	expect(bytes).toContain('voyant rouge')
	expect(bytes).toContain('/search')
	expect(bytes).not.toContain('divorce')
})

test('numbers and addresses of the customer are not in what the desk is sent', async () => {
	const { advisor, customer, line, conversation } = await inChat()
	const bytes = await (await page(advisor, conversation.id)).text()
	expect(bytes).toContain(customer.number)
	for (const secret of [customer.phone, customer.email, customer.address, line.number, 'rue des Arts'])
		expect(bytes).not.toContain(secret)
})

test('a detail is shown to whoever has the contact, recorded, and not kept on the way', async () => {
	const { advisor, customer, conversation } = await inChat()
	const answer = await ask(advisor, conversation.id, 'email')
	expect(answer.headers.get('cache-control')).toBe('no-store')
	expect(await answer.json()).toEqual({ values: [customer.email] })
	expect(await listReveals(customer.id)).toMatchObject([
		{ field: 'email', personName: 'Nadia Roux', contactId: conversation.id, caseReference: conversation.caseReference },
	])
})

test('a link shows nothing: it has to be asked for', async () => {
	await expect(async () => showByLink()).rejects.toMatchObject({ status: 404 })
})

test.each(['advisor', 'supervisor', 'editor', 'admin', 'customer', null] as const)(
	'nothing is shown to a %s without the contact, and nothing recorded',
	async (role) => {
		const { customer, conversation } = await inChat()
		const other = role === 'advisor' ? await makeAdvisor() : role && (await makePerson({ role }))
		expect([302, 404]).toContain((await ask(other, conversation.id, 'phone')).status)
		expect(await listReveals(customer.id)).toEqual([])
	},
)

test('nothing is shown of a contact that only waits, of an unknown kind, or of a detail there is none of', async () => {
	const advisor = await makeAdvisor()
	const { customer } = await makeCustomer()
	const waiting = await makeConversation({ customerId: customer.id })
	expect((await ask(advisor, waiting.id, 'phone')).status).toBe(404)
	const { advisor: nadia, conversation } = await inChat()
	expect((await ask(nadia, conversation.id, 'password')).status).toBe(404)
	expect((await ask(nadia, conversation.id, 'phone', 'invoices')).status).toBe(404)
	const nobody = await makeConversation()
	await takeConversation({ conversationId: nobody.id, advisorId: nadia.id })
	expect((await ask(nadia, nobody.id, 'phone')).status).toBe(404)
})

test('the right lasts a day after the end', async () => {
	const { advisor, conversation } = await inChat()
	const own = { kind: 'conversations', id: conversation.id, personId: advisor.id }
	const endedAt = new Date('2026-11-19T10:00:00Z')
	expect(await findOwnContact(own)).toMatchObject({ live: true })
	await endConversation({ conversationId: conversation.id, by: 'advisor', now: endedAt })
	const after = (hours: number) => ({ ...own, now: new Date(endedAt.getTime() + hours * 3_600_000) })
	expect(await findOwnContact(after(23))).toMatchObject({ live: false })
	expect(await findOwnContact(after(25))).toBeNull()
})
