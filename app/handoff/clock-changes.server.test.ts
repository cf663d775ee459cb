import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbacks, presences, promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { dispatchCallbacks } from './callback-dispatch.server'
import { sendReminders } from './callback-reminders.server'
import { findCallback } from './callbacks.server'

/** A callback in each of the two nights that are an hour shorter or longer, from the mail to the ring. */

let company: ReturnType<typeof fakeCompany>
beforeEach(() => {
	useSettings(alwaysOpen())
	company = fakeCompany()
	useCarrier(company)
})
afterEach(async () => {
	for (const table of [callbacks, outbox, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

const MINUTE = 60_000

it.each([
	[
		'autumn, the hour that comes twice, the first time',
		'2026-10-25T00:30:00Z',
		'2 h 30 (heure d’été)',
		'2 h (heure d’hiver)',
	],
	['autumn, the hour that comes twice, the second time', '2026-10-25T01:30:00Z', '2 h 30 (heure d’hiver)', '3 h'],
	['autumn, just after it', '2026-10-25T02:00:00Z', '3 h', '3 h 30'],
	['spring, just before the hour that is skipped', '2027-03-28T00:30:00Z', '1 h 30', '3 h'],
	['spring, just after it', '2027-03-28T01:00:00Z', '3 h', '3 h 30'],
])('%s: the mail, the calendar, the reminder and the ring agree', async (_, start, from, to) => {
	const slotStart = new Date(start)
	const asked = new Date(slotStart.getTime() - 14 * 60 * MINUTE)
	await makeAdvisor({ lastSeenAt: asked })
	const callback = await makeCallback({ slotStart, email: 'lea@exemple.fr', now: asked })
	const slotEnd = new Date(slotStart.getTime() + 30 * MINUTE)
	expect(callback).toMatchObject({ state: 'scheduled', slotStart, slotEnd, dueAt: slotStart })

	const [mail] = await db.select().from(outbox).where(eq(outbox.channel, 'email'))
	const words = mail?.body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ') ?? ''
	expect(words).toContain(`entre ${from} et ${to}`)
	const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.000/g, '')
	const calendar = mail?.attachments?.[0]?.content ?? ''
	expect(calendar).toContain(`DTSTART:${stamp(slotStart)}`)
	expect(calendar).toContain(`DTEND:${stamp(slotEnd)}`)
	const [promise] = await db.select().from(promises).where(eq(promises.objectId, callback.id))
	expect(promise?.dueAt).toEqual(slotEnd)

	const turn = async (minutes: number) => {
		const now = new Date(slotStart.getTime() + minutes * MINUTE)
		await db.update(presences).set({ lastSeenAt: now })
		await sendReminders(now)
		await dispatchCallbacks(now)
	}
	for (const minutes of [-180, -120, -61, -59, -1]) await turn(minutes)
	expect(await db.$count(outbox, eq(outbox.purpose, 'callback-reminder'))).toBeGreaterThan(0)
	expect(company.placed).toEqual([])
	expect((await findCallback(callback.id))?.state).toBe('scheduled')
	for (const minutes of [0, 1]) await turn(minutes)
	expect(company.placed).toHaveLength(1)
	expect((await findCallback(callback.id))?.state).toBe('offering')
})
