import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { and, eq } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import type { Race } from '#db/testing/racing-bookings'
import { useSettings } from '~/settings/settings.server'
import { listSlots, nextFreeSlot } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const PROCESSES = 5
const PEOPLE_EACH = 10

afterEach(() => useSettings(undefined))

it('fifty people in five processes want the three places of one slot: three get one, and the places are given once', async () => {
	useSettings(alwaysOpen())
	for (let n = 0; n < 3; n++) await makeAdvisor({ lastSeenAt: NOW })
	const slotStart = await nextFreeSlot(NOW)
	if (!slotStart) throw new Error('no slot')
	const racers = Array.from({ length: PROCESSES }, () =>
		fork('db/testing/racing-bookings.ts', {
			execArgv: ['--import', 'tsx'],
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		}),
	)
	await Promise.all(racers.map((racer) => said(racer)))
	const outcomes = racers.map((racer) => said(racer))
	racers.forEach((racer, n) => {
		const race: Race = {
			slotStart: slotStart.toISOString(),
			now: NOW.toISOString(),
			people: PEOPLE_EACH,
			first: n * PEOPLE_EACH,
		}
		racer.send(race)
	})
	const all = (await Promise.all(outcomes)).flat()
	expect(all).toHaveLength(PROCESSES * PEOPLE_EACH)
	expect(all.filter((outcome) => outcome === 'booked')).toHaveLength(3)
	expect(all.filter((outcome) => outcome === 'slot-full')).toHaveLength(47)
	expect(await db.$count(callbacks, and(eq(callbacks.slotStart, slotStart), eq(callbacks.state, 'scheduled')))).toBe(3)
	const slot = (await listSlots(NOW)).flatMap(({ slots }) => slots)[0]
	expect(slot).toMatchObject({ start: slotStart, left: 0 })
}, 60_000)

/** What a process says next; it must not end before. */
async function said(racer: ChildProcess): Promise<unknown> {
	const ended = once(racer, 'exit').then(([code]) => {
		throw new Error(`a process ended with ${code}`)
	})
	ended.catch(() => {})
	const [words] = await Promise.race([once(racer, 'message'), ended])
	return words
}
