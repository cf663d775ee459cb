import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { promises } from '#db/schema/handoff.server'
import { openCase } from './cases.server'
import { promiseRates } from './promise-rate.server'
import { countKept } from './promises.server'

const NOW = new Date('2026-11-23T09:00:00Z')
const SINCE = new Date('2026-10-01T00:00:00Z')
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

test('the rate counts what fell due, as kept, late or not kept, and says how many', async () => {
	const { id: caseId } = await openCase({
		...{ customerId: null, visitId: null, reason: 'other', subject: 'x', lang: 'fr', now: NOW },
	})
	const due = (state: typeof promises.$inferInsert.state, times: number, dueAt = day(-2)) =>
		Array.from({ length: times }, () => ({
			...{ kind: 'callback' as const, caseId, objectId: randomUUID(), text: 'x', state, dueAt, madeAt: dueAt },
		}))
	await db.insert(promises).values([
		...[...due('kept', 25), ...due('kept', 2, day(1)), ...due('late', 2), ...due('broken', 1)],
		// Past its time and still open, and moved by us: not kept.
		...[...due('promised', 1), ...due('moved', 1)],
		// Not due yet, given up by the person, and of another time.
		...[...due('promised', 3, day(1)), ...due('withdrawn', 4), ...due('broken', 5, day(-90))],
		...due('kept', 29).map((one) => ({ ...one, kind: 'act' as const })),
	])
	const { all, kinds } = await promiseRates(SINCE, NOW)
	const callbacks = kinds.find(({ kind }) => kind === 'callback')
	expect(callbacks).toMatchObject({ n: 32, share: 27 / 32, late: 2, broken: 3 })
	// The same count as the one supervisors see.
	expect(await countKept('callback', SINCE, NOW)).toEqual({ kept: 27, all: 32 })
	expect(kinds.find(({ kind }) => kind === 'act')).toMatchObject({ n: 29, share: null, late: null, broken: null })
	expect(kinds.find(({ kind }) => kind === 'answer')).toMatchObject({ n: 0, share: null })
	expect(all).toMatchObject({ n: 61, share: 56 / 61 })
})
