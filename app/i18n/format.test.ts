import { expect, test } from 'vitest'
import {
	formatDate,
	formatDay,
	formatMoment,
	formatMoney,
	formatMonth,
	formatNumber,
	formatPhone,
	formatRelativeDay,
	formatShare,
	formatShortDate,
	formatTime,
	roundWaitMinutes,
} from './format'

const PARIS = 'Europe/Paris'
/** No-break spaces made visible; a narrow one would not be in the fonts. */
const shown = (text: string) => text.replaceAll('\u00a0', '~')

test.each([
	['2026-11-19T13:30:00Z', '14~h~30', '14:30'],
	['2026-11-19T14:00:00Z', '15~h', '15:00'],
	['2026-11-19T07:05:00Z', '8~h~05', '08:05'],
	['2026-11-18T23:00:00Z', '0~h', '00:00'],
	['2026-07-19T12:00:00Z', '14~h', '14:00'],
	['2026-03-29T00:59:00Z', '1~h~59', '01:59'],
	['2026-03-29T01:00:00Z', '3~h', '03:00'],
	['2026-10-24T23:59:00Z', '1~h~59', '01:59'],
	['2026-10-25T00:00:00Z', '2~h (heure d’été)', '02:00 (summer time)'],
	['2026-10-25T00:30:00Z', '2~h~30 (heure d’été)', '02:30 (summer time)'],
	['2026-10-25T01:30:00Z', '2~h~30 (heure d’hiver)', '02:30 (winter time)'],
	['2026-10-25T02:00:00Z', '3~h', '03:00'],
])('the time at %s reads %s, %s', (instant, french, english) => {
	expect(shown(formatTime('fr', new Date(instant), PARIS))).toBe(french)
	expect(formatTime('en', new Date(instant), PARIS)).toBe(english)
})

test('days, dates and months hold together at the end of a line', () => {
	const at = new Date('2026-11-19T12:00:00Z')
	expect(shown(formatDay('fr', at, PARIS))).toBe('jeudi~19~novembre')
	expect(shown(formatDay('en', at, PARIS))).toBe('Thursday~19~November')
	expect(shown(formatDate('fr', at, PARIS))).toBe('19~novembre 2026')
	expect(shown(formatShortDate('fr', at, PARIS))).toBe('19~novembre')
	expect(formatMonth('fr', '2026-12', PARIS)).toBe('décembre 2026')
	expect(formatMonth('en', at, PARIS)).toBe('November 2026')
})

test('the first of a month is « 1er » in French, in English it stays a number', () => {
	const first = new Date('2026-11-01T12:00:00Z')
	expect(shown(formatDay('fr', first, PARIS))).toBe('dimanche~1er~novembre')
	expect(shown(formatDate('fr', new Date('2026-12-31T23:30:00Z'), PARIS))).toBe('1er~janvier 2027')
	expect(shown(formatDay('en', first, PARIS))).toBe('Sunday~1~November')
	expect(shown(formatShortDate('fr', new Date('2026-11-21T12:00:00Z'), PARIS))).toBe('21~novembre')
})

test.each([
	[4_748, '47,48~€', '€47.48'],
	[0, '0,00~€', '€0.00'],
	[-1_000, '-10,00~€', '-€10.00'],
	[123_456_789, '1~234~567,89~€', '€1,234,567.89'],
	[5, '0,05~€', '€0.05'],
])('%i cents read %s, %s', (cents, french, english) => {
	expect(shown(formatMoney('fr', cents, 'EUR'))).toBe(french)
	expect(shown(formatMoney('en', cents, 'EUR'))).toBe(english)
})

test('numbers and shares', () => {
	expect(shown(formatNumber('fr', 28.44))).toBe('28,4')
	expect(shown(formatNumber('fr', 12_345, 0))).toBe('12~345')
	expect(formatNumber('en', 12_345.6)).toBe('12,345.6')
	expect(shown(formatShare('fr', 0.884))).toBe('88~%')
	expect(formatShare('en', 0.884)).toBe('88%')
})

test('a phone number is written as its readers write it', () => {
	expect(shown(formatPhone('+33353012020', 'FR'))).toBe('03~53~01~20~20')
	expect(shown(formatPhone('+33353012020', 'BE'))).toBe('+33~3~53~01~20~20')
	expect(shown(formatPhone('+3222345678', 'FR'))).toMatch(/^\+32~/)
	expect(formatPhone('not a number', 'FR')).toBe('not a number')
})

test('today ends at midnight in Paris, whatever the clock of the server says', () => {
	const lateEvening = new Date('2026-11-19T22:59:00Z')
	const afterMidnight = new Date('2026-11-19T23:00:00Z')
	expect(formatRelativeDay('fr', afterMidnight, lateEvening, PARIS)).toBe('demain')
	expect(formatRelativeDay('fr', lateEvening, afterMidnight, PARIS)).toBe('hier')
	expect(formatRelativeDay('fr', lateEvening, new Date('2026-11-18T23:00:00Z'), PARIS)).toBe('aujourd’hui')
	expect(formatRelativeDay('en', afterMidnight, lateEvening, 'UTC')).toBe('today')
	expect(shown(formatRelativeDay('fr', new Date('2026-11-21T09:00:00Z'), lateEvening, PARIS))).toBe(
		'samedi~21~novembre',
	)
})

test('tomorrow is one day ahead on clock-change days and at the turn of a year', () => {
	for (const [now, at] of [
		['2026-03-28T22:30:00Z', '2026-03-28T23:30:00Z'],
		['2026-10-25T22:30:00Z', '2026-10-26T00:30:00Z'],
		['2026-12-31T22:30:00Z', '2026-12-31T23:30:00Z'],
	] as const)
		expect(formatRelativeDay('en', new Date(at), new Date(now), PARIS)).toBe('tomorrow')
})

test.each([
	[0, 1],
	[60, 1],
	[61, 2],
	[180, 3],
	[181, 5],
	[600, 10],
	[601, 15],
	[901, 25],
	[2_400, 40],
	[2_401, 60],
	[3_601, 90],
])('a wait of %i seconds is announced as %i minutes, never less than is true', (seconds, minutes) => {
	expect(roundWaitMinutes(seconds)).toBe(minutes)
	expect(roundWaitMinutes(seconds) * 60).toBeGreaterThanOrEqual(seconds)
})

test('a moment is said as people say it, with its year when it is long ago', () => {
	const now = new Date('2026-11-23T10:00:00Z')
	const said = (at: string) => formatMoment('fr', new Date(at), now, 'Europe/Paris').replaceAll('\u00a0', ' ')
	expect(said('2026-11-22T13:05:00Z')).toBe('hier, 14 h 05')
	expect(said('2026-11-12T13:05:00Z')).toBe('jeudi 12 novembre, 14 h 05')
	expect(said('2024-11-12T13:05:00Z')).toBe('12 novembre 2024, 14 h 05')
})
