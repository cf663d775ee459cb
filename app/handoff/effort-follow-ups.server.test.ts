import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { effortAnswers, effortQuestions, leftMessages, promises } from '#db/schema/handoff.server'
import { makeCustomer, makePerson } from '#db/testing/builders'
import { answerEffort, asksEffort, EFFORT_SCALE } from './effort.server'
import { countFollowUps, listFollowUps } from './effort-follow-ups.server'
import { effortScore, effortScores } from './effort-scores.server'
import { answerDueAt, answerLeftMessage } from './left-messages.server'

const NOW = new Date('2026-11-23T09:00:00Z')

async function answering(score: number, mayWrite = true) {
	const { customer } = await makeCustomer()
	const objectId = randomUUID()
	await asksEffort({ objectId, askedOf: customer.id, endedAt: NOW }, NOW)
	const answer = {
		...{
			objectId,
			channel: 'act' as const,
			reason: 'contract',
			lang: 'fr' as const,
			score,
			words: 'Trop long, 06 39 98 12 34',
		},
		...{ advisorName: null, customer: mayWrite ? customer : null, now: NOW },
	}
	const sent = await Promise.all([answerEffort(answer), answerEffort(answer)])
	const work = await db.select().from(leftMessages).where(eq(leftMessages.customerId, customer.id))
	return { told: sent.find(Boolean), objectId, customer, work }
}

test('a bad answer that may be followed gives one person a day to write back, once', async () => {
	const [first, second] = [await makePerson({ role: 'supervisor' }), await makePerson({ role: 'supervisor' })]
	const { told, work, customer, objectId } = await answering(2)
	expect(told).toBe('followed-up')
	expect(work).toHaveLength(1)
	const id = work[0]?.id ?? ''
	expect(work[0]).toMatchObject({ contact: customer.email, state: 'waiting', visitId: null })
	expect(work[0]?.body).toContain('2 sur 7')
	expect(work[0]?.body).toContain('[téléphone]')
	expect(work[0]?.requestKey).not.toContain(objectId)
	const [promise] = await db.select().from(promises).where(eq(promises.objectId, id))
	expect(promise).toMatchObject({ kind: 'answer', state: 'promised', dueAt: answerDueAt(NOW) })
	expect([first.id, second.id]).toContain(promise?.ownerId)

	// The next one goes to whoever has less to do.
	const other = await answering(1)
	const [next] = await db
		.select()
		.from(promises)
		.where(eq(promises.objectId, other.work[0]?.id ?? ''))
	expect(next?.ownerId).not.toBe(promise?.ownerId)

	const since = new Date(NOW.getTime() - 1)
	expect(await countFollowUps(since)).toEqual({ all: 2, written: 0, inTime: 0 })
	const names = (await listFollowUps()).map(({ owner }) => owner)
	expect(names.sort()).toEqual([first.name, second.name].sort())

	await answerLeftMessage({ id, advisorId: first.id, advisorName: first.name, answer: 'Bonjour', now: NOW })
	expect(await countFollowUps(since)).toEqual({ all: 2, written: 1, inTime: 1 })
	expect((await listFollowUps()).map((one) => one.id)).toEqual([other.work[0]?.id])
})

test('nobody is written to who did not accept it, or who found it easy enough', async () => {
	expect(await answering(1, false)).toMatchObject({ told: 'kept', work: [] })
	expect(await answering(4)).toMatchObject({ told: 'kept', work: [] })
})

test('the score is the share of five, six and seven, with the mean; under thirty there is none', () => {
	const counts = [3, 4, 5, 6, 7].map((score) => ({ score, answers: 10 }))
	expect(effortScore(counts)).toMatchObject({ n: 50, share: 0.6, mean: 5 })
	expect(effortScore([{ score: 7, answers: 29 }])).toEqual({ n: 29, share: null, interval: null, mean: null })
})

test('scores are in all, by channel and by reason; another scale and older days are left out', async () => {
	const day = '2027-03-02'
	const at = new Date('2027-03-01T23:00:00Z')
	const row = { channel: 'chat', reason: 'mobile', lang: 'fr', scale: EFFORT_SCALE, score: 6, day } as const
	await db
		.insert(effortAnswers)
		.values([
			...Array.from({ length: 30 }, () => row),
			...Array.from({ length: 12 }, () => ({ ...row, channel: 'callback' as const, reason: 'internet', score: 2 })),
			{ ...row, scale: 'another-scale' },
			{ ...row, day: '2027-03-01' },
		])
	const asked = Array.from({ length: 84 }, () => ({ objectId: randomUUID(), askedOf: randomUUID(), askedAt: at }))
	await db.insert(effortQuestions).values(asked)
	const scores = await effortScores({ day, at })
	expect(scores.all).toMatchObject({ n: 42, share: 30 / 42 })
	expect(scores.asked).toEqual({ questions: 84, answered: 42 })
	expect(scores.channels).toMatchObject([
		{ name: 'chat', n: 30, share: 1 },
		{ name: 'callback', n: 12, share: null, interval: null, mean: null },
	])
	expect(scores.reasons.map(({ name }) => name)).toEqual(['mobile', 'internet'])
	// Nothing in it could be of a person.
	expect(Object.keys(scores).sort()).toEqual(['all', 'asked', 'channels', 'reasons'])
	expect(Object.keys(scores.channels[0] ?? {}).sort()).toEqual(['interval', 'mean', 'n', 'name', 'share'])
})
