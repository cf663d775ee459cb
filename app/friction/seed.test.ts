import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { frictions, visits } from '#db/schema/friction.server'
import { seedFriction } from '#db/seed/friction.server'
import { CAUSES } from '#db/seed/friction-stories'
import { causeKeyOf } from './cause-key'
import { headline } from './headline.server'
import { rankedCauses } from './insights.server'
import { isFrictionKind } from './kinds'
import { periodOf } from './period'
import { sweepVisits } from './sweep.server'

const now = new Date('2026-11-19T10:24:00Z')

test('every seeded cause has a known kind, and the key its words would give', () => {
	for (const cause of CAUSES) {
		expect(isFrictionKind(cause.kind)).toBe(true)
		if (!cause.kind.startsWith('search')) continue
		for (const words of cause.formulations ?? [cause.label]) expect(causeKeyOf(cause.kind, words)).toBe(cause.causeKey)
	}
})

test('the causes of the demo tell their story', async () => {
	await seedFriction({ now, random: chance(7), customerIds: ['c-1', 'c-2', 'c-3'], articles: [] })

	const period = periodOf(7, now, 'Europe/Paris')
	const { visits: total, alone, somebody, nothing } = await headline({ period })
	expect(total).toBeGreaterThan(1_400)
	expect(alone).toBeGreaterThan(somebody)
	expect(somebody).toBeGreaterThan(nothing)
	expect(nothing).toBeGreaterThan(60)

	const { causes } = await rankedCauses({ period }, 40)
	const trendOf = (key: string) => causes.find(({ causeKey }) => causeKey === key)?.trend
	expect(trendOf('article-no:voyant-rouge-box')).toBe('rising')
	expect(trendOf('search-empty:belg gard numero')).toBe('new')
	expect(trendOf('forwarding:unavailable')).toBe('spike')
	expect(trendOf('article-no:code-connexion-non-recu')).toBe('falling')
	expect(trendOf('page-error:facture-pdf')).toBe('too-few')
})

test('the same seed makes the same demo, and the sweep changes none of it', async () => {
	const before = await db.$count(frictions)
	const decided = await sweepVisits(now)
	expect(decided).toBe(0)
	expect(await db.$count(frictions)).toBe(before)
	await db.delete(frictions)
	await db.delete(visits)
	await seedFriction({ now, random: chance(7), customerIds: ['c-1', 'c-2', 'c-3'], articles: [] })
	expect(await db.$count(frictions)).toBe(before)
})

function chance(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}
