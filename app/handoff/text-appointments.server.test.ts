import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import {
	callbackAttempts,
	callbackEvents,
	callbacks,
	cases,
	closures,
	conversations,
	promises,
} from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen, callbackForm, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { askForCallback } from './callback-asking.server'
import { claimCallback } from './callback-claims.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { replaceLink, trackingKey } from './callback-links.server'
import { sendReminders } from './callback-reminders.server'
import { undoChange } from './callback-undo.server'
import { trackingViewOf } from './callback-view.server'
import { calendarFile } from './callback-words.server'
import { cancelCallback, findCallback, findOwnCallback, listDueCallbacks, moveCallback } from './callbacks.server'
import { endConversation, findConversation, leaveQueue, takeConversation } from './conversations.server'
import { readClosures } from './declared-closures.server'
import { beat } from './presence.server'
import { declareClosure } from './rebooking.server'
import { listSlots } from './slots.server'
import { comeIn, doorOf, followTextAppointments } from './text-appointments.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const SLOT = new Date('2026-11-19T14:00:00Z')
const at = (minutes: number) => new Date(SLOT.getTime() + minutes * 60_000)
const EMAIL = 'lea@exemple.fr'
const written = (over: Parameters<typeof callbackForm>[0] = {}) =>
	({ channel: 'text', phone: '', email: EMAIL, slotStart: SLOT, firstName: 'Léa', now: NOW, ...over }) as const

let advisorId: string
beforeEach(async () => {
	useSettings(alwaysOpen())
	useCarrier(fakeCompany())
	advisorId = (await makeAdvisor({ lastSeenAt: NOW })).id
})
afterEach(async () => {
	for (const table of [callbacks, cases, closures, outbox, people, promises]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
	await readClosures()
})

const read = async (id: string) => {
	const callback = await findCallback(id)
	if (!callback) throw new Error('gone')
	return callback
}
const letters = async () =>
	(await db.select().from(outbox).orderBy(asc(outbox.createdAt))).map(({ channel, recipient, purpose, body }) => ({
		...{ channel, recipient, purpose },
		body: body.replaceAll(/[\u00a0\u202f]/g, ' '),
	}))
const promiseOf = async (id: string) =>
	(await db.select().from(promises).where(eq(promises.objectId, id)).orderBy(asc(promises.madeAt))).map(
		({ state }) => state,
	)
const kinds = async (id: string) =>
	(await db.select().from(callbackEvents).where(eq(callbackEvents.callbackId, id)).orderBy(asc(callbackEvents.at))).map(
		({ kind }) => kind,
	)
const here = (now: Date) => beat(advisorId, now)
const owner = () => ({ visitId: randomUUID(), customerId: null })
const words = 'Bonjour, me voici.'

it('asks for no number and no code, takes the place of a call, and confirms by e-mail with the calendar file', async () => {
	const places = async () =>
		(await listSlots(NOW)).flatMap(({ slots }) => slots).find(({ start }) => start.getTime() === SLOT.getTime())?.left
	const before = (await places()) ?? 0
	const outcome = await askForCallback(callbackForm(written()), '192.0.2.0/24')
	if (!outcome.ok) throw new Error(outcome.reason)
	const { callback } = outcome
	expect(callback).toMatchObject({ state: 'scheduled', channel: 'text', phone: '', conversationId: null })
	expect(await places()).toBe(before - 1)
	const told = await letters()
	expect(told.map(({ channel, recipient, purpose }) => [channel, recipient, purpose])).toEqual([
		['email', EMAIL, 'callback-booked'],
	])
	expect(told[0]?.body).toContain('par écrit jeudi 19 novembre entre 15 h et 15 h 30')
	expect(told[0]?.body).not.toMatch(/pour être sûr|dit d.abord|depuis le/i)
	const [stored] = await db.select().from(outbox)
	expect(stored?.attachments?.[0]?.content).toContain('rendez-vous par écrit')
	expect(calendarFile(callback, NOW)?.content).not.toContain('vous appelle')
	expect(await promiseOf(callback.id)).toEqual(['promised'])
})

it('whoever asks has one; an address that a stranger gave stands in nobody’s way, and tells nothing of its owner', async () => {
	useSettings(alwaysOpen({ callsPerAdvisorAndSlot: 5, callMinutes: 1, breathingMinutes: 0 }))
	const stranger = await makeCallback(written())
	await makeCallback(written({ email: 'paul@exemple.fr' }))
	expect(await askForCallback(callbackForm(written({ slotStart: at(60) })), null)).toMatchObject({ ok: true })
	const again = await askForCallback(callbackForm(written({ visitId: stranger.visitId, email: 'b@exemple.fr' })), null)
	expect(again).toMatchObject({ ok: false, reason: 'already', mine: true, callback: { id: stranger.id } })
	expect((await letters()).map(({ purpose }) => purpose)).toEqual(Array(3).fill('callback-booked'))
})

it('a customer has one on all their devices, which the database keeps too', async () => {
	const customerId = (await makeCustomer()).customer.id
	const first = await makeCallback(written({ customerId }))
	const again = await askForCallback(callbackForm(written({ customerId, slotStart: at(60) })), null)
	expect(again).toMatchObject({ ok: false, reason: 'already', mine: true, callback: { id: first.id } })
	const other = await makeCallback(written({ slotStart: at(90) }))
	await expect(db.update(callbacks).set({ customerId }).where(eq(callbacks.id, other.id))).rejects.toThrow()
	await expect(
		db.update(callbacks).set({ customerId: null, visitId: other.visitId }).where(eq(callbacks.id, first.id)),
	).rejects.toThrow()
})

it('strangers cannot fill somebody’s mailbox; its owner who signs in is not counted with them', async () => {
	useSettings(alwaysOpen({ callsPerAdvisorAndSlot: 9, callMinutes: 1, breathingMinutes: 0, perNumberAndDay: 2 }))
	for (const _ of [1, 2]) await makeCallback(written())
	expect(await askForCallback(callbackForm(written()), null)).toMatchObject({ ok: false, reason: 'too-many' })
	const customerId = (await makeCustomer()).customer.id
	expect(await askForCallback(callbackForm(written({ customerId })), null)).toMatchObject({ ok: true })
})

it('the last place goes to one of a call and an appointment in writing', async () => {
	const taken = await Promise.all([
		askForCallback(callbackForm(written()), null),
		askForCallback(callbackForm({ slotStart: SLOT, now: NOW, customerId: null }), null).then((outcome) =>
			outcome.ok || outcome.reason !== 'to-prove' ? outcome : { ok: false, reason: 'to-prove' },
		),
		askForCallback(callbackForm(written({ email: 'b@exemple.fr' })), null),
	])
	expect(taken.filter(({ ok }) => ok)).toHaveLength(1)
})

it('without an address or a time nothing is booked', async () => {
	for (const over of [{ email: null }, { slotStart: null }])
		expect(await askForCallback(callbackForm(written(over)), null)).toMatchObject({ ok: false })
	expect(await db.$count(callbacks)).toBe(0)
})

it('is nobody’s to dial: neither by the dispatcher nor by hand', async () => {
	const callback = await makeCallback(written())
	await here(at(1))
	await dispatchCallbacks(at(1))
	expect((await read(callback.id)).state).toBe('scheduled')
	expect(await listDueCallbacks(at(1))).toEqual([])
	expect(await claimCallback({ callbackId: callback.id, advisorId, now: at(1) })).toMatchObject({ ok: false })
	expect(await db.$count(callbackAttempts)).toBe(0)
})

it('the door opens ten minutes before, once, with the link that lets in; the chat has the place of the time chosen', async () => {
	const callback = await makeCallback(written({ wishedAdvisorId: advisorId }))
	const visitor = owner()
	expect(doorOf(callback, at(-11))).toBeNull()
	expect(await comeIn(callback, { owner: visitor, words, now: at(-11) })).toBeNull()
	for (const minutes of [-11, -10, -9]) await followTextAppointments(at(minutes))
	expect((await letters()).filter(({ purpose }) => purpose === 'callback-door-open')).toHaveLength(1)

	await here(at(5))
	const inside = await comeIn(callback, { owner: visitor, words, now: at(5) })
	const twice = await comeIn(await read(callback.id), { owner: visitor, words, now: at(5) })
	expect(twice).toEqual(inside)
	const chat = await findConversation(inside?.conversationId ?? '', visitor)
	expect(chat).toMatchObject({ state: 'waiting', caseReference: callback.reference, wishedAdvisorId: advisorId })
	expect(chat?.placeAt).toEqual(SLOT)

	await takeConversation({ conversationId: chat?.id ?? '', advisorId, now: at(6) })
	await followTextAppointments(at(7))
	expect((await read(callback.id)).state).toBe('connected')
	expect(await promiseOf(callback.id)).toEqual(['kept'])
	await endConversation({ conversationId: chat?.id ?? '', by: 'advisor', actorId: advisorId, now: at(20) })
	await followTextAppointments(at(21))
	await followTextAppointments(at(22))
	expect((await read(callback.id)).state).toBe('done')
	expect(await kinds(callback.id)).toEqual(['asked', 'door-open', 'came-in', 'connected', 'talked'])
})

it('the link opened on another device takes the chat there; who has no link has nothing', async () => {
	const callback = await makeCallback(written())
	const [phone, laptop, stranger] = [owner(), owner(), owner()]
	const inside = await comeIn(callback, { owner: phone, words, now: at(0) })
	const key = trackingKey(callback, NOW)
	expect(await findOwnCallback({ reference: callback.reference, key: null, ...stranger, now: at(1) })).toBeNull()
	const opened = await findOwnCallback({ reference: callback.reference, key, ...laptop, now: at(1) })
	if (!opened) throw new Error('the link opens nothing')
	expect(await comeIn(opened, { owner: laptop, words, now: at(1) })).toEqual(inside)
	expect(await findConversation(inside?.conversationId ?? '', laptop)).not.toBeNull()
	expect(await findConversation(inside?.conversationId ?? '', phone)).toBeNull()
})

const endsWithChoices = async (state: string, sentence: string) => {
	const told = (await letters()).filter(({ purpose }) => purpose === `callback-${state}`)
	expect(told).toHaveLength(1)
	expect(told[0]?.body).toContain(sentence)
	expect(told[0]?.body).toMatch(/choisir un autre moment.*nous écrire.*ne rien faire/s)
}

it('nobody came, and somebody was there at one moment of it: it ends with three choices, once', async () => {
	const callback = await makeCallback(written())
	await here(at(4))
	for (const minutes of [4, 29]) await followTextAppointments(at(minutes))
	expect((await read(callback.id)).state).toBe('scheduled')
	// Nobody is there any more when it is over: that says nothing of who was there during it.
	for (const minutes of [30, 31]) await followTextAppointments(at(minutes))
	expect((await read(callback.id)).state).toBe('unreached')
	expect(await promiseOf(callback.id)).toEqual(['withdrawn'])
	await endsWithChoices('unreached', 'nous ne nous sommes pas trouvés')

	const moved = await moveCallback({ callbackId: callback.id, slotStart: at(120), now: at(40) })
	expect(moved).toMatchObject({ ok: true, callback: { state: 'scheduled', conversationId: null } })
})

it('nobody of ours was there: the first free place is kept, with an apology; the second time, three choices', async () => {
	const callback = await makeCallback(written())
	await followTextAppointments(at(29))
	// Who comes when it is over was not there during it.
	await here(at(30))
	for (const minutes of [30, 31]) await followTextAppointments(at(minutes))
	const again = await read(callback.id)
	expect(again).toMatchObject({ state: 'scheduled', conversationId: null })
	expect(again.slotStart?.getTime()).toBeGreaterThan(at(30).getTime())
	expect(await promiseOf(callback.id)).toEqual(['broken', 'promised'])
	const told = (await letters()).filter(({ purpose }) => purpose === 'callback-moved-by-us')
	expect(told).toHaveLength(1)
	expect(told[0]?.body).toMatch(/Nous n’étions pas là.*Pardon.*un conseiller vous attend par écrit/s)

	await followTextAppointments(again.slotEnd ?? NOW)
	expect((await read(callback.id)).state).toBe('expired')
	expect(await promiseOf(callback.id)).toEqual(['broken', 'broken'])
	await endsWithChoices('expired', 'nous n’y étions pas')
})

it('who came early and left has their time still; who left during it, before anybody answered, is offered three choices', async () => {
	const callback = await makeCallback(written())
	const early = await comeIn(callback, { owner: owner(), words, now: at(-5) })
	await leaveQueue({ conversationId: early?.conversationId ?? '', now: at(-3) })
	await followTextAppointments(at(-2))
	expect(await read(callback.id)).toMatchObject({ state: 'scheduled', slotStart: SLOT, conversationId: null })
	expect(await promiseOf(callback.id)).toEqual(['promised'])

	await here(at(1))
	await followTextAppointments(at(1))
	const inside = await comeIn(await read(callback.id), { owner: owner(), words, now: at(2) })
	await leaveQueue({ conversationId: inside?.conversationId ?? '', now: at(8) })
	await followTextAppointments(at(9))
	expect((await read(callback.id)).state).toBe('unreached')
	expect(await promiseOf(callback.id)).toEqual(['withdrawn'])
	await endsWithChoices('unreached', 'nous ne nous sommes pas trouvés')
})

it('who waits past the time keeps their chat, and the promise is broken; who leaves while nobody is there is not excused', async () => {
	const callback = await makeCallback(written())
	const inside = await comeIn(callback, { owner: owner(), words, now: at(5) })
	await followTextAppointments(at(29))
	expect(await promiseOf(callback.id)).toEqual(['promised'])
	await followTextAppointments(at(30))
	expect((await read(callback.id)).state).toBe('offering')
	expect(await promiseOf(callback.id)).toEqual(['broken'])
	await takeConversation({ conversationId: inside?.conversationId ?? '', advisorId, now: at(40) })
	await followTextAppointments(at(41))
	expect((await read(callback.id)).state).toBe('connected')

	const other = await makeCallback(written({ email: 'paul@exemple.fr', slotStart: at(60) }))
	const there = await comeIn(other, { owner: owner(), words, now: at(60) })
	await leaveQueue({ conversationId: there?.conversationId ?? '', now: at(85) })
	await followTextAppointments(at(85))
	expect(await promiseOf(other.id)).toEqual(['broken', 'promised'])
	expect(await read(other.id)).toMatchObject({ state: 'scheduled', conversationId: null })
	expect((await db.select().from(cases).where(eq(cases.id, other.caseId)))[0]?.closedAt).toBeNull()
})

it('no letter carries a word of whoever asked: the address is not proved', async () => {
	const callback = await makeCallback(written({ firstName: 'Gagnez 1000 euros', subject: 'http://attrape.example' }))
	await sendReminders(at(-40))
	await followTextAppointments(at(-5))
	await replaceLink(callback, NOW)
	await cancelCallback({ callbackId: callback.id, now: NOW })
	const told = await letters()
	expect(told.length).toBeGreaterThan(3)
	for (const { body } of told) expect(body).not.toMatch(/Gagnez|attrape/)
})

it('moves, cancels and comes back by the link, and says so by e-mail alone; never « as soon as possible »', async () => {
	const callback = await makeCallback(written())
	const { id: callbackId } = callback
	expect(await moveCallback({ callbackId, slotStart: null, now: NOW })).toMatchObject({ ok: false })
	const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
	expect(await moveCallback({ callbackId, slotStart: at(60), now: later(1) })).toMatchObject({ ok: true })
	await moveCallback({ callbackId, slotStart: SLOT, now: later(2) })
	expect(await cancelCallback({ callbackId, now: later(3) })).toEqual({ ok: true })
	expect(await undoChange({ callbackId, now: later(4) })).toEqual({ ok: true })
	expect(await read(callbackId)).toMatchObject({ state: 'scheduled', slotStart: SLOT })
	await sendReminders(at(-40))
	await replaceLink(await read(callbackId), NOW)
	const told = await letters()
	expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['email']))
	expect(told.map(({ purpose }) => purpose).sort()).toEqual(
		['booked', 'booked', 'booked', 'booked', 'cancelled', 'link', 'reminder'].map((one) => `callback-${one}`),
	)
	for (const { body } of told) expect(body).not.toMatch(/ appel|vous appelle|téléphone (?!ne)/i)
	await comeIn(await read(callbackId), { owner: owner(), words, now: at(0) })
	expect(await cancelCallback({ callbackId, now: at(1) })).toEqual({ ok: false })
})

it('taken back within its time, it waits for its customer and ends like any other', async () => {
	const { id: callbackId } = await makeCallback(written())
	await cancelCallback({ callbackId, now: at(1) })
	expect(await undoChange({ callbackId, now: at(1.2) })).toEqual({ ok: true })
	expect(await read(callbackId)).toMatchObject({ state: 'scheduled', slotStart: SLOT })
	expect(doorOf(await read(callbackId), at(2))).toBe('come-in')
	await here(at(10))
	await followTextAppointments(at(10))
	await followTextAppointments(at(30))
	expect((await read(callbackId)).state).toBe('unreached')
})

it('two devices that come in at once find one chat', async () => {
	const callback = await makeCallback(written())
	const [first, second] = await Promise.all([
		comeIn(callback, { owner: owner(), words, now: at(0) }),
		comeIn(callback, { owner: owner(), words, now: at(0) }),
	])
	expect(second).toEqual(first)
	expect(await db.$count(conversations)).toBe(1)
})

it('a closure moves it like a call, and says so before', async () => {
	const callback = await makeCallback(written())
	const reason = { fr: 'Exercice', en: 'Drill' }
	await declareClosure({ from: '2026-11-19T14:00', to: '2026-11-19T16:00', reason, by: 'claire', now: NOW })
	expect((await read(callback.id)).slotStart?.getTime()).toBeGreaterThanOrEqual(at(60).getTime())
	const [told] = (await letters()).filter(({ purpose }) => purpose === 'callback-moved-by-us')
	expect(told?.body).toContain('un conseiller vous attend par écrit')
})

it.each(['fr', 'en'] as const)('its page speaks of no telephone, in %s', async (lang) => {
	const callback = await makeCallback(written({ lang }))
	for (const [minutes, door] of [
		[-60, null],
		[-5, 'come-in'],
	] as const) {
		const view = await trackingViewOf(callback, lang, at(minutes))
		expect(view).toMatchObject({ inWriting: true, door, password: null, cancellable: true, movable: true })
		expect(JSON.stringify(view)).not.toMatch(/vous appelle|calls you|SMS|01 |null null/)
	}
})
