import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackEvents, callbacks, closures, promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { makeCallback } from '#db/testing/callbacks'
import { gsm7Length } from '~/telephony/gsm7'
import { cancelCallback, findCallback, moveCallback } from './callbacks.server'
import { readClosures } from './declared-closures.server'
import { openingAt } from './hours.server'
import { changeWeek, declareAbsence, declareClosure, listMovedByUs, withdrawClosure } from './rebooking.server'
import { listSlots } from './slots.server'

/** Thursday 19 November 2026, 11:10 in Paris; each slot is half an hour. */
const NOW = new Date('2026-11-19T10:10:00Z')
const reason = { fr: 'Exercice d’évacuation', en: 'Fire drill' }
const friday = (time: string) => new Date(`2026-11-20T${time}:00Z`)
const close = (from: string, to: string) => declareClosure({ from, to, reason, by: 'claire', now: NOW })

let advisorId: string
beforeEach(async () => {
	advisorId = (await makeAdvisor({ lastSeenAt: NOW })).id
})
afterEach(async () => {
	await db.delete(callbacks)
	await db.delete(closures)
	await db.delete(outbox)
	await db.delete(people)
	await readClosures()
})

const startOf = async (id: string) => (await findCallback(id))?.slotStart?.toISOString()
const messagesTo = async (recipient: string) =>
	(await db.select().from(outbox).where(eq(outbox.recipient, recipient)).orderBy(asc(outbox.createdAt))).map(
		({ body }) => body.replaceAll('\u00a0', ' '),
	)
const promisesOf = (id: string) =>
	db.select().from(promises).where(eq(promises.objectId, id)).orderBy(asc(promises.dueAt))

it('a closure moves what is booked inside to the next free places in the order of the slots, and nothing else', async () => {
	const second = await makeCallback({ now: NOW, slotStart: friday('11:30') })
	const first = await makeCallback({ now: NOW, slotStart: friday('11:00') })
	const between = await makeCallback({ now: NOW, slotStart: friday('13:00') })
	const before = await makeCallback({ now: NOW, slotStart: friday('10:30') })

	expect(await close('2026-11-20T12:00', '2026-11-20T14:00')).toEqual({ moved: 2, withoutPlace: 0 })
	expect(await startOf(before.id)).toBe('2026-11-20T10:30:00.000Z')
	expect(await startOf(between.id)).toBe('2026-11-20T13:00:00.000Z')
	expect(await startOf(first.id)).toBe('2026-11-20T13:30:00.000Z')
	expect(await startOf(second.id)).toBe('2026-11-20T14:00:00.000Z')
	expect((await findCallback(first.id))?.slotLocal).toBe('2026-11-20T14:30')
	const free = (await listSlots(NOW)).flatMap(({ slots }) => slots).filter(({ left }) => left > 0)
	expect(free.map(({ start }) => start.toISOString())).not.toContain('2026-11-20T11:00:00.000Z')
	expect(openingAt('callback', friday('11:15'))).toMatchObject({ open: false, reason: 'closure', note: reason })
})

it('the customer is told at once with a link to choose another, and the promise is recorded as moved with its cause', async () => {
	const callback = await makeCallback({ now: NOW, slotStart: friday('11:00'), email: 'camille@exemple.fr' })
	await close('2026-11-20T12:00', '2026-11-20T14:00')
	const sms = (await messagesTo(callback.phone)).at(-1) ?? ''
	expect(sms).toMatch(/ferm.*14 h et 14 h 30/)
	expect(sms).toContain(`/rappel/${callback.reference}?cle=`)
	expect(gsm7Length(sms)).toBeLessThanOrEqual(160)
	const mail = (await messagesTo('camille@exemple.fr')).at(-1) ?? ''
	expect(mail).toContain('vendredi 20 novembre entre 12 h et 12 h 30')
	expect(mail).toContain('vendredi 20 novembre entre 14 h et 14 h 30')
	expect(await promisesOf(callback.id)).toMatchObject([
		{ state: 'moved', cause: 'closure', settledAt: NOW },
		{ state: 'promised', dueAt: friday('13:30') },
	])
	const [moved] = await listMovedByUs(new Date(NOW.getTime() - 1))
	expect(moved).toMatchObject({
		kind: 'moved-by-us',
		callback: { reference: callback.reference },
		detail: { cause: 'closure', from: '2026-11-20T11:00:00.000Z', to: '2026-11-20T13:00:00.000Z' },
	})
})

it('nobody is moved twice by the same closure, and who was cancelled is left alone', async () => {
	const gone = await makeCallback({ now: NOW, slotStart: friday('11:00') })
	await cancelCallback({ callbackId: gone.id, now: NOW })
	const callback = await makeCallback({ now: NOW, slotStart: friday('11:00') })
	await close('2026-11-20T12:00', '2026-11-20T14:00')
	expect(await close('2026-11-20T12:00', '2026-11-20T13:00')).toEqual({ moved: 0, withoutPlace: 0 })
	expect((await findCallback(callback.id))?.calendarSequence).toBe(1)
	expect((await findCallback(gone.id))?.state).toBe('cancelled')
})

it('with no place left until the end of the days offered, the customer is told and offered the choice', async () => {
	const callback = await makeCallback({ now: NOW, slotStart: friday('11:00'), email: 'camille@exemple.fr' })
	// Nobody is planned on any other day nor time.
	await changeWeek(advisorId, { shifts: [{ weekday: 5, from: '12:00', to: '12:30' }], reasons: [] }, NOW)
	expect(await startOf(callback.id)).toBe('2026-11-20T11:00:00.000Z')

	expect(await close('2026-11-20T12:00', '2026-11-20T14:00')).toEqual({ moved: 0, withoutPlace: 1 })
	expect(await findCallback(callback.id)).toMatchObject({ state: 'expired', endedAt: NOW })
	expect((await messagesTo(callback.phone)).at(-1)).toContain(`/rappel/${callback.reference}?cle=`)
	const mail = (await messagesTo('camille@exemple.fr')).at(-1) ?? ''
	expect(mail).toContain('choisir un autre moment')
	expect(mail).toContain('/ecrire')
	expect(await promisesOf(callback.id)).toMatchObject([{ state: 'broken', cause: 'closure' }])
	const told = await db.select().from(outbox).where(eq(outbox.purpose, 'callback-expired'))
	expect(told.map(({ createdAt }) => createdAt)).toEqual([NOW, NOW])
})

it('a lost advisor: who booked first keeps the place, the others are moved and told why', async () => {
	const other = await makeAdvisor({ lastSeenAt: NOW })
	const [early, late] = [
		await makeCallback({ now: NOW, slotStart: friday('11:00') }),
		await makeCallback({ now: new Date(NOW.getTime() + 1_000), slotStart: friday('11:00') }),
	]
	const now = new Date(NOW.getTime() + 5_000)
	await declareAbsence({ personId: other.id, from: friday('07:00'), to: friday('19:00'), by: 'claire', now })
	expect(await startOf(early.id)).toBe('2026-11-20T11:00:00.000Z')
	expect(await startOf(late.id)).toBe('2026-11-20T11:30:00.000Z')
	expect(await promisesOf(late.id)).toMatchObject([{ state: 'moved', cause: 'absence' }, { state: 'promised' }])
})

it('only somebody who answers the reason is given the call', async () => {
	const other = await makeAdvisor({ lastSeenAt: NOW })
	await changeWeek(other.id, { shifts: [{ weekday: 5, from: '08:00', to: '20:00' }], reasons: ['mobile'] }, NOW)
	await changeWeek(
		advisorId,
		{
			shifts: [
				{ weekday: 5, from: '12:00', to: '13:00' },
				{ weekday: 5, from: '16:00', to: '17:00' },
			],
			reasons: ['internet'],
		},
		NOW,
	)
	const [internet, mobile] = [
		await makeCallback({ now: NOW, reason: 'internet', slotStart: friday('11:00') }),
		await makeCallback({ now: NOW, reason: 'mobile', slotStart: friday('11:00') }),
	]
	await close('2026-11-20T12:00', '2026-11-20T13:00')
	expect(await startOf(mobile.id)).toBe('2026-11-20T12:00:00.000Z')
	expect(await startOf(internet.id)).toBe('2026-11-20T15:00:00.000Z')
})

it('who was moved can choose another time, and a withdrawn closure gives its slots back', async () => {
	const callback = await makeCallback({ now: NOW, slotStart: friday('11:00') })
	await close('2026-11-20T12:00', '2026-11-20T14:00')
	expect(await moveCallback({ callbackId: callback.id, slotStart: friday('11:30'), now: NOW })).toMatchObject({
		ok: false,
	})
	const [closure] = await db.select().from(closures)
	await withdrawClosure(closure?.id ?? '', NOW)
	expect(await moveCallback({ callbackId: callback.id, slotStart: friday('11:30'), now: NOW })).toMatchObject({
		ok: true,
	})
	expect((await db.select().from(callbackEvents)).map(({ kind }) => kind)).toContain('moved-by-us')
})
