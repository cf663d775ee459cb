import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackEvents, callbacks, cases, promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, callbackForm, makeCallback } from '#db/testing/callbacks'
import { useSettings } from '~/settings/settings.server'
import { replaceLink, trackingKey, whetherOpens } from './callback-links.server'
import { sendReminders } from './callback-reminders.server'
import { undoableChange, undoChange } from './callback-undo.server'
import { trackingViewOf } from './callback-view.server'
import { calendarFile } from './callback-words.server'
import {
	cancelCallback,
	countAhead,
	findCallback,
	lastAdvisorOf,
	moveCallback,
	requestCallback,
} from './callbacks.server'
import { findPromise } from './promises.server'
import { queuePlace } from './queue.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const FIRST = new Date('2026-11-19T10:30:00Z')
const SECOND = new Date('2026-11-19T11:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

beforeEach(async () => {
	useSettings(alwaysOpen())
	await makeAdvisor({ lastSeenAt: NOW })
})
afterEach(async () => {
	await db.delete(callbacks)
	await db.delete(outbox)
	await db.delete(people)
	useSettings(undefined)
})

const found = async (id: string) => {
	const callback = await findCallback(id)
	if (!callback) throw new Error('no callback')
	return callback
}
const kindsOf = async (id: string) =>
	(await db.select().from(callbackEvents).where(eq(callbackEvents.callbackId, id))).map(({ kind }) => kind)

describe('a place that is left is free at once', () => {
	it('by a move: somebody else books it in the same minute', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		expect(await requestCallback(callbackForm({ now: NOW, slotStart: FIRST }))).toMatchObject({ reason: 'slot-full' })
		await moveCallback({ callbackId: mine.id, slotStart: SECOND, now: NOW })
		expect(await requestCallback(callbackForm({ now: NOW, slotStart: FIRST }))).toMatchObject({ ok: true })
		expect(await requestCallback(callbackForm({ now: NOW, slotStart: SECOND }))).toMatchObject({ reason: 'slot-full' })
	})
	it('a move that finds no place leaves the old one to its owner', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		await makeCallback({ now: NOW, slotStart: SECOND })
		expect(await moveCallback({ callbackId: mine.id, slotStart: SECOND, now: NOW })).toMatchObject({ ok: false })
		expect((await found(mine.id)).slotStart).toEqual(FIRST)
		expect(await requestCallback(callbackForm({ now: NOW, slotStart: FIRST }))).toMatchObject({ reason: 'slot-full' })
	})
	it('two clicks on the same move are one', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		const twice = [1, 2].map(() => moveCallback({ callbackId: mine.id, slotStart: SECOND, now: NOW }))
		expect((await Promise.all(twice)).every(({ ok }) => ok)).toBe(true)
		expect((await kindsOf(mine.id)).filter((kind) => kind === 'moved')).toHaveLength(1)
	})
})

describe('taking a change back', () => {
	it('a cancellation: the same place, case and promise, and the customer is told', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST, email: 'camille@exemple.fr' })
		await cancelCallback({ callbackId: mine.id, now: NOW })
		expect(await undoChange({ callbackId: mine.id, now: later(1) })).toEqual({ ok: true })
		expect(await found(mine.id)).toMatchObject({ state: 'scheduled', slotStart: FIRST, dueAt: FIRST, endedAt: null })
		const [opened] = await db.select().from(cases).where(eq(cases.id, mine.caseId))
		expect(opened).toMatchObject({ state: 'open', closedAt: null })
		const states = (await db.select().from(promises).where(eq(promises.objectId, mine.id))).map(({ state }) => state)
		expect(states.sort()).toEqual(['promised', 'withdrawn'])
		const mails = await db.select().from(outbox).where(eq(outbox.recipient, 'camille@exemple.fr'))
		expect(mails.map(({ purpose }) => purpose)).toEqual(['callback-booked', 'callback-cancelled', 'callback-booked'])
	})
	it('twice is once', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		await cancelCallback({ callbackId: mine.id, now: NOW })
		const twice = [1, 2].map(() => undoChange({ callbackId: mine.id, now: later(1) }))
		expect(await Promise.all(twice)).toEqual([{ ok: true }, { ok: true }])
		expect((await kindsOf(mine.id)).filter((kind) => kind === 'restored')).toHaveLength(1)
	})
	it('a move: back to the former place', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		await moveCallback({ callbackId: mine.id, slotStart: SECOND, now: NOW })
		expect(await undoChange({ callbackId: mine.id, now: later(1) })).toEqual({ ok: true })
		expect(await found(mine.id)).toMatchObject({ slotStart: FIRST, slotLocal: '2026-11-19T11:30' })
		expect(await requestCallback(callbackForm({ now: NOW, slotStart: SECOND }))).toMatchObject({ ok: true })
	})
	it('says so when the place was taken meanwhile, and changes nothing', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		await cancelCallback({ callbackId: mine.id, now: NOW })
		await makeCallback({ now: NOW, slotStart: FIRST })
		expect(await undoChange({ callbackId: mine.id, now: later(1) })).toEqual({ ok: false, reason: 'slot-full' })
		expect((await found(mine.id)).state).toBe('cancelled')
	})
	it('gives back the rank in the queue', async () => {
		const mine = await makeCallback({ now: NOW })
		await makeCallback({ now: later(1) })
		await cancelCallback({ callbackId: mine.id, now: later(2) })
		await undoChange({ callbackId: mine.id, now: later(3) })
		const restored = await found(mine.id)
		expect(restored).toMatchObject({ state: 'queued', dueAt: NOW })
		expect(await countAhead(restored)).toBe(0)
	})
	it('is offered for an hour, never once the time is over, nor to a number that has another call', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		expect(await undoableChange(mine, NOW)).toBeNull()
		await cancelCallback({ callbackId: mine.id, now: NOW })
		const cancelled = await found(mine.id)
		expect(await undoableChange(cancelled, later(49))).toMatchObject({ kind: 'cancelled' })
		expect(await undoableChange(cancelled, later(50))).toBeNull()
		await makeCallback({ phone: mine.phone, now: NOW, slotStart: SECOND })
		expect(await undoChange({ callbackId: mine.id, now: later(1) })).toEqual({ ok: false, reason: 'too-late' })
	})
})

describe('the one queue', () => {
	it('a call for now keeps its rank among those asked before and after, chats too', async () => {
		const first = await makeCallback({ now: NOW })
		const second = await makeCallback({ now: later(1) })
		expect([await countAhead(first), await countAhead(second)]).toEqual([0, 1])
		const chat = { id: 'chat', askedAt: new Date(NOW.getTime() + 30_000) }
		const before = await queuePlace(chat, later(2))
		await cancelCallback({ callbackId: first.id, now: later(2) })
		const after = await queuePlace(chat, later(2))
		expect(after.expectedWaitSeconds ?? 0).toBeLessThanOrEqual(before.expectedWaitSeconds ?? 0)
	})
})

describe('the calendar file', () => {
	const fileOf = async (id: string) => calendarFile(await found(id), NOW)
	const lines = (file: { content: string } | null) =>
		Object.fromEntries(
			(file?.content ?? '')
				.replaceAll('\r\n\t', '')
				.replaceAll('\r\n ', '')
				.split('\r\n')
				.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
		)

	it('comes with a mail that names the day, which may be another when it is read', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST, email: 'lea@exemple.fr' })
		const [mail] = (await db.select().from(outbox)).filter(({ channel }) => channel === 'email')
		for (const words of [mail?.subject, mail?.body]) {
			expect(words?.replaceAll('\u00a0', ' ')).toContain('jeudi 19 novembre entre 11 h 30 et 12 h')
			expect(words).not.toMatch(/aujourd|demain/)
		}
		expect((await findPromise(mine.id, 'callback'))?.text).toContain('19')
	})
	it('is in UTC, keeps its UID, and counts each change', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		const first = lines(await fileOf(mine.id))
		expect(first).toMatchObject({
			...{ DTSTART: '20261119T103000Z', DTEND: '20261119T110000Z', METHOD: 'PUBLISH', STATUS: 'CONFIRMED' },
			...{ SEQUENCE: '0', UID: `${mine.reference}@relais`, VERSION: '2.0' },
		})
		await moveCallback({ callbackId: mine.id, slotStart: SECOND, now: NOW })
		const second = lines(await fileOf(mine.id))
		expect(second).toMatchObject({ UID: first.UID, SEQUENCE: '1', DTSTART: '20261119T110000Z', METHOD: 'PUBLISH' })
		await cancelCallback({ callbackId: mine.id, now: NOW })
		const third = lines(await fileOf(mine.id))
		expect(third).toMatchObject({ UID: first.UID, SEQUENCE: '2', METHOD: 'CANCEL', STATUS: 'CANCELLED' })
		await undoChange({ callbackId: mine.id, now: later(1) })
		expect(lines(await fileOf(mine.id))).toMatchObject({ UID: first.UID, SEQUENCE: '3', METHOD: 'PUBLISH' })
	})
	it('goes with the e-mail of a cancellation, and of a move to « as soon as possible »', async () => {
		const [cancelled, moved] = [
			await makeCallback({ now: NOW, slotStart: FIRST, email: 'a@exemple.fr' }),
			await makeCallback({ now: NOW, slotStart: SECOND, email: 'b@exemple.fr' }),
		]
		await cancelCallback({ callbackId: cancelled.id, now: NOW })
		await moveCallback({ callbackId: moved.id, slotStart: null, now: NOW })
		for (const recipient of ['a@exemple.fr', 'b@exemple.fr']) {
			const mails = await db.select().from(outbox).where(eq(outbox.recipient, recipient))
			const [file] = mails.at(-1)?.attachments ?? []
			expect(file?.type).toContain('method=CANCEL')
			expect(file?.content).toMatch(/SEQUENCE:1/)
		}
	})
	it('no line is longer than a calendar takes', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		const file = await fileOf(mine.id)
		for (const line of file?.content.split('\r\n') ?? []) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
	})
})

describe('reminders', () => {
	it('one hour before, once, for the time that was chosen last', async () => {
		const slot = later(200)
		const at = new Date('2026-11-19T13:30:00Z')
		expect(at.getTime()).toBe(slot.getTime())
		const mine = await makeCallback({ now: NOW, slotStart: at })
		const sms = async () =>
			(await db.select().from(outbox).where(eq(outbox.purpose, 'callback-reminder'))).map(({ recipient }) => recipient)
		expect(await sendReminders(later(139))).toBe(0)
		expect(await sendReminders(later(140))).toBe(1)
		expect(await sendReminders(later(141))).toBe(0)
		expect(await sms()).toEqual([mine.phone])
		await moveCallback({ callbackId: mine.id, slotStart: new Date('2026-11-19T17:00:00Z'), now: later(142) })
		expect(await sendReminders(later(150))).toBe(0)
		expect(await sendReminders(later(351))).toBe(1)
	})
	it('none for who chose the time a moment ago, for who cancelled, nor when the setting is 0', async () => {
		await makeCallback({ now: NOW, slotStart: SECOND })
		expect(await sendReminders(later(10))).toBe(0)
		const gone = await makeCallback({ now: NOW, slotStart: new Date('2026-11-19T15:00:00Z') })
		await cancelCallback({ callbackId: gone.id, now: NOW })
		await makeCallback({ now: NOW, slotStart: new Date('2026-11-19T15:30:00Z') })
		expect(await sendReminders(new Date('2026-11-19T14:10:00Z'))).toBe(0)
		useSettings(alwaysOpen({ reminderMinutes: 0 }))
		expect(await sendReminders(new Date('2026-11-19T14:40:00Z'))).toBe(0)
		useSettings(alwaysOpen())
		expect(await sendReminders(new Date('2026-11-19T14:40:00Z'))).toBe(1)
	})
})

describe('the link', () => {
	it('opens for thirty days, then says that it is over', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		const key = trackingKey(mine, NOW)
		expect(whetherOpens(key, mine, later(29 * 1_440))).toBe('open')
		expect(whetherOpens(key, mine, later(31 * 1_440))).toBe('over')
		expect(whetherOpens(`${key.slice(0, -2)}AA`, mine, NOW)).toBe('wrong')
		expect(whetherOpens('', mine, NOW)).toBe('wrong')
	})
	it('is over once it was replaced; the new one is sent to the number', async () => {
		const mine = await makeCallback({ now: NOW, slotStart: FIRST })
		const key = trackingKey(mine, NOW)
		await replaceLink(mine, NOW)
		const after = await found(mine.id)
		expect(whetherOpens(key, after, NOW)).toBe('over')
		expect(whetherOpens(trackingKey(after, NOW), after, NOW)).toBe('open')
		const [sent] = await db.select().from(outbox).where(eq(outbox.purpose, 'callback-link'))
		expect(sent).toMatchObject({ recipient: mine.phone })
		expect(sent?.body).toContain(trackingKey(after, NOW))
	})
})

describe('who calls, and through whom', () => {
	it('the advisor of last time is known to who has an account', async () => {
		const other = await makeAdvisor({ lastSeenAt: NOW })
		const [customerId] = ['customer-1']
		const before = await makeCallback({ now: NOW, customerId })
		await db
			.update(callbacks)
			.set({ state: 'done', advisorId: other.id, endedAt: NOW })
			.where(eq(callbacks.id, before.id))
		expect(await lastAdvisorOf(customerId)).toMatchObject({ id: other.id })
		expect(await lastAdvisorOf(null)).toBeNull()
		expect(await lastAdvisorOf('somebody-else')).toBeNull()
	})
	it('says who was wished, and who calls instead', async () => {
		const [wished, other] = [await makeAdvisor({ name: 'Nadia Benali' }), await makeAdvisor({ name: 'Karim Amrani' })]
		const mine = await makeCallback({ now: NOW, wishedAdvisorId: wished.id })
		const said = async (advisorId: string | null) =>
			(await trackingViewOf({ ...mine, advisorId }, 'fr', NOW)).wished?.replaceAll('\u00a0', ' ') ?? null
		expect(await said(null)).toMatch(/^Vous avez demandé Nadia/)
		expect(await said(wished.id)).toBeNull()
		expect(await said(other.id)).toMatch(/^Nadia n’est pas disponible : Karim vous appelle/)
	})
	it('a relay call shows the operator of the settings', async () => {
		const mine = await makeCallback({ now: NOW, channel: 'relay' })
		expect((await trackingViewOf(mine, 'fr', NOW)).relayUrl).toBe('https://relais.ligne-claire.example/telephone')
		expect((await trackingViewOf({ ...mine, channel: 'voice' }, 'fr', NOW)).relayUrl).toBeNull()
	})
})
