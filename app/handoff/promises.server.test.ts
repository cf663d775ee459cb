import { beforeEach, expect, test } from 'vitest'
import { openCase } from './cases.server'
import { listPromises, listPromisesTo, makePromise, settlePromise } from './promises.server'

const madeAt = new Date('2026-11-19T10:00:00Z')
const dueAt = new Date('2026-11-19T14:30:00Z')
const minutes = (count: number) => new Date(dueAt.getTime() + count * 60_000)
let caseId: string
let objectId: string

beforeEach(async () => {
	const opened = await openCase({ customerId: null, visitId: null, reason: 'mobile', subject: 'eSIM', lang: 'fr' })
	caseId = opened.id
	objectId = `callback of ${opened.reference}`
	await makePromise({
		kind: 'callback',
		caseId,
		objectId,
		customerId: `customer of ${caseId}`,
		text: 'Appel à 14 h 30',
		dueAt,
		now: madeAt,
	})
})

test.each([
	['before its time', -1, 'kept'],
	['on its minute', 0, 'kept'],
	['after its time', 1, 'late'],
] as const)('a promise settled %s is told as it is', async (_when, after, state) => {
	await settlePromise(objectId, 'callback', undefined, minutes(after))
	expect(await listPromises(caseId)).toMatchObject([
		{ state, madeAt, dueAt, settledAt: minutes(after), text: 'Appel à 14 h 30', ownerId: null },
	])
})

test.each(['broken', 'withdrawn'] as const)('a promise can be %s', async (outcome) => {
	await settlePromise(objectId, 'callback', outcome, minutes(-5))
	expect(await listPromises(caseId)).toMatchObject([{ state: outcome }])
})

test('a settled promise is not settled again: what was late stays late', async () => {
	await settlePromise(objectId, 'callback', undefined, minutes(10))
	await settlePromise(objectId, 'callback', 'kept', minutes(11))
	expect(await listPromises(caseId)).toMatchObject([{ state: 'late', settledAt: minutes(10) }])
})

test('settling another kind or another object changes nothing', async () => {
	await settlePromise(objectId, 'answer', undefined, minutes(1))
	await settlePromise('something else', 'callback', undefined, minutes(1))
	expect(await listPromises(caseId)).toMatchObject([{ state: 'promised', settledAt: null }])
})

test('promises to a person are listed oldest first', async () => {
	await makePromise({
		kind: 'act',
		caseId,
		objectId: 'refund',
		customerId: `customer of ${caseId}`,
		text: '10 € rendus',
		dueAt,
		now: new Date('2026-11-19T09:00:00Z'),
	})
	expect((await listPromisesTo(`customer of ${caseId}`)).map(({ kind }) => kind)).toEqual(['act', 'callback'])
})
