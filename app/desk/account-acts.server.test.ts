import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { accountChanges, cancellations, forwardings, subscriptions } from '#db/schema/accounts.server'
import { auditTrail } from '#db/schema/auth.server'
import { cases } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer, makePerson } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { resetLimits } from '~/auth/limits.server'
import { endConversation, requeueConversation, takeConversation } from '~/handoff/conversations.server'
import { messagesSince } from '~/handoff/messages.server'
import { action, loader } from '~/routes/desk_.$kind.$id.account'
import { useSettings } from '~/settings/settings.server'

beforeEach(() => {
	useSettings(alwaysOpen())
	resetLimits()
})
afterEach(async () => {
	for (const table of [cases, outbox, accountChanges, auditTrail, cancellations, forwardings]) await db.delete(table)
	useSettings(undefined)
})

const TARGET = '02 61 91 43 21'

async function inChat() {
	const advisor = await makeAdvisor({ name: 'Nadia Roux' })
	const held = await makeCustomer()
	const conversation = await makeConversation({ customerId: held.customer.id })
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id })
	return { advisor, conversation, ...held }
}
type Who = Parameters<typeof browserOf>[0]
const route = (id: string) => ({ params: { kind: 'conversations', id }, context: {} })
async function act(who: Who, id: string, fields: Record<string, string>) {
	const body = new URLSearchParams({ requestKey: randomUUID(), ...fields })
	const request = new Request(`http://localhost:3000/desk/conversations/${id}/account`, {
		method: 'POST',
		headers: await browserOf(who),
		body,
	})
	return answerOf(() => action({ ...route(id), request } as unknown as ActionFunctionArgs))
}
async function page(who: Who, id: string) {
	const request = new Request(`http://localhost:3000/desk/conversations/${id}/account`, {
		headers: await browserOf(who),
	})
	return answerOf(() => loader({ ...route(id), request } as unknown as LoaderFunctionArgs))
}
const rules = (lineId: string) => db.select().from(forwardings).where(eq(forwardings.lineId, lineId))
const systemLines = async (id: string) =>
	(await messagesSince(id, 0)).filter(({ author }) => author === 'system').map(({ body }) => body)
const mails = () => db.select().from(outbox)

test('before and after are read first; then it is done once, with a receipt, a line and a trace', async () => {
	const { advisor, conversation, line, customer } = await inChat()
	const fields = { lineId: line.id, kind: 'always', target: TARGET, requestKey: randomUUID() }
	const seen = await act(advisor, conversation.id, { ...fields, intent: 'check-forwarding' })
	expect((await seen.json()).data.forwarding).toMatchObject({ before: null, problem: null })
	expect(await rules(line.id)).toEqual([])

	for (let press = 0; press < 2; press++)
		expect((await act(advisor, conversation.id, { ...fields, intent: 'confirm-forwarding' })).status).toBe(303)
	expect(await rules(line.id)).toMatchObject([{ kind: 'always', target: '+33261914321', active: true }])
	const [receipt, ...more] = await mails()
	expect(more).toEqual([])
	expect(receipt?.recipient).toBe(customer.email)
	expect(receipt?.body).toContain('Nadia')
	expect(receipt?.body).toContain(conversation.caseReference)
	expect(await systemLines(conversation.id)).toEqual([expect.stringContaining('Nadia a mis en marche le renvoi')])
	const [trace] = await db.select().from(auditTrail).where(eq(auditTrail.action, 'account.forwarding'))
	expect(trace).toMatchObject({
		...{ actorId: advisor.id, objectKind: 'customer', objectId: customer.id },
		detail: { contactKind: 'conversations', contactId: conversation.id, caseReference: conversation.caseReference },
	})
	const [change] = await db.select().from(accountChanges)
	expect(change).toMatchObject({ actorId: advisor.id, customerId: customer.id, outcome: 'done' })
})

test('what was done can be undone, and both are told', async () => {
	const { advisor, conversation, line } = await inChat()
	const done = await act(advisor, conversation.id, {
		...{ intent: 'confirm-forwarding', lineId: line.id, kind: 'always', target: TARGET },
	})
	const changeId = new URL(done.headers.get('location') ?? '', 'http://localhost').searchParams.get('change') ?? ''
	expect((await act(advisor, conversation.id, { intent: 'undo-forwarding', changeId })).status).toBe(303)
	expect((await rules(line.id)).filter(({ active }) => active)).toEqual([])
	expect(await systemLines(conversation.id)).toHaveLength(2)
	expect(await mails()).toHaveLength(2)
})

test('a number that cannot take calls is refused before anything is done', async () => {
	const { advisor, conversation, line } = await inChat()
	for (const [intent, target] of [
		['check-forwarding', '08 99 00 11 22'],
		['confirm-forwarding', line.number],
	] as const) {
		const answer = await act(advisor, conversation.id, { intent, lineId: line.id, kind: 'always', target })
		expect((await answer.json()).data.forwarding.problem).not.toBeNull()
	}
	expect(await rules(line.id)).toEqual([])
	expect(await systemLines(conversation.id)).toEqual([])
})

test('a cancellation is shown, recorded with its acknowledgement, and taken back', async () => {
	const { advisor, conversation, mobile, customer } = await inChat()
	const asked = { subscriptionId: mobile.id, wishedEnd: '' }
	const seen = await act(advisor, conversation.id, { ...asked, intent: 'check-cancellation' })
	expect((await seen.json()).data.cancellation.planName).toBe(mobile.planName)
	expect(await db.select().from(cancellations)).toEqual([])
	expect((await act(advisor, conversation.id, { ...asked, intent: 'confirm-cancellation' })).status).toBe(303)
	const [notice] = await db.select().from(cancellations)
	expect(notice).toMatchObject({ state: 'notified', customerId: customer.id, subscriptionId: mobile.id })
	expect((await mails()).map(({ recipient }) => recipient)).toEqual([customer.email])

	const reference = notice?.reference ?? ''
	const stranger = await inChat()
	const other = await act(stranger.advisor, stranger.conversation.id, { intent: 'undo-cancellation', reference })
	expect(other.status).toBe(404)
	expect((await act(advisor, conversation.id, { intent: 'undo-cancellation', reference })).status).toBe(303)
	const [contract] = await db.select().from(subscriptions).where(eq(subscriptions.id, mobile.id))
	expect(contract?.endsAt).toBeNull()
	expect(await systemLines(conversation.id)).toHaveLength(2)
})

test('what belongs to another customer does not exist', async () => {
	const { advisor, conversation } = await inChat()
	const other = await makeCustomer()
	const forwarding = { lineId: other.line.id, kind: 'always', target: TARGET }
	const contract = { subscriptionId: other.mobile.id, wishedEnd: '' }
	const foreign: Record<string, string>[] = [
		{ intent: 'check-forwarding', ...forwarding },
		{ intent: 'confirm-forwarding', ...forwarding },
		{ intent: 'check-cancellation', ...contract },
		{ intent: 'confirm-cancellation', ...contract },
		{ intent: 'undo-forwarding', changeId: randomUUID() },
		{ intent: 'unknown' },
	]
	for (const fields of foreign) expect((await act(advisor, conversation.id, fields)).status).toBe(404)
	expect(await rules(other.line.id)).toEqual([])
	expect(await db.select().from(cancellations)).toEqual([])
})

test('the account is opened by role and contact, never by one alone', async () => {
	const { advisor, conversation, line } = await inChat()
	const change = { intent: 'confirm-forwarding', lineId: line.id, kind: 'always', target: TARGET }
	const others = [
		await makeAdvisor(),
		await makePerson({ role: 'supervisor' }),
		await makePerson({ role: 'editor' }),
		await makePerson({ role: 'admin' }),
		await makePerson(),
		null,
	]
	for (const who of others) {
		expect([302, 404]).toContain((await page(who, conversation.id)).status)
		expect([302, 404]).toContain((await act(who, conversation.id, change)).status)
	}
	expect(await rules(line.id)).toEqual([])
	const own = await page(advisor, conversation.id)
	const bytes = await own.text()
	expect(bytes).not.toContain(line.number)

	await requeueConversation({ conversationId: conversation.id, advisorId: advisor.id })
	expect((await page(advisor, conversation.id)).status).toBe(404)
})

test('a contact concluded two days ago, or of somebody without an account, opens nothing', async () => {
	const { advisor, conversation } = await inChat()
	const now = new Date(Date.now() - 48 * 3_600_000)
	await endConversation({ conversationId: conversation.id, by: 'advisor', now })
	expect((await page(advisor, conversation.id)).status).toBe(404)
	const anonymous = await makeConversation()
	await takeConversation({ conversationId: anonymous.id, advisorId: advisor.id })
	expect((await page(advisor, anonymous.id)).status).toBe(404)
})
