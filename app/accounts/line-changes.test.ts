import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { accountChanges, lines } from '#db/schema/accounts.server'
import { frictions } from '#db/schema/friction.server'
import { outbox } from '#db/schema/work.server'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { runDueJobs } from '~/jobs/runner.server'
import type { AccountsBackend, LineState } from './backend'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'
import { changeLine, findHeldLine, findLineChange, undoLineChange } from './line-changes.server'

const NOW = new Date('2026-11-19T03:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

let account: Awaited<ReturnType<typeof makeCustomer>>
let actor: { personId: string; visitId: string; lang: 'fr' }

beforeEach(async () => {
	account = await makeCustomer()
	actor = { personId: account.person.id, visitId: (await makeVisit()).id, lang: 'fr' }
})
afterEach(() => useAccountsBackend(undefined))

async function state(): Promise<LineState> {
	const [row] = await db.select().from(lines).where(eq(lines.id, account.line.id))
	if (!row) throw new Error('no line')
	return { label: row.label, state: row.state }
}

async function ask(wanted: Partial<LineState>, over: Partial<Parameters<typeof changeLine>[0]> = {}) {
	const expected = over.expected ?? (await state())
	const customerId = account.customer.id
	return changeLine({
		...{ customerId, lineId: account.line.id, requestKey: randomUUID(), actor, now: NOW },
		...over,
		...{ expected, wanted: { ...expected, ...wanted } },
	})
}

async function asked(wanted: Partial<LineState>) {
	const outcome = await ask(wanted)
	if (!outcome.ok) throw new Error(outcome.reason)
	return outcome.changeId
}

const undo = (changeId: string, now = NOW) => undoLineChange({ customerId: account.customer.id, changeId, actor, now })
const mails = () => db.select().from(outbox).where(eq(outbox.recipient, account.customer.email))
const found = (changeId: string, now = NOW) => findLineChange(account.customer.id, changeId, now)

test('a lost line is suspended at night, read back, and its receipt is sent', async () => {
	const changeId = await asked({ state: 'suspended' })
	expect(await state()).toMatchObject({ state: 'suspended' })
	expect(await found(changeId)).toMatchObject({ state: 'done', undoUntil: later(10) })
	const [mail] = await mails()
	expect(mail?.subject).toMatch(/est suspendue\. \(OP-[0-9A-F]{8}\)/)
})

test('changes in any order, then taken back from the last to the first, leave the exact earlier state', async () => {
	const wish = fc.oneof(
		fc.record({ label: fc.constantFrom('Mobile', 'Lou', 'Travail', 'Été') }),
		fc.record({ state: fc.constantFrom('active' as const, 'suspended' as const) }),
	)
	await fc.assert(
		fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 6 }), async (wishes) => {
			const states = [await state()]
			const changes: string[] = []
			for (const wanted of wishes) {
				const outcome = await ask(wanted)
				if (!outcome.ok) {
					expect(outcome.reason).toBe('as-it-is')
					continue
				}
				changes.push(outcome.changeId)
				states.push(await state())
			}
			for (const changeId of changes.reverse()) {
				expect(await state()).toEqual(states.pop())
				expect(await undo(changeId)).toBe('undone')
			}
			expect(await state()).toEqual(states.pop())
			expect(states).toEqual([])
		}),
		{ numRuns: 12 },
	)
})

test('a double click asks once, and says so once', async () => {
	const requestKey = randomUUID()
	const expected = await state()
	const both = await Promise.all([1, 2].map(() => ask({ state: 'suspended' }, { requestKey, expected })))
	expect(both[0]).toEqual(both[1])
	expect(await mails()).toHaveLength(1)
})

test('two tabs that ask at once for different things: one is done, the other is told that the line changed', async () => {
	const expected = await state()
	const both = await Promise.all([ask({ label: 'Lou' }, { expected }), ask({ state: 'suspended' }, { expected })])
	expect(both.filter(({ ok }) => ok)).toHaveLength(1)
	expect(both.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(1)
	expect(await mails()).toHaveLength(1)
})

test('a page read before somebody else changed the line does nothing', async () => {
	const expected = await state()
	await asked({ state: 'suspended' })
	expect(await ask({ label: 'Lou' }, { expected })).toEqual({ ok: false, reason: 'stale' })
	expect(await state()).toEqual({ ...expected, state: 'suspended' })
})

test('a change is taken back for ten minutes, and never over a newer one', async () => {
	const first = await asked({ label: 'Lou' })
	expect(await undo(first, later(11))).toBe('too-late')
	await asked({ label: 'Travail' })
	expect(await undo(first)).toBe('changed-since')
	expect(await state()).toMatchObject({ label: 'Travail' })
})

test("another customer's line and changes do not exist", async () => {
	const other = await makeCustomer()
	expect(await ask({ label: 'Lou' }, { lineId: other.line.id })).toEqual({ ok: false, reason: 'missing' })
	expect(await findHeldLine(other.customer.id, account.line.id, NOW)).toBe('missing')
	const changeId = await asked({ label: 'Lou' })
	expect(await findLineChange(other.customer.id, changeId, NOW)).toBeNull()
	const theirs = { customerId: other.customer.id, changeId, actor, now: NOW }
	expect(await undoLineChange(theirs)).toBe('missing')
})

test('lines that cannot be read: nothing is asked, and the failed step stays in the visit', async () => {
	useAccountsBackend(failing({ contracts: async () => ({ ok: false, reason: 'unavailable' }) }))
	expect(await ask({ state: 'suspended' })).toEqual({ ok: false, reason: 'unavailable' })
	const [friction] = await db.select().from(frictions).where(eq(frictions.visitId, actor.visitId))
	expect(friction).toMatchObject({ kind: 'action-failed', causeKey: 'line:unavailable' })
	expect(await db.select().from(accountChanges).where(eq(accountChanges.customerId, account.customer.id))).toEqual([])
})

test.each([
	['unavailable', { outcome: 'unavailable' } as const, 'unavailable'],
	['refused', { outcome: 'refused', reason: 'not-yours' } as const, 'refused'],
	['said to be done, and not', { outcome: 'done' } as const, 'differs'],
])('a change that is %s is said as it is, and no receipt is sent', async (_, writing, outcome) => {
	useAccountsBackend(failing({ setLine: async () => writing }))
	const changeId = await asked({ state: 'suspended' })
	expect(await found(changeId)).toMatchObject({ state: outcome, undoUntil: null })
	expect(await mails()).toEqual([])
	const [friction] = await db.select().from(frictions).where(eq(frictions.visitId, actor.visitId))
	expect(friction).toMatchObject({ causeKey: `line:${outcome}` })
})

test('an answer that never came is settled by reading again, and is asked once', async () => {
	let asks = 0
	useAccountsBackend(
		failing({
			setLine: async () => {
				asks++
				return { outcome: 'unknown' }
			},
		}),
	)
	const changeId = await asked({ state: 'suspended' })
	expect(await found(changeId)).toMatchObject({ state: 'unknown' })
	await db.update(lines).set({ state: 'suspended' }).where(eq(lines.id, account.line.id))
	await runDueJobs(later(2))
	const [row] = await db.select().from(accountChanges).where(eq(accountChanges.id, changeId))
	expect(row?.outcome).toBe('done')
	expect(await mails()).toHaveLength(1)
	expect(asks).toBe(1)
})

test('an answer that never came, and nothing on the line a quarter of an hour later: it was not done', async () => {
	useAccountsBackend(failing({ setLine: async () => ({ outcome: 'unknown' }) }))
	const changeId = await asked({ state: 'suspended' })
	expect(await found(changeId, later(14))).toMatchObject({ state: 'unknown' })
	expect(await found(changeId, later(16))).toMatchObject({ state: 'unavailable' })
})

function failing(over: Partial<AccountsBackend>): AccountsBackend {
	return { ...embeddedBackend, ...over }
}
