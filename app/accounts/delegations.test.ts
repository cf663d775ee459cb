import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { accountChanges } from '#db/schema/accounts.server'
import { people } from '#db/schema/auth.server'
import { makeLine, makeSubscription, makeUsage } from '#db/testing/accounts'
import { makeCustomer } from '#db/testing/builders'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { listSentMessages } from '~/messages/outbox.server'
import { action as lineAction, loader as lineLoader } from '~/routes/(en).compte_.lignes.$id'
import { action as forwardingAction } from '~/routes/(en).compte_.renvoi'
import { lineAccess } from './access.server'
import {
	acceptInvitation,
	changeLastDay,
	endDelegation,
	inviteDelegate,
	listGiven,
	listInvitations,
	listReceived,
} from './delegations.server'
import { usageOfShared } from './usage.server'

const DAY_MS = 86_400_000
const NOW = new Date()
const dayAhead = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString().slice(0, 10)

async function customerWithLines() {
	const made = await makeCustomer()
	const subscription = await makeSubscription(made.customer.id)
	const lines = [await makeLine(subscription), await makeLine(subscription)]
	const [person] = await db
		.select()
		.from(people)
		.where(eq(people.id, made.customer.personId ?? ''))
	if (!person) throw new Error('nobody to sign in')
	const [given, kept] = lines
	if (!given || !kept) throw new Error('no line')
	return { ...made, person, given, kept }
}

async function shared(level: 'see' | 'manage') {
	const [owner, other] = [await customerWithLines(), await customerWithLines()]
	const invite = (over: Partial<Parameters<typeof inviteDelegate>[0]> = {}) =>
		inviteDelegate({
			...{ customerId: owner.customer.id, email: other.person.email.toUpperCase(), lineIds: [owner.given.id], level },
			...{ lastDay: dayAhead(30), requestKey: randomUUID(), now: NOW },
			...over,
		})
	const accept = async () => {
		const [invitation] = await listInvitations(other.person.email, NOW)
		const id = invitation?.id ?? ''
		return {
			id,
			done: await acceptInvitation({ id, email: other.person.email, customerId: other.customer.id, now: NOW }),
		}
	}
	const access = (lineId: string, needed: 'see' | 'manage', now = NOW) =>
		lineAccess(other.customer.id, lineId, needed, now)
	return { owner, other, invite, accept, access }
}

test('nothing is open before a yes; then the chosen line is, and no other', async () => {
	const { owner, other, invite, accept, access } = await shared('manage')
	expect(await invite()).toEqual({ ok: true })
	expect(await access(owner.given.id, 'see')).toMatchObject({ customerId: other.customer.id, level: 'own' })
	expect((await accept()).done).toBe(true)
	expect(await access(owner.given.id, 'manage')).toMatchObject({ customerId: owner.customer.id, level: 'manage' })
	expect(await access(owner.kept.id, 'see')).toMatchObject({ customerId: other.customer.id, level: 'own' })
	expect((await listReceived(other.customer.id, NOW)).map(({ lineIds }) => lineIds)).toEqual([[owner.given.id]])
	const told = (await listSentMessages()).map(({ recipient, subject }) => `${recipient} ${subject}`).join('\n')
	expect(told).toContain(`${other.person.email} `)
	expect(told).toContain(`${owner.customer.email} ${other.person.email}`)
})

test('who may only see can change nothing', async () => {
	const { owner, invite, accept, access } = await shared('see')
	await invite()
	await accept()
	expect(await access(owner.given.id, 'see')).toMatchObject({ level: 'see' })
	expect(await access(owner.given.id, 'manage')).toBeNull()
})

test('taken back, given back or past its day, a delegation opens nothing from that instant', async () => {
	for (const end of ['owner', 'delegate', 'day'] as const) {
		const { owner, other, invite, accept, access } = await shared('manage')
		await invite({ lastDay: dayAhead(2) })
		const { id } = await accept()
		const later = end === 'day' ? new Date(NOW.getTime() + 4 * DAY_MS) : NOW
		const [by, customerId] = end === 'owner' ? [end, owner.customer.id] : ['delegate' as const, other.customer.id]
		if (end !== 'day') expect(await endDelegation({ id, by, customerId, email: other.person.email })).toBe(true)
		expect(await access(owner.given.id, 'see', later), end).toMatchObject({ level: 'own' })
		expect(await listReceived(other.customer.id, later)).toEqual([])
		expect((await listGiven(owner.customer.id, later))[0]?.state).toBe('over')
	}
})

test('nobody accepts, ends or changes what is not theirs, and an invitation is used once', async () => {
	const { owner, other, invite, accept } = await shared('manage')
	const stranger = await customerWithLines()
	await invite()
	const [invitation] = await listInvitations(other.person.email, NOW)
	const id = invitation?.id ?? ''
	const asStranger = { id, customerId: stranger.customer.id, email: stranger.person.email, now: NOW }
	expect(await acceptInvitation(asStranger)).toBe(false)
	expect(await endDelegation({ ...asStranger, by: 'owner' })).toBe(false)
	expect(await endDelegation({ ...asStranger, by: 'delegate' })).toBe(false)
	expect(await changeLastDay({ id, customerId: stranger.customer.id, lastDay: dayAhead(9), now: NOW })).toBe('missing')
	expect((await accept()).done).toBe(true)
	expect(await acceptInvitation({ ...asStranger, email: other.person.email })).toBe(false)
	expect(await changeLastDay({ id, customerId: owner.customer.id, lastDay: dayAhead(9), now: NOW })).toBe('changed')
	expect(await changeLastDay({ id, customerId: owner.customer.id, lastDay: dayAhead(-1), now: NOW })).toBe('day')
	expect(await changeLastDay({ id, customerId: owner.customer.id, lastDay: dayAhead(500), now: NOW })).toBe('day')
})

test('each mistake of an invitation is told, lines of others are refused, and the same form invites once', async () => {
	const { owner, other, invite } = await shared('see')
	expect(await invite({ email: 'nobody', lineIds: [], lastDay: '2026-02-30' })).toEqual({
		...{ ok: false, problems: ['email', 'lines', 'day'] },
	})
	expect(await invite({ email: owner.customer.email })).toEqual({ ok: false, problems: ['own-email'] })
	expect(await invite({ lineIds: [owner.given.id, other.given.id] })).toEqual({ ok: false, problems: ['lines'] })
	const requestKey = randomUUID()
	await Promise.all([invite({ requestKey }), invite({ requestKey })])
	await invite({ requestKey })
	expect(await listGiven(owner.customer.id, NOW)).toHaveLength(1)
})

test('the page of a line, and what is done there, ask for the delegation each time; the receipt names who did it', async () => {
	const { owner, other, invite, accept } = await shared('manage')
	await invite()
	const { id } = await accept()
	const headers = await browserOf(other.person)
	const page = (lineId: string) =>
		answerOf(() =>
			lineLoader({
				...{ request: new Request(`https://relais.test/compte/lignes/${lineId}`, { headers }), context: {} },
				params: { id: lineId },
			}),
		)
	const act = (lineId: string, intent: string) => {
		const body = new URLSearchParams({
			intent,
			requestKey: randomUUID(),
			label: 'Mobile',
			state: 'active',
			name: 'Mien',
		})
		const request = new Request('https://relais.test/x', { method: 'POST', headers, body })
		return answerOf(() => lineAction({ request, params: { id: lineId }, context: {} }))
	}
	const forward = (lineId: string) => {
		const body = new URLSearchParams({
			...{ intent: 'on', lineId, kind: 'always', target: '01 99 00 43 21', requestKey: randomUUID() },
		})
		const request = new Request('https://relais.test/compte/renvoi', { method: 'POST', headers, body })
		return answerOf(() => forwardingAction({ request, params: {}, context: {} }))
	}
	expect((await page(owner.given.id)).status).toBe(200)
	expect((await page(owner.kept.id)).status).toBe(404)
	expect((await forward(owner.given.id)).status).toBe(303)
	expect((await act(owner.given.id, 'suspend')).status).toBe(303)
	expect((await act(owner.given.id, 'name')).status).toBe(404)
	expect((await act(owner.kept.id, 'suspend')).status).toBe(404)
	expect((await forward(owner.kept.id)).status).toBe(404)
	const changes = await db
		.select()
		.from(accountChanges)
		.where(and(eq(accountChanges.customerId, owner.customer.id), eq(accountChanges.actorId, other.person.id)))
	expect(changes.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
	const receipts = (await listSentMessages()).filter(
		({ recipient, purpose }) => recipient === owner.customer.email && purpose === 'account-receipt',
	)
	const { firstName, lastName } = other.customer
	for (const { body } of receipts) expect(body).toContain(`Fait par ${firstName} ${lastName}`)
	expect(receipts).toHaveLength(2)

	await endDelegation({ id, by: 'owner', customerId: owner.customer.id, email: owner.person.email })
	expect((await page(owner.given.id)).status).toBe(404)
	expect((await act(owner.given.id, 'resume')).status).toBe(404)
	expect((await forward(owner.given.id)).status).toBe(404)
})

test('what a shared line used is seen with its owner’s name, and the other lines are not', async () => {
	const { owner, other, invite, accept } = await shared('see')
	const month = NOW.toISOString().slice(0, 7)
	await makeUsage(owner.given.id, month)
	await makeUsage(owner.kept.id, month)
	await invite()
	await accept()
	const seen = await usageOfShared(other.customer.id, NOW)
	expect(seen.map(({ line, ownerName }) => [line.id, ownerName])).toEqual([
		[owner.given.id, `${owner.customer.firstName} ${owner.customer.lastName}`],
	])
})
