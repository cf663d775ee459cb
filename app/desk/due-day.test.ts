import { expect, test } from 'vitest'
import { dueOn } from './due-day'

test.each([
	['2026-11-24', '2026-11-24T17:00:00.000Z'],
	['2026-07-14', '2026-07-14T16:00:00.000Z'],
	['2026-03-29', '2026-03-29T16:00:00.000Z'],
])('what is promised for %s is due that evening, summer or winter', (day, instant) => {
	expect(dueOn(day, 'Europe/Paris')?.toISOString()).toBe(instant)
})

test.each(['', '2026-02-30', '2026-13-01', '24/11/2026', '2026-11-24T10:00'])('%j is no day', (day) => {
	expect(dueOn(day, 'Europe/Paris')).toBeNull()
})
