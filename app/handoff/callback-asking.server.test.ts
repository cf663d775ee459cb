import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { frictions } from '#db/schema/friction.server'
import { callbackEvents, callbacks, codeSends, phoneProofs } from '#db/schema/handoff.server'
import { outbox, smsRefusals } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen, callbackForm, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { sendDueMessages } from '~/messages/outbox.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { askForCallback, confirmCallback, findProof, forgetProofs, sendAnotherCode } from './callback-asking.server'
import type { CallbackRequest } from './callbacks.server'
import { nextFreeSlot } from './slots.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const MOBILE = '06 00 00 12 34'
const LANDLINE = '01 99 00 12 34'

beforeEach(() => {
	useSettings(alwaysOpen())
	useCarrier(fakeCompany())
})
afterEach(async () => {
	for (const table of [frictions, phoneProofs, codeSends, callbacks, outbox, smsRefusals, people])
		await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

/** The form with a number to prove; fails when it is not kept for a code. */
async function asks(over: Partial<CallbackRequest> = {}, prefix: string | null = null): Promise<string> {
	const outcome = await askForCallback(callbackForm({ phone: MOBILE, now: NOW, ...over }), prefix)
	if (outcome.ok || outcome.reason !== 'to-prove') throw new Error(JSON.stringify(outcome))
	return outcome.proofId
}
async function lastMessage() {
	const messages = await db.select().from(outbox).where(eq(outbox.purpose, 'phone-code'))
	return messages.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1)
}
async function code(): Promise<string> {
	const body = (await lastMessage())?.body ?? ''
	return (body.match(/\b\d{6}\b/)?.[0] ?? body.match(/^(\d )+\d$/m)?.[0] ?? '').replace(/ /g, '')
}
const another = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0')

describe('a number to prove', () => {
	it('waits for its code and is no request: nothing that an advisor could see or a line could dial', async () => {
		await asks()
		expect(await db.$count(callbacks)).toBe(0)
		const sms = await lastMessage()
		expect(sms).toMatchObject({ channel: 'sms', recipient: '+33600001234' })
		expect(sms?.body).toMatch(/\d{6} est votre code/)
		expect(sms?.body.length).toBeLessThanOrEqual(160)
	})

	it('the code is not stored, only its keyed hash; sends name neither number nor address', async () => {
		const id = await asks({}, '203.0.113')
		const sent = await code()
		const stored = JSON.stringify([await findProof(id, NOW), await db.select().from(codeSends)])
		expect(sent).toMatch(/^\d{6}$/)
		expect(stored).not.toContain(sent)
		expect(JSON.stringify(await db.select().from(codeSends))).not.toMatch(/600001234|203\.0\.113/)
	})

	it.each([
		['as it is', (digits: string) => digits],
		['with spaces', (digits: string) => ` ${digits.slice(0, 3)} ${digits.slice(3)} `],
		[
			'with no-break spaces and dashes',
			(digits: string) => `${digits.slice(0, 2)}\u00a0${digits.slice(2, 4)}-${digits.slice(4)}`,
		],
		['with the whole message', (digits: string) => `Ligne Claire : ${digits} est votre code. Valable 10 minutes.`],
		[
			'in full-width digits',
			(digits: string) => digits.replace(/\d/g, (one) => String.fromCharCode(0xff10 + Number(one))),
		],
		['in Arabic digits', (digits: string) => digits.replace(/\d/g, (one) => String.fromCharCode(0x660 + Number(one)))],
	])('the right code, %s, makes the request', async (_how, written) => {
		const id = await asks({ firstName: 'Zoé', subject: 'Ma box', email: 'zoe@exemple.fr' })
		const outcome = await confirmCallback({ proofId: id, code: written(await code()), now: later(60) })
		expect(outcome).toMatchObject({
			ok: true,
			callback: {
				phone: '+33600001234',
				state: 'queued',
				firstName: 'Zoé',
				subject: 'Ma box',
				email: 'zoe@exemple.fr',
			},
		})
		const [asked] = await db.select().from(callbackEvents).where(eq(callbackEvents.kind, 'asked'))
		expect(asked?.detail).toEqual({ provedBy: 'sms' })
	})

	it('the right code pressed twice at once makes one request', async () => {
		const id = await asks()
		const right = await code()
		const outcomes = await Promise.all(
			Array.from({ length: 5 }, () => confirmCallback({ proofId: id, code: right, now: later(60) })),
		)
		expect(outcomes.every(({ ok }) => ok)).toBe(true)
		expect(await db.$count(callbacks)).toBe(1)
	})

	it('the form sent twice at once sends one code', async () => {
		const form = callbackForm({ phone: MOBILE, now: NOW })
		const outcomes = await Promise.all(Array.from({ length: 5 }, () => askForCallback(form, '203.0.113')))
		expect(new Set(outcomes.map((outcome) => (!outcome.ok && 'proofId' in outcome ? outcome.proofId : '?'))).size).toBe(
			1,
		)
		expect(await db.$count(codeSends)).toBe(1)
	})

	it('going back, changing the form and sending it again keeps the code, and the last words count', async () => {
		const visitId = randomUUID()
		const first = await asks({ visitId, firstName: 'Zoe' })
		const right = await code()
		const second = await asks({ visitId, firstName: 'Zoé', now: later(20) })
		expect(second).toBe(first)
		expect(await db.$count(codeSends)).toBe(1)
		expect(await confirmCallback({ proofId: second, code: right, now: later(40) })).toMatchObject({
			callback: { firstName: 'Zoé' },
		})
	})

	it('another number in the same form: the code of the first one opens nothing', async () => {
		const form = callbackForm({ phone: MOBILE, now: NOW })
		const id = await asks(form)
		const first = await code()
		expect(await asks({ ...form, phone: '06 00 00 99 99', now: later(20) })).toBe(id)
		const second = await code()
		if (first !== second)
			expect(await confirmCallback({ proofId: id, code: first, now: later(30) })).toEqual({
				ok: false,
				reason: 'wrong',
			})
		expect(await confirmCallback({ proofId: id, code: second, now: later(31) })).toMatchObject({
			callback: { phone: '+33600009999' },
		})
	})

	it('the form sent again once it is a request leads to the request', async () => {
		const form = callbackForm({ phone: MOBILE, now: NOW })
		const id = await asks(form)
		await confirmCallback({ proofId: id, code: await code(), now: later(10) })
		expect(await askForCallback({ ...form, now: later(20) }, null)).toMatchObject({ ok: true })
		expect(await db.$count(callbacks)).toBe(1)
		expect(await db.$count(codeSends)).toBe(1)
	})
})

describe('a wrong code', () => {
	it('five tries, then even the right one is worth nothing, and a new one works', async () => {
		const id = await asks()
		const right = await code()
		for (let n = 1; n <= 5; n++)
			expect(await confirmCallback({ proofId: id, code: another(right), now: later(n) })).toEqual({
				ok: false,
				reason: n < 5 ? 'wrong' : 'dead',
			})
		expect(await confirmCallback({ proofId: id, code: right, now: later(10) })).toEqual({ ok: false, reason: 'dead' })
		expect(await db.$count(callbacks)).toBe(0)
		expect(await sendAnotherCode({ proofId: id, channel: 'sms', addressPrefix: null, now: later(40) })).toEqual({
			ok: true,
		})
		expect(await confirmCallback({ proofId: id, code: await code(), now: later(50) })).toMatchObject({ ok: true })
	})

	it('thirty tries at once count as thirty', async () => {
		const id = await asks()
		const right = await code()
		await Promise.all(
			Array.from({ length: 30 }, () => confirmCallback({ proofId: id, code: another(right), now: later(1) })),
		)
		expect(await confirmCallback({ proofId: id, code: right, now: later(2) })).toEqual({ ok: false, reason: 'dead' })
	})

	it.each(['', '12345', '1234567', 'abcdef', '0'.repeat(600)])('%s is never a code', async (typed) => {
		const id = await asks()
		expect(await confirmCallback({ proofId: id, code: typed, now: later(1) })).toEqual({ ok: false, reason: 'wrong' })
	})

	it('ten minutes and no longer; a new code makes the one before worthless', async () => {
		const id = await asks()
		const first = await code()
		expect(await confirmCallback({ proofId: id, code: first, now: later(600) })).toEqual({
			ok: false,
			reason: 'expired',
		})
		await sendAnotherCode({ proofId: id, channel: 'sms', addressPrefix: null, now: later(601) })
		const second = await code()
		if (first !== second)
			expect(await confirmCallback({ proofId: id, code: first, now: later(602) })).toEqual({
				ok: false,
				reason: 'wrong',
			})
		expect(await confirmCallback({ proofId: id, code: second, now: later(1_200) })).toMatchObject({ ok: true })
	})

	it('after an hour the form is gone, and so are the codes in what was sent', async () => {
		const id = await asks()
		await forgetProofs(later(3_601))
		expect(await confirmCallback({ proofId: id, code: '123456', now: later(3_601) })).toEqual({
			ok: false,
			reason: 'gone',
		})
		expect(await db.$count(phoneProofs)).toBe(0)
		expect(await db.$count(outbox, eq(outbox.purpose, 'phone-code'))).toBe(0)
		expect(await db.$count(codeSends)).toBe(1)
	})
})

describe('by voice', () => {
	it('a landline gets no SMS and is rung when asked to; the digits are read twice, apart, in its language', async () => {
		const id = await asks({ phone: LANDLINE, lang: 'en' })
		expect(await db.$count(codeSends)).toBe(0)
		expect(await sendAnotherCode({ proofId: id, channel: 'sms', addressPrefix: null, now: later(5) })).toEqual({
			ok: true,
		})
		const call = await lastMessage()
		expect(call).toMatchObject({ channel: 'call', recipient: '+33199001234', lang: 'en' })
		const spoken = call?.body.split('\n').filter((line) => /^(\d ){5}\d$/.test(line)) ?? []
		expect(spoken).toHaveLength(2)
		expect(spoken[0]).toBe(spoken[1])
		expect(call?.body).toContain('I repeat')
		expect(await confirmCallback({ proofId: id, code: spoken[0] ?? '', now: later(60) })).toMatchObject({ ok: true })
	})

	it('a mobile may be called instead, and must be once its owner has sent STOP', async () => {
		const company = fakeCompany({ sendSms: async () => ({ ok: false, failure: 'refused', code: 21610 }) })
		useCarrier(company)
		const id = await asks()
		await sendDueMessages(later(1))
		expect(await lastMessage()).toMatchObject({ state: 'failed' })
		await sendDueMessages(later(60))
		expect(company.texted).toHaveLength(1)
		await sendAnotherCode({ proofId: id, channel: 'sms', addressPrefix: null, now: later(40) })
		expect(await lastMessage()).toMatchObject({ channel: 'call' })
		const again = await asks({ phone: MOBILE, now: later(700) })
		expect(await findProof(again, later(700))).toMatchObject({ channel: null })
	})
})

describe('numbers that are known', () => {
	it('the number on file and the lines of the account need no code', async () => {
		const { customer, line } = await makeCustomer({ phone: '+33600004321' })
		const known = await askForCallback(
			callbackForm({ phone: '06 00 00 43 21', customerId: customer.id, now: NOW }),
			null,
		)
		expect(known).toMatchObject({ ok: true, callback: { phone: '+33600004321' } })
		expect(await db.$count(codeSends)).toBe(0)
		await db.delete(callbacks)
		const own = await askForCallback(
			callbackForm({ phone: line.number, customerId: customer.id, now: later(1_000) }),
			null,
		)
		expect(own).toMatchObject({ ok: true })
	})
	it('not the number of another account', async () => {
		await makeCustomer({ phone: '+33600004321' })
		const { customer: other } = await makeCustomer({ phone: '+33600005555' })
		await asks({ phone: '06 00 00 43 21', customerId: other.id })
	})
	it('an advisor who dials by hand with no way to send a code: the request is taken', async () => {
		useCarrier(fakeCompany({ dials: false }))
		expect(await askForCallback(callbackForm({ phone: MOBILE, now: NOW }), null)).toMatchObject({ ok: true })
	})
	it('the place was taken meanwhile: the number stays proved for ten minutes', async () => {
		await makeAdvisor({ lastSeenAt: NOW })
		const slotStart = await nextFreeSlot(NOW)
		const form = callbackForm({ phone: MOBILE, slotStart, now: NOW })
		const id = await asks(form)
		await makeCallback({ slotStart, now: NOW })
		expect(await confirmCallback({ proofId: id, code: await code(), now: later(30) })).toEqual({
			ok: false,
			reason: 'slot-full',
		})
		expect(await askForCallback({ ...form, slotStart: null, now: later(60) }, null)).toMatchObject({ ok: true })
		expect(await db.$count(codeSends)).toBe(1)
	})
})

describe('limits', () => {
	const sendAt = (proofId: string, seconds: number) =>
		sendAnotherCode({ proofId, channel: 'sms', addressPrefix: null, now: later(seconds) })

	it('a number: one in 30 seconds, three an hour, five a day', async () => {
		const id = await asks()
		expect(await sendAt(id, 29)).toEqual({ ok: false, reason: 'code-wait', seconds: 1 })
		expect(await sendAt(id, 30)).toEqual({ ok: true })
		expect(await sendAt(id, 60)).toEqual({ ok: true })
		expect(await sendAt(id, 90)).toEqual({ ok: false, reason: 'code-wait', seconds: 3_510 })
		expect(await sendAt(id, 3_599)).toMatchObject({ reason: 'code-wait' })
		await db.update(phoneProofs).set({ keepUntil: later(86_400) })
		expect(await sendAt(id, 3_600)).toEqual({ ok: true })
		expect(await sendAt(id, 3_660)).toEqual({ ok: true })
		expect(await sendAt(id, 8_000)).toEqual({ ok: false, reason: 'code-wait', seconds: 86_400 - 8_000 })
	})
	it('the same number in other forms, visits and addresses is the same number', async () => {
		await asks({}, '203.0.113')
		expect(
			await askForCallback(callbackForm({ phone: '+33 600 00 12 34', now: later(5) }), '198.51.100'),
		).toMatchObject({
			reason: 'code-wait',
		})
	})
	it('an account and an address prefix, over many numbers', async () => {
		const { customer } = await makeCustomer({ phone: '+33600004321' })
		const form = (n: number, over: Partial<CallbackRequest>) =>
			callbackForm({ phone: `06 00 01 00 0${n}`, now: later(31 * n), ...over })
		for (const n of [0, 1, 2]) await asks(form(n, { customerId: customer.id }))
		expect(await askForCallback(form(3, { customerId: customer.id }), null)).toMatchObject({ reason: 'code-wait' })
		for (const n of [4, 5, 6]) await asks(form(n, {}), '203.0.113')
		expect(await askForCallback(form(7, {}), '203.0.113')).toMatchObject({ reason: 'code-wait' })
		await asks(form(8, {}), '198.51.100')
		await asks(form(9, {}), null)
	})
	it('the budget of the month: nothing is sent any more, it is logged for supervisors, and next month it goes on', async () => {
		const { spending } = alwaysOpen().callback
		useSettings(alwaysOpen({ spending: { ...spending, smsCents: 8, codesPerMonthCents: 20 } }))
		await asks({ phone: '06 00 01 00 01' })
		await asks({ phone: '06 00 01 00 02' })
		const refused = callbackForm({ phone: '06 00 01 00 03', now: NOW })
		expect(await askForCallback(refused, null)).toEqual({ ok: false, reason: 'codes-paused' })
		expect(await db.$count(outbox, eq(outbox.purpose, 'phone-code'))).toBe(2)
		const [logged] = await db.select().from(frictions)
		expect(logged).toMatchObject({ kind: 'action-failed', causeKey: 'callback:codes-paused' })
		// Midnight of December 1st in Paris.
		await asks({ phone: '06 00 01 00 04', now: new Date('2026-11-30T23:00:00Z') })
	})
	it('nothing is sent to a number that may not be called, is blocked, or has a call coming', async () => {
		const waiting = await makeCallback({ phone: MOBILE, now: NOW })
		expect(await askForCallback(callbackForm({ phone: MOBILE, now: NOW }), null)).toMatchObject({ reason: 'already' })
		expect(await askForCallback(callbackForm({ phone: '0 899 12 34 56', now: NOW }), null)).toMatchObject({
			number: { reason: 'premium' },
		})
		expect(waiting.state).toBe('queued')
		expect(await db.$count(codeSends)).toBe(0)
	})
})
