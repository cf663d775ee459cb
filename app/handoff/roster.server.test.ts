import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { absences } from '#db/schema/handoff.server'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { loadSettings, type Settings, useSettings } from '~/settings/settings.server'
import { declareWeek } from './roster.server'
import { listSlots, placesLeft } from './slots.server'

const shipped = loadSettings('content')
/** Thursday 19 November, 11:10 in Paris. */
const NOW = new Date('2026-11-19T10:10:00Z')
const MONDAY = '2026-11-23'
const weekday = 1

beforeEach(async () => {
	await db.insert(people).values([
		{ id: 'a', name: 'Nadia B', email: 'a@x.fr', role: 'advisor' },
		{ id: 'b', name: 'Karim T', email: 'b@x.fr', role: 'advisor' },
	])
})
afterEach(async () => {
	await db.delete(people)
	useSettings(undefined)
})

async function placesOn(day: string, { config = shipped, reason }: { config?: Settings; reason?: string } = {}) {
	const slots = (await listSlots(NOW, config, reason)).find((one) => one.day === day)?.slots ?? []
	return Object.fromEntries(slots.map(({ start, left }) => [start.toISOString().slice(11, 16), left]))
}

describe('capacity comes from who is planned', () => {
	it('counts an advisor in their own hours only, and not in their break', async () => {
		await declareWeek('a', {
			shifts: [
				{ weekday, from: '08:00', to: '12:00' },
				{ weekday, from: '13:15', to: '16:00' },
			],
			reasons: [],
		})
		await declareWeek('b', { shifts: [{ weekday: 2, from: '08:00', to: '12:00' }], reasons: [] })
		const places = await placesOn(MONDAY)
		expect(places['07:00']).toBe(1)
		expect(places['10:30']).toBe(1)
		expect(places['11:00']).toBe(0)
		// Present for the second half of it: no room for a call and breathing time.
		expect(places['12:00']).toBe(0)
		expect(places['12:30']).toBe(1)
		expect(places['15:00']).toBe(0)
	})
	it('keeps the breathing time after each call', async () => {
		const hour = (breathingMinutes: number) => ({
			...shipped,
			callback: {
				...shipped.callback,
				...{ slotMinutes: 60, callsPerAdvisorAndSlot: 9, callMinutes: 12, breathingMinutes },
			},
		})
		expect((await placesOn(MONDAY, { config: hour(0) }))['07:00']).toBe(10)
		expect((await placesOn(MONDAY, { config: hour(3) }))['07:00']).toBe(8)
		expect((await placesOn(MONDAY, { config: hour(8) }))['07:00']).toBe(6)
	})
	it('an absence takes the places away for its time', async () => {
		await db.insert(absences).values({
			...{ personId: 'a', declaredBy: 'c' },
			from: new Date('2026-11-23T07:00:00Z'),
			to: new Date('2026-11-23T09:00:00Z'),
		})
		const places = await placesOn(MONDAY)
		expect([places['07:00'], places['08:30'], places['09:00']]).toEqual([1, 1, 2])
	})
	it('a reason has the places of those who answer it', async () => {
		await declareWeek('a', { shifts: [], reasons: ['invoice'] })
		await declareWeek('b', { shifts: [], reasons: ['internet', 'mobile'] })
		expect((await placesOn(MONDAY, { reason: 'invoice' }))['07:00']).toBe(1)
		expect((await placesOn(MONDAY, { reason: 'mobile' }))['07:00']).toBe(1)
		expect((await placesOn(MONDAY, { reason: 'moving' }))['07:00']).toBe(0)
	})
	it('a booking takes its place from the others of the reasons that need the same person', async () => {
		await declareWeek('a', { shifts: [], reasons: ['invoice'] })
		await declareWeek('b', { shifts: [], reasons: ['internet', 'mobile'] })
		await makeCallback({ now: NOW, reason: 'mobile', slotStart: new Date('2026-11-23T07:00:00Z') })
		expect((await placesOn(MONDAY, { reason: 'internet' }))['07:00']).toBe(0)
		expect((await placesOn(MONDAY, { reason: 'invoice' }))['07:00']).toBe(1)
	})
	it('counts what was asked while closed, and the next tries, as booked', async () => {
		const night = new Date('2026-11-19T23:00:00Z')
		await makeCallback({ now: night })
		const [friday] = await listSlots(night)
		expect(friday?.slots[0]).toMatchObject({ start: new Date('2026-11-20T07:00:00Z'), left: 1 })
	})
})

describe('who takes which is decided late', () => {
	const all = { reasons: null, calls: 1 }
	const only = (...reasons: string[]) => ({ reasons: new Set(reasons), calls: 1 })

	it('somebody who answers everything is kept for what the other cannot answer', () => {
		expect(placesLeft([all, only('mobile')], ['mobile'], 'invoice')).toBe(1)
		expect(placesLeft([all, only('mobile')], ['invoice'], 'mobile')).toBe(1)
		expect(placesLeft([all, only('mobile')], ['invoice'], 'invoice')).toBe(0)
		expect(placesLeft([all, only('mobile')], ['mobile', 'mobile'], 'invoice')).toBe(0)
	})
	it('agrees with trying every assignment', () => {
		const reasons = ['a', 'b', 'c']
		let seed = 7
		const random = (below: number) => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
			return Math.floor((seed / 2_147_483_648) * below)
		}
		for (let n = 0; n < 400; n++) {
			const seats = Array.from({ length: 1 + random(4) }, () => ({
				reasons: random(3) === 0 ? null : new Set(reasons.filter(() => random(2) === 0)),
				calls: 1 + random(2),
			}))
			const booked: string[] = []
			const wanted = Array.from({ length: random(6) }, () => reasons[random(3)] ?? 'a')
			for (const one of wanted) if (assignable(seats, [...booked, one])) booked.push(one)
			const left = placesLeft(seats, booked, 'a')
			expect(assignable(seats, [...booked, ...Array<string>(left).fill('a')])).toBe(true)
			expect(assignable(seats, [...booked, ...Array<string>(left + 1).fill('a')])).toBe(false)
		}
	})

	/** Every way of giving each call to somebody. */
	function assignable(seats: { reasons: ReadonlySet<string> | null; calls: number }[], calls: string[]): boolean {
		const [first, ...rest] = calls
		if (first === undefined) return true
		return seats.some(
			(seat, n) =>
				seat.calls > 0 &&
				(seat.reasons?.has(first) ?? true) &&
				assignable(
					seats.map((one, at) => (at === n ? { ...one, calls: one.calls - 1 } : one)),
					rest,
				),
		)
	}
})

it('a slot is kept as the local time that was said, its zone and the instant, in the hour that comes twice too', async () => {
	useSettings(alwaysOpen())
	const now = new Date('2026-10-24T20:00:00Z')
	const [first, second] = await Promise.all(
		['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((at) => makeCallback({ now, slotStart: new Date(at) })),
	)
	expect(first).toMatchObject({ slotLocal: '2026-10-25T02:30', slotZone: 'Europe/Paris' })
	expect(second).toMatchObject({ slotLocal: '2026-10-25T02:30', slotZone: 'Europe/Paris' })
	expect(second?.slotStart?.getTime()).toBe((first?.slotStart?.getTime() ?? 0) + 3_600_000)
})
