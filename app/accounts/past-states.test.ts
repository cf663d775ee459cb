import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORWARDING_KINDS } from '#db/schema/accounts.server'
import { makeCustomer } from '#db/testing/builders'
import { embeddedBackend } from './embedded-backend.server'
import { holdingOfContract } from './holding'
import { readPastPage } from './past-page.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const MINUTE_MS = 60_000

const act = fc.oneof(
	fc.record({ what: fc.constant('name' as const), label: fc.constantFrom('Camille', 'Maison', 'Tablette') }),
	fc.record({ what: fc.constant('state' as const), state: fc.constantFrom('active' as const, 'suspended' as const) }),
	fc.record({
		what: fc.constant('forward' as const),
		kind: fc.constantFrom(...FORWARDING_KINDS),
		target: fc.constantFrom('+33612345678', '+33756789012', null),
		active: fc.boolean(),
	}),
	fc.record({ what: fc.constant('end' as const), days: fc.constantFrom(10, 30, null) }),
	fc.record({ what: fc.constant('plan' as const), planId: fc.constantFrom('mobile-40', 'mobile-100', 'mobile-200') }),
)

test('what was true at any instant can be asked for, whatever was done since', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), async (acts) => {
			const { customer, mobile, line } = await makeCustomer()
			const [customerId, subscriptionId, lineId] = [customer.id, mobile.id, line.id]
			const seen = [{ at: NOW, ...(await account(customerId)) }]
			let now = NOW
			for (const one of acts) {
				now = new Date(now.getTime() + MINUTE_MS)
				await doIt(one, { customerId, subscriptionId, lineId, now })
				seen.push({ at: now, ...(await account(customerId)) })
			}
			for (const { at, ...was } of seen) expect(await account(customerId, at)).toEqual(was)
			const last = seen.at(-1)
			expect(await account(customerId, new Date(now.getTime() + MINUTE_MS))).toEqual({ ...last, at: undefined })
		}),
		{ numRuns: 40 },
	)
})

test('a contract is not there before it began, runs until it ended, and has ended from then on', async () => {
	const { customer, mobile } = await makeCustomer()
	const stateAt = async (at: Date) =>
		(await account(customer.id, at)).contracts.find(({ id }) => id === mobile.id)?.state
	const endsAt = new Date(NOW.getTime() + 10 * MINUTE_MS)
	await embeddedBackend.setEnd({ customerId: customer.id, subscriptionId: mobile.id, endsAt, now: NOW })
	expect(await stateAt(new Date(mobile.startedAt.getTime() - 1))).toBeUndefined()
	expect([await stateAt(NOW), await stateAt(endsAt)]).toEqual(['active', 'ended'])
})

test('a day is shown as its end left it; a day that cannot be shown is refused with those that can', async () => {
	const { customer, line } = await makeCustomer()
	const named = { label: 'Tablette', state: line.state }
	const change = { customerId: customer.id, lineId: line.id, expected: { label: line.label, state: line.state } }
	await embeddedBackend.setLine({ ...change, after: named, now: new Date('2026-11-17T22:59:59Z') })
	const labelOn = async (day: string) =>
		(await readPastPage(customer.id, day, NOW)).contracts
			?.flatMap(({ lines }) => lines)
			.find(({ id }) => id === line.id)?.label
	expect([await labelOn('2026-11-16'), await labelOn('2026-11-17')]).toEqual([line.label, 'Tablette'])
	const today = await readPastPage(customer.id, '2026-11-19', NOW)
	expect(today).toMatchObject({ isWrong: true, day: '2026-11-18', days: { last: '2026-11-18' } })
	expect(await readPastPage(customer.id, today.days.first, NOW)).toMatchObject({ isWrong: false })
	expect(await readPastPage(customer.id, 'hier', NOW)).toMatchObject({ isWrong: true })
})

/** Contracts and forwardings, in an order that says nothing. */
async function account(customerId: string, at?: Date) {
	const [contracts, set] = [
		await embeddedBackend.contracts(customerId, at),
		await embeddedBackend.forwardings(customerId, at),
	]
	if (!contracts.ok || !set.ok) throw new Error('the account could not be read')
	return {
		contracts: contracts.value.map(({ id, state, endsAt, planSince, lines, ...contract }) => ({
			...{
				id,
				state,
				endsAt,
				planSince,
				holding: holdingOfContract({ ...contract, id, state, endsAt, planSince, lines }),
			},
			lines: lines.map(({ label, state, number }) => ({ label, state, number })),
		})),
		forwardings: set.value
			.map(({ kind, target, active, delaySeconds, changedAt }) => ({ kind, target, active, delaySeconds, changedAt }))
			.sort((one, other) => one.kind.localeCompare(other.kind)),
	}
}

async function doIt(
	one: typeof act extends fc.Arbitrary<infer Act> ? Act : never,
	{ now, ...ids }: { customerId: string; subscriptionId: string; lineId: string; now: Date },
): Promise<void> {
	const { customerId, subscriptionId, lineId } = ids
	const [contracts, set] = [await embeddedBackend.contracts(customerId), await embeddedBackend.forwardings(customerId)]
	if (!contracts.ok || !set.ok) throw new Error('the account could not be read')
	const contract = contracts.value.find(({ id }) => id === subscriptionId)
	const line = contract?.lines.find(({ id }) => id === lineId)
	if (!contract || !line) throw new Error('the contract is gone')
	if (one.what === 'name' || one.what === 'state') {
		const { label, state } = line
		const after = one.what === 'name' ? { label: one.label, state } : { label, state: one.state }
		await embeddedBackend.setLine({ customerId, lineId, expected: { label, state }, after, now })
	} else if (one.what === 'forward') {
		const found = set.value.find(({ kind }) => kind === one.kind)
		const expected = found ? { target: found.target, active: found.active, delaySeconds: found.delaySeconds } : null
		const state = one.target === null ? null : { target: one.target, active: one.active, delaySeconds: null }
		await embeddedBackend.setForwarding({ customerId, lineId, kind: one.kind, expected, state, now })
	} else if (one.what === 'end') {
		const endsAt = one.days === null ? null : new Date(now.getTime() + one.days * 86_400_000)
		await embeddedBackend.setEnd({ customerId, subscriptionId, endsAt, now })
	} else {
		const expected = holdingOfContract(contract)
		if (expected.plan.planId === one.planId) return
		const plan = { planId: one.planId, name: one.planId, priceCents: 1_999, takenAt: now, committedUntil: null }
		const after = { ...expected, plan }
		await embeddedBackend.changeHolding({
			customerId,
			subscriptionId,
			key: randomUUID(),
			expected,
			after,
			at: now,
			lines: [],
		})
	}
}
