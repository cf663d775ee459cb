import { expect, test } from 'vitest'
import { callTimes } from './speed.server'

test('in real life the times are those of people and of voicemails', () => {
	expect(callTimes(1)).toEqual({
		advisorRingSeconds: 20,
		customerRingSeconds: 22,
		keySeconds: 8,
		talkSeconds: 3_600,
		callSeconds: 3_900,
	})
})

test('every time is divided by the speed', () => {
	expect(callTimes(4)).toEqual({
		advisorRingSeconds: 5,
		customerRingSeconds: 6,
		keySeconds: 2,
		talkSeconds: 900,
		callSeconds: 975,
	})
})

test.each([0.001, 0.5, 2.5, 7, 50, 1_000, 1e9])('at speed %s the company gets whole seconds it accepts', (speed) => {
	const times = callTimes(speed)
	for (const seconds of Object.values(times)) {
		expect(Number.isInteger(seconds)).toBe(true)
		expect(seconds).toBeGreaterThanOrEqual(1)
	}
	expect(times.advisorRingSeconds).toBeLessThanOrEqual(600)
	expect(times.callSeconds).toBeLessThanOrEqual(14_400)
})
