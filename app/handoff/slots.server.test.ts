import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { loadSettings, type Settings } from '~/settings/settings.server'
import { cut, findFreeSlot, listSlots, localTimeOf, nextFreeSlot } from './slots.server'

const shipped = loadSettings('content')
const allDay: [string, string][] = [['00:00', '24:00']]
const roundTheClock: Settings = {
	...shipped,
	hours: {
		...shipped.hours,
		callback: {
			monday: allDay,
			tuesday: allDay,
			wednesday: allDay,
			thursday: allDay,
			friday: allDay,
			saturday: allDay,
			sunday: allDay,
		},
	},
	holidays: { observed: false, region: null },
}
const startsOf = (days: Awaited<ReturnType<typeof listSlots>>, day: string) =>
	days.find((one) => one.day === day)?.slots.map(({ start }) => start.toISOString()) ?? []

beforeEach(async () => {
	await db.insert(people).values([
		{ id: 'a', name: 'Nadia B', email: 'a@x.fr', role: 'advisor' },
		{ id: 'b', name: 'Karim T', email: 'b@x.fr', role: 'advisor' },
		{ id: 'c', name: 'Hélène L', email: 'c@x.fr', role: 'editor' },
	])
})
afterEach(async () => {
	await db.delete(people)
})

it('today from now on, then the working days of the settings, Sunday left out', async () => {
	const days = await listSlots(new Date('2026-11-19T10:10:00Z'), shipped)
	expect(days.map(({ day }) => day)).toEqual([
		'2026-11-19',
		'2026-11-20',
		'2026-11-21',
		'2026-11-23',
		'2026-11-24',
		'2026-11-25',
	])
	expect(startsOf(days, '2026-11-19')[0]).toBe('2026-11-19T10:30:00.000Z')
	expect(startsOf(days, '2026-11-20')[0]).toBe('2026-11-20T07:00:00.000Z')
	expect(startsOf(days, '2026-11-20').at(-1)).toBe('2026-11-20T18:30:00.000Z')
	expect(startsOf(days, '2026-11-20')).toHaveLength(24)
	expect(startsOf(days, '2026-11-21')).toHaveLength(18)
	expect(days[1]?.slots[0]?.left).toBe(2)
})

it('a slot that starts in less than five minutes is not offered', async () => {
	expect(startsOf(await listSlots(new Date('2026-11-19T10:26:00Z'), shipped), '2026-11-19')[0]).toBe(
		'2026-11-19T11:00:00.000Z',
	)
	expect(startsOf(await listSlots(new Date('2026-11-19T10:25:00Z'), shipped), '2026-11-19')[0]).toBe(
		'2026-11-19T10:30:00.000Z',
	)
})

it.each([
	['1 May, Labour Day', '2026-04-30T10:00:00Z', '2026-05-01'],
	['14 July', '2026-07-13T10:00:00Z', '2026-07-14'],
	['Easter Monday', '2026-04-04T10:00:00Z', '2026-04-06'],
	['Ascension', '2026-05-13T10:00:00Z', '2026-05-14'],
	['11 November', '2026-11-10T10:00:00Z', '2026-11-11'],
	['Christmas', '2026-12-24T10:00:00Z', '2026-12-25'],
	['New Year', '2026-12-31T10:00:00Z', '2027-01-01'],
])('never on a public holiday: %s', async (_, now, holiday) => {
	const days = await listSlots(new Date(now), shipped)
	expect(days.map(({ day }) => day)).not.toContain(holiday)
	expect(days.length).toBeGreaterThan(shipped.callback.daysAhead - 1)
})

it('Reunion celebrates 20 December, mainland does not', async () => {
	const now = new Date('2027-12-17T05:00:00Z')
	const reunion: Settings = { ...shipped, timeZone: 'Indian/Reunion', holidays: { observed: true, region: 'RE' } }
	expect((await listSlots(now, shipped)).map(({ day }) => day)).toContain('2027-12-20')
	expect((await listSlots(now, reunion)).map(({ day }) => day)).not.toContain('2027-12-20')
})

it('an exceptional closure takes its slots away, and only them', async () => {
	const closed: Settings = {
		...shipped,
		closures: [{ from: '2026-11-20T12:00', to: '2026-11-20T14:10', reason: { fr: 'Exercice', en: 'Drill' } }],
	}
	const starts = startsOf(await listSlots(new Date('2026-11-19T10:10:00Z'), closed), '2026-11-20')
	expect(starts).toContain('2026-11-20T10:30:00.000Z')
	expect(starts).not.toContain('2026-11-20T11:00:00.000Z')
	expect(starts).not.toContain('2026-11-20T13:00:00.000Z')
	expect(starts).toContain('2026-11-20T13:10:00.000Z')
})

it('the spring night has 23 hours: no slot at an hour that does not exist', async () => {
	const starts = startsOf(await listSlots(new Date('2027-03-27T10:00:00Z'), roundTheClock), '2027-03-28')
	expect(starts).toHaveLength(46)
	expect(new Set(starts).size).toBe(46)
	expect(starts[0]).toBe('2027-03-27T23:00:00.000Z')
	expect(starts.at(-1)).toBe('2027-03-28T21:30:00.000Z')
})

it('the autumn night has 25 hours: the hour that comes twice is bookable twice', async () => {
	const starts = startsOf(await listSlots(new Date('2026-10-24T10:00:00Z'), roundTheClock), '2026-10-25')
	expect(starts).toHaveLength(50)
	expect(new Set(starts).size).toBe(50)
	expect(starts).toContain('2026-10-25T00:00:00.000Z')
	expect(starts).toContain('2026-10-25T01:00:00.000Z')
})

it('business hours keep their local time over both clock changes', async () => {
	const spring = await listSlots(new Date('2027-03-27T05:00:00Z'), shipped)
	expect(startsOf(spring, '2027-03-27')[0]).toBe('2027-03-27T08:00:00.000Z')
	expect(startsOf(spring, '2027-03-30')[0]).toBe('2027-03-30T06:00:00.000Z')
	const autumn = await listSlots(new Date('2026-10-24T05:00:00Z'), shipped)
	expect(startsOf(autumn, '2026-10-24')[0]).toBe('2026-10-24T07:00:00.000Z')
	expect(startsOf(autumn, '2026-10-26')[0]).toBe('2026-10-26T07:00:00.000Z')
})

it('without a declared advisor every slot is full', async () => {
	await db.delete(people)
	expect(await nextFreeSlot(new Date('2026-11-19T10:10:00Z'), shipped)).toBeNull()
	expect(
		await findFreeSlot(new Date('2026-11-19T11:00:00Z'), { now: new Date('2026-11-19T10:10:00Z'), config: shipped }),
	).toBeNull()
})

it('a rest shorter than a slot is not offered', () => {
	expect(cut({ from: new Date(0), to: new Date(70 * 60_000) }, 30)).toHaveLength(2)
})

describe('holidays are those of the place', () => {
	const of = (region: string | null, timeZone = 'Europe/Paris'): Settings => ({
		...shipped,
		timeZone,
		holidays: { observed: true, region },
	})
	it.each([
		['Good Friday, in Moselle', '57', 'Europe/Paris', '2026-04-03'],
		['26 December, in Bas-Rhin', '67', 'Europe/Paris', '2026-12-26'],
		['26 December, in Haut-Rhin', '68', 'Europe/Paris', '2026-12-26'],
		['20 December, in Réunion', 'RE', 'Indian/Reunion', '2027-12-20'],
		['27 April, in Mayotte', 'YT', 'Indian/Mayotte', '2026-04-27'],
		['22 May, in Martinique', 'MQ', 'America/Martinique', '2026-05-22'],
		['27 May, in Guadeloupe', 'GP', 'America/Guadeloupe', '2026-05-27'],
		['10 June, in Guyane', 'GF', 'America/Cayenne', '2026-06-10'],
	])('%s: no slot there, slots on the mainland', async (_, region, timeZone, holiday) => {
		const now = new Date(Date.parse(`${holiday}T08:00:00Z`) - 3 * 86_400_000)
		expect((await listSlots(now, of(region, timeZone))).map(({ day }) => day)).not.toContain(holiday)
		expect((await listSlots(now, of(null))).map(({ day }) => day)).toContain(holiday)
	})
})

it('the spring night of 2026: business hours keep their local time, and the night has no slot at the hour that is skipped', async () => {
	const now = new Date('2026-03-28T07:00:00Z')
	const days = await listSlots(now, shipped)
	expect(startsOf(days, '2026-03-28')[0]).toBe('2026-03-28T08:00:00.000Z')
	expect(startsOf(days, '2026-03-30')[0]).toBe('2026-03-30T06:00:00.000Z')
	const night = startsOf(await listSlots(now, roundTheClock), '2026-03-29')
	expect(night).toHaveLength(46)
	const locals = night.map((start) => localTimeOf(new Date(start), roundTheClock).slotLocal)
	expect(locals).toContain('2026-03-29T01:30')
	expect(locals).toContain('2026-03-29T03:00')
	expect(locals.some((local) => local.startsWith('2026-03-29T02'))).toBe(false)
})
