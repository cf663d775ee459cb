import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { effortAnswers } from '#db/schema/handoff.server'
import { answerEffort, asksEffort, EFFORT_SCALE, forgetOldAnswers, leaveEffort } from './effort.server'

const NOW = new Date('2026-11-23T09:00:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const exchange = (askedOf = randomUUID(), endedAt = NOW) => ({ objectId: randomUUID(), askedOf, endedAt })
const answer = (objectId: string, over = {}) => ({
	...{ objectId, channel: 'chat' as const, reason: `reason-${objectId}`, lang: 'fr' as const, score: 6 },
	...{ words: '', advisorName: 'Nadia Belkacem', customer: null, now: NOW },
	...over,
})

test('the question is put once in thirty days, to each person', async () => {
	const first = exchange()
	expect(await asksEffort(first, NOW)).toBe(true)
	expect(await asksEffort(first, NOW)).toBe(true)
	expect(await asksEffort(exchange(first.askedOf, daysLater(29)), daysLater(29))).toBe(false)
	expect(await asksEffort(exchange(), NOW)).toBe(true)
	expect(await asksEffort(exchange(first.askedOf, daysLater(31)), daysLater(31))).toBe(true)
})

test('of two exchanges ended at once, one is asked about', async () => {
	const of = randomUUID()
	const asked = await Promise.all([exchange(of), exchange(of), exchange(of)].map((one) => asksEffort(one, NOW)))
	expect(asked.filter(Boolean)).toHaveLength(1)
})

test('an answer counts once; a question left is not put again; an old exchange is left alone', async () => {
	const one = exchange()
	expect(await answerEffort(answer(one.objectId))).toBe(null)
	await asksEffort(one, NOW)
	const sent = await Promise.all([1, 2].map(() => answerEffort(answer(one.objectId))))
	expect(sent.filter(Boolean)).toEqual(['kept'])
	expect(await asksEffort(one, NOW)).toBe(false)
	expect(await db.$count(effortAnswers, eq(effortAnswers.reason, `reason-${one.objectId}`))).toBe(1)

	const left = exchange()
	await asksEffort(left, NOW)
	await leaveEffort(left.objectId, NOW)
	expect(await asksEffort(left, NOW)).toBe(false)
	expect(await answerEffort(answer(left.objectId))).toBe(null)
	expect(await asksEffort(exchange(randomUUID(), daysLater(-4)), NOW)).toBe(false)
})

test('what is kept leads to nobody: no name of the advisor, no number, the scale and the day', async () => {
	const one = exchange()
	await asksEffort(one, NOW)
	await answerEffort(answer(one.objectId, { words: 'Merci NADIA, mon 06 39 98 12 34. Les nadiates non.' }))
	const [kept] = await db
		.select()
		.from(effortAnswers)
		.where(eq(effortAnswers.reason, `reason-${one.objectId}`))
	expect(kept).toMatchObject({ scale: EFFORT_SCALE, score: 6, day: '2026-11-23', customerId: null })
	expect(kept?.words).toBe('Merci …, mon [téléphone]. Les nadiates non.')
})

test('answers are erased when their time is over', async () => {
	const one = exchange()
	await asksEffort(one, NOW)
	await answerEffort(answer(one.objectId))
	await forgetOldAnswers(daysLater(300))
	const mine = eq(effortAnswers.reason, `reason-${one.objectId}`)
	expect(await db.$count(effortAnswers, mine)).toBe(1)
	await forgetOldAnswers(daysLater(400))
	expect(await db.$count(effortAnswers, mine)).toBe(0)
})
