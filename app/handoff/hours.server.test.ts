import { parseDate } from '@internationalized/date'
import { expect, test } from 'vitest'
import { loadSettings, type Settings } from '~/settings/settings.server'
import { isOpenAt, openIntervals, openingAt } from './hours.server'

const shipped = loadSettings('content')
const SUMMER_TIME_BEGINS = '2026-03-29'
const SUMMER_TIME_ENDS = '2026-10-25'

/** The shipped settings with the same chat hours every day. */
function everyDay(...hours: [string, string][]): Settings {
	const week = Object.fromEntries(Object.keys(shipped.hours.chat).map((day) => [day, hours]))
	return { ...shipped, hours: { ...shipped.hours, chat: week as Settings['hours']['chat'] } }
}

const reason = { fr: 'Inventaire', en: 'Stocktaking' }
const closed = (from: string, to: string, config = shipped): Settings => ({
	...config,
	closures: [{ from, to, reason }],
})
const paris = (local: string, offset = '+01:00') => new Date(`${local}:00${offset}`)
const hoursOf = (day: string, config: Settings) =>
	openIntervals('chat', parseDate(day), config).map(({ from, to }) => [from.toISOString(), to.toISOString()])
const minutesOpen = (day: string, config: Settings) =>
	openIntervals('chat', parseDate(day), config).reduce(
		(sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 60_000,
		0,
	)

test('a weekday opens at its first minute and closes at its last', () => {
	expect(openingAt('chat', paris('2026-11-19T07:59'), shipped)).toMatchObject({
		open: false,
		reason: 'outside-hours',
		opensAt: paris('2026-11-19T08:00'),
		note: null,
	})
	expect(openingAt('chat', paris('2026-11-19T08:00'), shipped)).toEqual({
		open: true,
		reason: 'open',
		closesAt: paris('2026-11-19T20:00'),
		opensAt: null,
		note: null,
	})
	expect(isOpenAt('chat', new Date(paris('2026-11-19T20:00').getTime() - 1), shipped)).toBe(true)
	expect(isOpenAt('chat', paris('2026-11-19T20:00'), shipped)).toBe(false)
})

test('each channel has hours of its own', () => {
	const saturdayEvening = paris('2026-11-21T18:30')
	expect(openingAt('chat', saturdayEvening, shipped).open).toBe(true)
	expect(openingAt('callback', saturdayEvening, shipped)).toMatchObject({
		open: false,
		opensAt: paris('2026-11-23T08:00'),
	})
})

test.each([
	['2026-01-01', 'Nouvel An'],
	['2026-04-06', 'Lundi de Pâques'],
	['2027-03-29', 'Lundi de Pâques'],
	['2026-05-14', 'Ascension'],
	['2026-05-25', 'Lundi de Pentecôte'],
	['2026-11-11', 'Armistice 1918'],
	['2026-12-25', 'Noël'],
])('%s is closed and says why: %s', (day, name) => {
	const opening = openingAt('chat', new Date(`${day}T10:00:00Z`), shipped)
	expect(opening).toMatchObject({ open: false, reason: 'holiday' })
	expect(opening.note?.fr).toBe(name)
	expect(opening.note?.en).not.toBe(name)
})

test('Whit Sunday and Mothers’ Day are no public holidays, an ordinary Wednesday is none either', () => {
	const always = everyDay(['08:00', '20:00'])
	for (const day of ['2026-05-24', '2026-05-31', '2026-11-18'])
		expect(isOpenAt('chat', new Date(`${day}T10:00:00Z`), always)).toBe(true)
})

test('holidays of a region close in that region only', () => {
	const moselle: Settings = { ...shipped, holidays: { observed: true, region: '57' } }
	for (const [day, name] of [
		['2026-04-03', 'Vendredi saint'],
		['2026-12-26', 'Lendemain de Noël'],
	] as const) {
		const noon = new Date(`${day}T11:00:00Z`)
		expect(openingAt('chat', noon, moselle)).toMatchObject({ reason: 'holiday', note: { fr: name } })
		expect(isOpenAt('chat', noon, shipped)).toBe(true)
	}
})

test('holidays that the business does not observe change nothing', () => {
	const works: Settings = { ...shipped, holidays: { observed: false, region: null } }
	expect(isOpenAt('chat', paris('2026-11-11T10:00'), works)).toBe(true)
})

test('a closure inside a day leaves the hours before and after it', () => {
	const config = closed('2026-11-19T12:00', '2026-11-19T14:10')
	expect(hoursOf('2026-11-19', config)).toEqual([
		['2026-11-19T07:00:00.000Z', '2026-11-19T11:00:00.000Z'],
		['2026-11-19T13:10:00.000Z', '2026-11-19T19:00:00.000Z'],
	])
	expect(openingAt('chat', paris('2026-11-19T11:30'), config).closesAt).toEqual(paris('2026-11-19T12:00'))
	expect(openingAt('chat', paris('2026-11-19T12:00'), config)).toMatchObject({
		open: false,
		reason: 'closure',
		note: reason,
		opensAt: paris('2026-11-19T14:10'),
	})
})

test('a closure given in days lasts to the end of its last day', () => {
	const config = closed('2026-11-19', '2026-11-20')
	expect(hoursOf('2026-11-19', config)).toEqual([])
	expect(hoursOf('2026-11-20', config)).toEqual([])
	expect(openingAt('chat', paris('2026-11-18T21:00'), config).opensAt).toEqual(paris('2026-11-21T08:00'))
	expect(hoursOf('2026-11-19', closed('2026-11-19', '2026-11-19'))).toEqual([])
})

test('hours keep their local times on both clock-change days', () => {
	const config = everyDay(['08:00', '20:00'])
	expect(hoursOf(SUMMER_TIME_BEGINS, config)).toEqual([['2026-03-29T06:00:00.000Z', '2026-03-29T18:00:00.000Z']])
	expect(hoursOf(SUMMER_TIME_ENDS, config)).toEqual([['2026-10-25T07:00:00.000Z', '2026-10-25T19:00:00.000Z']])
	const night = everyDay(['01:00', '05:00'])
	expect(minutesOpen(SUMMER_TIME_BEGINS, night)).toBe(180)
	expect(minutesOpen(SUMMER_TIME_ENDS, night)).toBe(300)
	expect(minutesOpen(SUMMER_TIME_BEGINS, everyDay(['00:00', '24:00']))).toBe(23 * 60)
	expect(minutesOpen(SUMMER_TIME_ENDS, everyDay(['00:00', '24:00']))).toBe(25 * 60)
})

test('the next opening is found across a weekend', () => {
	expect(openingAt('chat', paris('2026-11-21T20:00'), shipped).opensAt).toEqual(paris('2026-11-23T08:00'))
})

test('the next opening is found across 25 December and the weekend behind it', () => {
	const eve = paris('2026-12-24T20:30')
	expect(openingAt('chat', eve, shipped).opensAt).toEqual(paris('2026-12-26T08:00'))
	const inMoselle: Settings = { ...shipped, holidays: { observed: true, region: '57' } }
	expect(openingAt('chat', eve, inMoselle).opensAt).toEqual(paris('2026-12-28T08:00'))
})

test('24:00 is the midnight that ends the day', () => {
	const late = everyDay(['18:00', '24:00'])
	expect(openingAt('chat', paris('2026-11-19T23:59'), late)).toMatchObject({
		open: true,
		closesAt: paris('2026-11-20T00:00'),
	})
	expect(isOpenAt('chat', paris('2026-11-20T00:00'), late)).toBe(false)
})

test('hours that go on past midnight close when they end, not at midnight', () => {
	const week = everyDay(['00:00', '02:00'], ['18:00', '24:00'])
	expect(openingAt('chat', paris('2026-11-19T23:00'), week).closesAt).toEqual(paris('2026-11-20T02:00'))
	expect(openingAt('chat', paris('2026-11-20T01:00'), week).closesAt).toEqual(paris('2026-11-20T02:00'))
})

test('what never closes announces no end; what never opens announces no beginning', () => {
	const dayAndNight: Settings = { ...everyDay(['00:00', '24:00']), holidays: { observed: false, region: null } }
	expect(openingAt('chat', paris('2026-11-19T23:00'), dayAndNight)).toMatchObject({ open: true, closesAt: null })
	expect(openingAt('chat', paris('2026-11-19T10:00'), everyDay())).toMatchObject({ open: false, opensAt: null })
})

test('a business elsewhere keeps its own clock and holidays', () => {
	const reunion: Settings = { ...shipped, timeZone: 'Indian/Reunion', holidays: { observed: true, region: 'RE' } }
	expect(openingAt('chat', new Date('2026-11-19T04:00:00Z'), reunion).open).toBe(true)
	expect(openingAt('chat', new Date('2026-11-19T16:00:00Z'), reunion).open).toBe(false)
	expect(openingAt('chat', new Date('2026-12-19T20:30:00Z'), reunion).reason).toBe('holiday')
	expect(isOpenAt('chat', new Date('2027-12-20T06:00:00Z'), reunion)).toBe(false)
})
