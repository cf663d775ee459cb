import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { customers } from '#db/schema/accounts.server'
import { people, sessions } from '#db/schema/auth.server'
import { leftMessages } from '#db/schema/handoff.server'
import { personalChanges } from '#db/schema/personal.server'
import { outbox } from '#db/schema/work.server'
import { makeCustomer } from '#db/testing/builders'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { findPersonByEmail } from '~/auth/people.server'
import { action as changeAction, loader as changeLoader } from '~/routes/(en).compte_.donnees_.changement.$id'
import { action as contestAction } from '~/routes/(en).pas-moi.$key'
import { consentsOf, say } from './consents.server'
import {
	confirmContactChange,
	contestChange,
	findContested,
	forgetOpenChanges,
	openContactChange,
	putRight,
	sendChangeCode,
} from './personal-changes.server'

const NOW = new Date()
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const lastTo = async (recipient: string) => {
	const [message] = await db
		.select()
		.from(outbox)
		.where(eq(outbox.recipient, recipient))
		.orderBy(desc(outbox.createdAt))
		.limit(1)
	return message
}
const codeSentTo = async (recipient: string) => (await lastTo(recipient))?.body.match(/\b\d{6}\b/)?.[0] ?? ''
const customerNow = async (id: string) => (await db.select().from(customers).where(eq(customers.id, id)))[0]

async function begin(field: 'email' | 'phone', value: string) {
	const { customer, person } = await makeCustomer()
	const holder = { customerId: customer.id, personId: person.id, lang: 'fr' as const }
	const change = await openContactChange(holder, field, value, { requestKey: randomUUID(), now: NOW })
	if (change === 'same') throw new Error('nothing to change')
	const channel = field === 'email' ? ('email' as const) : ('sms' as const)
	const sent = await sendChangeCode(holder, change.id, { channel, addressPrefix: null, now: NOW })
	return { customer, person, holder, change, sent }
}

test('a new address is the customer’s once its code was typed, and the old one is told', async () => {
	const { customer, person, holder, change } = await begin('email', 'nouvelle@exemple.fr')
	expect(await customerNow(customer.id)).toMatchObject({ email: customer.email })
	for (const wrong of ['000000', 'abc', '']) {
		const refused = await confirmContactChange(holder, change.id, {
			...{ typed: wrong, endOthers: false, sessionId: null, now: NOW },
		})
		expect(refused).toMatchObject({ ok: false, reason: 'wrong' })
	}
	const typed = await codeSentTo('nouvelle@exemple.fr')
	const done = await confirmContactChange(holder, change.id, {
		typed,
		endOthers: false,
		sessionId: null,
		now: later(9),
	})
	expect(done).toMatchObject({ ok: true })
	expect(await customerNow(customer.id)).toMatchObject({ email: 'nouvelle@exemple.fr' })
	expect((await findPersonByEmail('nouvelle@exemple.fr'))?.id).toBe(person.id)
	expect(await findPersonByEmail(customer.email)).toBeNull()
	expect((await lastTo(customer.email))?.body).toMatch(/\/pas-moi\//)
	// A second press on the same page does nothing more.
	const again = await confirmContactChange(holder, change.id, {
		typed,
		endOthers: false,
		sessionId: null,
		now: later(9),
	})
	expect(again).toMatchObject({ ok: true })
})

test('five wrong codes end a code, an old one expires, and what was asked stays until another is right', async () => {
	const { holder, change } = await begin('email', 'cinq@exemple.fr')
	const first = await codeSentTo('cinq@exemple.fr')
	const wrong = first === '111111' ? '222222' : '111111'
	const type = (typed: string, now: Date) =>
		confirmContactChange(holder, change.id, { typed, endOthers: false, sessionId: null, now })
	const reasons = []
	for (let n = 0; n < 6; n++) {
		const outcome = await type(wrong, NOW)
		reasons.push(outcome.ok || outcome.reason)
	}
	expect(reasons).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'dead', 'dead'])
	expect(await type(first, NOW)).toMatchObject({ ok: false, reason: 'dead' })
	await sendChangeCode(holder, change.id, { channel: 'email', addressPrefix: null, now: later(1) })
	const second = await codeSentTo('cinq@exemple.fr')
	expect(await type(second, later(12))).toMatchObject({ ok: false, reason: 'expired' })
	await sendChangeCode(holder, change.id, { channel: 'email', addressPrefix: null, now: later(13) })
	expect(await type(await codeSentTo('cinq@exemple.fr'), later(14))).toMatchObject({ ok: true })
})

test('thirty guesses at once count as thirty', async () => {
	const { holder, change } = await begin('email', 'trente@exemple.fr')
	const right = await codeSentTo('trente@exemple.fr')
	const guesses = Array.from({ length: 30 }, (_, n) => String(100_000 + n)).filter((guess) => guess !== right)
	const outcomes = await Promise.all(
		guesses.map((typed) =>
			confirmContactChange(holder, change.id, { typed, endOthers: false, sessionId: null, now: NOW }),
		),
	)
	expect(outcomes.filter((one) => !one.ok && one.reason === 'wrong')).toHaveLength(4)
})

test('an address somebody else signs in with is refused only to whoever reads its mail', async () => {
	const other = await makeCustomer()
	const { customer, holder, change, sent } = await begin('email', other.person.email)
	expect(sent).toEqual({ ok: true })
	const typed = await codeSentTo(other.person.email)
	const taken = await confirmContactChange(holder, change.id, { typed, endOthers: false, sessionId: null, now: NOW })
	expect(taken).toEqual({ ok: false, reason: 'taken' })
	expect(await customerNow(customer.id)).toMatchObject({ email: customer.email })
})

test('a new number is proved like that of a callback, and the old number and the address are told', async () => {
	const { customer, holder, change } = await begin('phone', '+33639980101')
	expect(await lastTo('+33639980101')).toMatchObject({ channel: 'sms', purpose: 'phone-code' })
	const tooSoon = await sendChangeCode(holder, change.id, { channel: 'sms', addressPrefix: null, now: NOW })
	expect(tooSoon).toMatchObject({ ok: false, reason: 'code-wait' })
	const typed = await codeSentTo('+33639980101')
	await confirmContactChange(holder, change.id, { typed, endOthers: false, sessionId: null, now: NOW })
	expect(await customerNow(customer.id)).toMatchObject({ phone: '+33639980101' })
	expect(await lastTo(customer.phone ?? '')).toMatchObject({ channel: 'sms', purpose: 'personal-changed' })
	expect((await lastTo(customer.email))?.body).toMatch(/numéro/)
})

test('whoever had the address before puts it back, and everybody is signed out', async () => {
	const { customer, person, holder, change } = await begin('email', 'voleur@exemple.fr')
	await browserOf({ email: person.email })
	const typed = await codeSentTo('voleur@exemple.fr')
	await confirmContactChange(holder, change.id, { typed, endOthers: false, sessionId: null, now: NOW })
	expect(await db.$count(sessions, eq(sessions.userId, person.id))).toBe(1)
	const key = (await lastTo(customer.email))?.body.match(/\/pas-moi\/(\S+)/)?.[1] ?? ''
	for (const forged of [`${key.slice(0, -1)}x`, key.replace(change.id, randomUUID()), 'none'])
		expect(await findContested(forged)).toBeNull()
	const request = new Request(`http://localhost:3000/pas-moi/${key}`, { method: 'POST', body: new FormData() })
	const answer = await answerOf(() => contestAction({ request, params: { key }, context: {} }))
	expect(answer.headers.get('location')).toMatch(/fait=put-back/)
	expect(await customerNow(customer.id)).toMatchObject({ email: customer.email })
	expect((await findPersonByEmail(customer.email))?.id).toBe(person.id)
	expect(await db.$count(sessions, eq(sessions.userId, person.id))).toBe(0)
	expect(await db.$count(leftMessages, eq(leftMessages.customerId, customer.id))).toBe(1)
	expect(await contestChange(key, { lang: 'fr', visitId: randomUUID() })).toBe('told')
	expect(await db.$count(leftMessages, eq(leftMessages.customerId, customer.id))).toBe(1)
	expect(await findContested(key, later(31 * 24 * 60))).toBeNull()
})

test('the other browsers are signed out when it was asked', async () => {
	const { person, holder, change } = await begin('email', 'seul@exemple.fr')
	for (let n = 0; n < 3; n++) await browserOf({ email: person.email })
	const [kept] = await db.select().from(sessions).where(eq(sessions.userId, person.id))
	const typed = await codeSentTo('seul@exemple.fr')
	const asked = { typed, endOthers: true, sessionId: kept?.id ?? null, now: NOW }
	expect(await confirmContactChange(holder, change.id, asked)).toMatchObject({ ok: true, ended: 2 })
	const left = await db.select().from(sessions).where(eq(sessions.userId, person.id))
	expect(left.map(({ id }) => id)).toEqual([kept?.id])
})

test('an old session proves who it is first, and another customer’s change does not exist', async () => {
	const { person, change } = await begin('email', 'vieille@exemple.fr')
	const mine = await browserOf({ email: person.email })
	const theirs = await browserOf((await makeCustomer()).person)
	const url = `http://localhost:3000/compte/donnees/changement/${change.id}`
	const params = { id: change.id }
	const post = (headers: Headers) => {
		const body = new URLSearchParams({ code: '123456' })
		return answerOf(() =>
			changeAction({ request: new Request(url, { method: 'POST', headers, body }), params, context: {} }),
		)
	}
	const read = (headers: Headers) =>
		answerOf(() => changeLoader({ request: new Request(url, { headers }), params, context: {} }))
	expect([(await read(mine)).status, (await read(theirs)).status]).toEqual([200, 404])
	expect((await post(theirs)).status).toBe(404)
	expect((await post(mine)).headers.get('location')).toMatch(/probleme=/)
	await db
		.update(sessions)
		.set({ createdAt: later(-16) })
		.where(eq(sessions.userId, person.id))
	expect((await post(mine)).headers.get('location')).toMatch(/^\/compte\/confirmer\?to=/)
})

test('name and postal address are written at once, twice the same is once, and the person is told', async () => {
	const { customer, person } = await makeCustomer()
	const holder = { customerId: customer.id, personId: person.id, lang: 'fr' as const }
	const requestKey = randomUUID()
	const name = { firstName: 'Zoé', lastName: 'D’Artagnan' }
	const answers = [
		await putRight(holder, 'name', name, { requestKey }),
		await putRight(holder, 'name', name, { requestKey }),
		await putRight(
			holder,
			'address',
			{ address: '3 rue Neuve, 63000 Clermont', city: 'Clermont' },
			{ requestKey: randomUUID() },
		),
	]
	expect(answers).toEqual(['changed', 'same', 'changed'])
	expect(await customerNow(customer.id)).toMatchObject({
		...name,
		address: '3 rue Neuve, 63000 Clermont',
		city: 'Clermont',
	})
	expect((await db.select().from(people).where(eq(people.id, person.id)))[0]?.name).toBe('Zoé D’Artagnan')
	expect(await db.$count(personalChanges, eq(personalChanges.customerId, customer.id))).toBe(2)
})

test('what waits for a code is forgotten after a day, with the code that was sent', async () => {
	const { change } = await begin('email', 'oubli@exemple.fr')
	await forgetOpenChanges(later(11))
	expect(await lastTo('oubli@exemple.fr')).toBeUndefined()
	expect(await db.$count(personalChanges, eq(personalChanges.id, change.id))).toBe(1)
	await forgetOpenChanges(later(25 * 60))
	expect(await db.$count(personalChanges, eq(personalChanges.id, change.id))).toBe(0)
})

test('consents are a history: nothing said is no, each word is dated and kept as it read', async () => {
	const { customer } = await makeCustomer()
	const purpose = 'offers-email'
	const held = async () => (await consentsOf(customer.id, 'fr')).find(({ id }) => id === purpose)
	expect(await held()).toMatchObject({ agreed: false, history: [] })
	const speak = (agreed: boolean, minutes: number) =>
		say(customer.id, { purpose, agreed, requestKey: randomUUID(), lang: 'fr', now: later(minutes) })
	expect([await speak(true, 1), await speak(true, 2), await speak(false, 3), await speak(false, 4)]).toEqual([
		...['said', 'same', 'said', 'same'],
	])
	expect(await held()).toMatchObject({
		agreed: false,
		history: [{ agreed: false }, { agreed: true, version: '2026-11' }],
	})
	expect(await say(customer.id, { purpose: 'none', agreed: true, requestKey: randomUUID(), lang: 'fr' })).toBe(
		'unknown',
	)
})
