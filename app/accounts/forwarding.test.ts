import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { accountChanges, forwardings } from '#db/schema/accounts.server'
import { frictions } from '#db/schema/friction.server'
import { cases } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeForwarding, makeLine, makeSubscription } from '#db/testing/accounts'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { runDueJobs } from '~/jobs/runner.server'
import type { AccountsBackend } from './backend'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'
import {
	changeForwarding,
	findForwardingChange,
	listForwardings,
	reviewForwarding,
	undoForwarding,
} from './forwarding.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const TARGET = '06 12 34 56 78'
const TARGET_E164 = '+33612345678'

let account: Awaited<ReturnType<typeof makeCustomer>>
let actor: { personId: string; visitId: string; lang: 'fr' }

beforeEach(async () => {
	account = await makeCustomer()
	actor = { personId: account.person.id, visitId: (await makeVisit()).id, lang: 'fr' }
})
afterEach(() => useAccountsBackend(undefined))

function ask(over: Partial<Parameters<typeof changeForwarding>[0]> = {}) {
	return changeForwarding({
		customerId: account.customer.id,
		lineId: account.line.id,
		kind: 'always',
		target: TARGET,
		requestKey: randomUUID(),
		actor,
		now: NOW,
		...over,
	})
}

async function asked() {
	const outcome = await ask()
	if (!outcome.ok) throw new Error(outcome.reason)
	return found(outcome.changeId)
}

const found = (changeId: string) => findForwardingChange(account.customer.id, changeId, NOW)
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

async function stateOf(kind = 'always') {
	const listed = await listForwardings(account.customer.id, NOW)
	return listed?.find(({ line }) => line.id === account.line.id)?.rules.find((rule) => rule.kind === kind)?.state
}

test('a forwarding that is set is read back on the line, and an e-mail says so', async () => {
	const outcome = await ask()

	expect(outcome).toMatchObject({ ok: true })
	expect(await stateOf()).toEqual({ target: TARGET_E164, active: true, delaySeconds: null })
	const [mail] = await db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))
	expect(mail?.subject).toContain('renvoyés')
	expect(mail?.body).toContain('06\u00a012\u00a034\u00a056\u00a078')
})

test('turning it off keeps the number for next time', async () => {
	await ask()
	await ask({ target: null })
	expect(await stateOf()).toEqual({ target: TARGET_E164, active: false, delaySeconds: null })
})

test('an unanswered call rings for the seconds that were chosen, or for fifteen', async () => {
	await ask({ kind: 'no-answer', delaySeconds: 25 })
	expect(await stateOf('no-answer')).toMatchObject({ delaySeconds: 25 })
	await ask({ kind: 'no-answer', delaySeconds: 7 })
	expect(await stateOf('no-answer')).toMatchObject({ delaySeconds: 15 })
})

test('two tabs that send the same form make one change and one e-mail', async () => {
	const requestKey = randomUUID()
	await Promise.all([ask({ requestKey }), ask({ requestKey })])
	const again = await ask({ requestKey })

	expect(again).toMatchObject({ ok: true })
	expect(await db.select().from(accountChanges).where(eq(accountChanges.requestKey, requestKey))).toHaveLength(1)
	expect(await db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))).toHaveLength(1)
})

test('taking a change back returns the exact state there was before, even "never set"', async () => {
	const first = await ask()
	if (!first.ok) throw new Error('not set')
	const undo = (changeId: string) => undoForwarding({ customerId: account.customer.id, changeId, actor, now: NOW })

	expect(await undo(first.changeId)).toBe('undone')
	expect(await stateOf()).toBeNull()
	expect(await undo(first.changeId)).toBe('undone')

	await makeForwarding(account.line.id, { kind: 'busy', target: '+33199004321' })
	const second = await ask({ kind: 'busy' })
	if (!second.ok) throw new Error('not set')
	await undo(second.changeId)
	expect(await stateOf('busy')).toEqual({ target: '+33199004321', active: true, delaySeconds: null })
})

test('a change cannot be taken back after ten minutes, nor over a newer one', async () => {
	const first = await ask()
	if (!first.ok) throw new Error('not set')
	const undo = (now: Date) =>
		undoForwarding({
			customerId: account.customer.id,
			changeId: first.changeId,
			actor,
			now,
		})
	expect(await undo(new Date(NOW.getTime() + 11 * 60_000))).toBe('too-late')
	await ask({ target: '07 56 78 90 12' })
	expect(await undo(NOW)).toBe('changed-since')
	expect(await stateOf()).toMatchObject({ target: '+33756789012' })
})

test('calls are not sent round in circles, through one line or several', async () => {
	const subscription = await makeSubscription(account.customer.id)
	const middle = await makeLine(subscription)
	const last = await makeLine(subscription)
	await makeForwarding(middle.id, { target: last.number })
	await makeForwarding(last.id, { kind: 'no-answer', target: account.line.number })

	expect(await ask({ target: middle.number })).toEqual({
		ok: false,
		reason: 'target',
		target: { ok: false, problem: 'loop' },
	})
	expect(await ask({ target: account.line.number })).toMatchObject({ target: { problem: 'own-number' } })
	expect(await stateOf()).toBeNull()
})

test.each([
	['', 'missing'],
	['mon frère', 'not-a-number'],
	['3900', 'short-number'],
	['112', 'short-number'],
	['118 218', 'short-number'],
	['06 39 98 12', 'digits-missing'],
	['06 12 34 56 78 9', 'digits-too-many'],
	['0899 12 34 56', 'surcharged'],
	['0825 12 34 56', 'surcharged'],
	['0806 12 34 56', 'surcharged'],
	['+1 900 555 1234', 'surcharged'],
	['+1 212 555 0123', 'country'],
	['00 00 00 00 00', 'unknown'],
])('"%s" is refused as a target: %s', async (target, problem) => {
	expect(await ask({ target })).toMatchObject({ ok: false, reason: 'target', target: { problem } })
	expect(await db.select().from(accountChanges).where(eq(accountChanges.customerId, account.customer.id))).toHaveLength(
		0,
	)
})

test("another customer's line and change do not exist", async () => {
	const other = await makeCustomer()
	expect(await ask({ lineId: other.line.id })).toEqual({ ok: false, reason: 'missing' })
	expect(await db.select().from(forwardings).where(eq(forwardings.lineId, other.line.id))).toHaveLength(0)

	const mine = await ask()
	if (!mine.ok) throw new Error('not set')
	expect(await findForwardingChange(other.customer.id, mine.changeId, NOW)).toBeNull()
	const undone = await undoForwarding({
		customerId: other.customer.id,
		changeId: mine.changeId,
		actor,
		now: NOW,
	})
	expect(undone).toBe('missing')
})

test("another customer's key is not theirs to replay", async () => {
	const requestKey = randomUUID()
	await ask({ requestKey })
	const other = await makeCustomer()
	const outcome = await ask({ requestKey, customerId: other.customer.id, lineId: other.line.id })
	expect(outcome).toEqual({ ok: false, reason: 'missing' })
})

test('a backend that is down changes nothing and leaves the failed step in the visit', async () => {
	useAccountsBackend(failing({ setForwarding: async () => ({ outcome: 'unavailable' }) }))
	expect(await asked()).toMatchObject({ state: 'unavailable' })
	const [friction] = await db.select().from(frictions).where(eq(frictions.visitId, actor.visitId))
	expect(friction).toMatchObject({ kind: 'action-failed', causeKey: 'forwarding:unavailable' })
})

test('an answer that never came is settled by reading the line again', async () => {
	useAccountsBackend(
		failing({
			setForwarding: async (change) => {
				await embeddedBackend.setForwarding(change)
				return { outcome: 'unknown' }
			},
		}),
	)
	expect(await asked()).toMatchObject({ state: 'done' })
})

test('an answer that never came and a line that cannot be read: nothing is asked twice, and a job settles it', async () => {
	let asks = 0
	let isDown = false
	useAccountsBackend(
		failing({
			setForwarding: async (change) => {
				asks++
				await embeddedBackend.setForwarding(change)
				isDown = true
				return { outcome: 'unknown' }
			},
			forwardings: async (id) => (isDown ? { ok: false, reason: 'unavailable' } : embeddedBackend.forwardings(id)),
		}),
	)
	const change = await asked()
	expect(change).toMatchObject({ state: 'unknown', undoUntil: null })
	await runDueJobs(later(3))
	expect(await db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))).toEqual([])
	isDown = false
	await runDueJobs(later(6))
	expect(await found(change?.id ?? '')).toMatchObject({ state: 'done' })
	expect(await db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))).toHaveLength(1)
	expect(asks).toBe(1)
})

test('while one change of a line has no answer, no other one is asked', async () => {
	useAccountsBackend(failing({ setForwarding: async () => ({ outcome: 'unknown' }) }))
	const change = await asked()
	expect(await ask({ kind: 'busy' })).toEqual({ ok: false, reason: 'awaits-answer' })
	expect(await findForwardingChange(account.customer.id, change?.id ?? '', later(16))).toMatchObject({
		state: 'unavailable',
	})
	useAccountsBackend(undefined)
	expect(await ask({ kind: 'busy', now: later(17) })).toMatchObject({ ok: true })
})

test('a review does nothing, and is confirmed only while the line is as it said', async () => {
	const asking = { customerId: account.customer.id, lineId: account.line.id, kind: 'always' as const, actor, now: NOW }
	const read = await reviewForwarding({ ...asking, target: TARGET })
	if (!read.ok) throw new Error(read.reason)
	expect(read.review).toMatchObject({ before: null, after: { target: TARGET_E164, active: true }, seen: '' })
	expect(await stateOf()).toBeNull()
	expect(await reviewForwarding({ ...asking, target: '15' })).toMatchObject({ ok: false, reason: 'target' })
	await ask({ target: '07 56 78 90 12' })
	expect(await ask({ seen: read.review.seen })).toEqual({ ok: false, reason: 'stale' })
	expect(await stateOf()).toMatchObject({ target: '+33756789012' })
	const again = await reviewForwarding({ ...asking, target: TARGET })
	expect(again.ok && (await ask({ seen: again.review.seen })).ok).toBe(true)
})

test('a line that another tab changed meanwhile is left alone', async () => {
	useAccountsBackend(
		failing({
			setForwarding: async (change) => {
				await makeForwarding(account.line.id, { target: '+33756789012' })
				return embeddedBackend.setForwarding(change)
			},
		}),
	)
	expect(await ask()).toEqual({ ok: false, reason: 'stale' })
	expect(await stateOf()).toMatchObject({ target: '+33756789012' })
})

test('what somebody else does is told to the holder with their name', async () => {
	const by = { kind: 'delegate', name: 'Nora Petit' } as const
	const outcome = await ask({ actor: { ...actor, by } })
	if (!outcome.ok) throw new Error(outcome.reason)
	expect(await found(outcome.changeId)).toMatchObject({ by })
	const [mail] = await db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))
	expect(mail?.body).toContain('Fait par Nora Petit')
})

test('a line left in another state than asked is said, kept and logged', async () => {
	useAccountsBackend(failing({ setForwarding: async () => ({ outcome: 'done' }) }))
	const change = await asked()
	expect(change).toMatchObject({ state: 'differs', caseReference: expect.stringMatching(/^RC-/) })
	const opened = await db.select().from(cases).where(eq(cases.customerId, account.customer.id))
	expect(opened).toMatchObject([{ reference: change?.caseReference, state: 'open' }])
	const [logged] = await db.select().from(frictions).where(eq(frictions.visitId, actor.visitId))
	expect(logged).toMatchObject({ kind: 'state-differs', detail: { caseReference: change?.caseReference } })
})

test('what is taken back is logged once, with what it was', async () => {
	const set = await ask()
	if (!set.ok) throw new Error('not set')
	const undo = () => undoForwarding({ customerId: account.customer.id, changeId: set.changeId, actor, now: NOW })
	expect([await undo(), await undo()]).toEqual(['undone', 'undone'])
	const logged = await db.select().from(frictions).where(eq(frictions.visitId, actor.visitId))
	expect(logged).toMatchObject([{ kind: 'action-undone', causeKey: 'forwarding', path: '/compte/renvoi' }])
})

function failing(over: Partial<AccountsBackend>): AccountsBackend {
	return { ...embeddedBackend, ...over }
}
