import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announce, HINT_EVERY_MS, listenPaced } from './bus.server'

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

function hear(topic: string) {
	const heard: unknown[] = []
	const stop = listenPaced(topic, ({ n }) => heard.push(n))
	return { heard, stop }
}

test('a burst of hints is one at once and one at its end, which is the last', () => {
	const { heard, stop } = hear('desk')
	for (let n = 1; n <= 50; n++) announce('desk', { kind: 'queue', n })
	expect(heard).toEqual([1])
	vi.advanceTimersByTime(HINT_EVERY_MS)
	expect(heard).toEqual([1, 50])
	vi.advanceTimersByTime(10 * HINT_EVERY_MS)
	expect(heard).toEqual([1, 50])
	stop()
})

test('hints that go on come at their pace, and the last of all is never lost', () => {
	const { heard, stop } = hear('availability')
	for (let n = 1; n <= 100; n++) {
		announce('availability', { kind: 'presence', n })
		vi.advanceTimersByTime(10)
	}
	vi.advanceTimersByTime(HINT_EVERY_MS)
	expect(heard).toEqual([1, 25, 50, 75, 100])
	stop()
})

test('a hint after a quiet time comes at once', () => {
	const { heard, stop } = hear('desk')
	announce('desk', { kind: 'queue', n: 1 })
	vi.advanceTimersByTime(HINT_EVERY_MS)
	announce('desk', { kind: 'queue', n: 2 })
	expect(heard).toEqual([1, 2])
	stop()
})

test('events of a conversation come one by one', () => {
	const { heard, stop } = hear('conversation:x')
	for (let n = 1; n <= 5; n++) announce('conversation:x', { kind: 'message', n })
	expect(heard).toEqual([1, 2, 3, 4, 5])
	stop()
})

test('topics keep their own pace, and who stopped hears nothing more', () => {
	const [desk, availability] = [hear('desk'), hear('availability')]
	announce('desk', { kind: 'queue', n: 1 })
	announce('availability', { kind: 'queue', n: 2 })
	announce('desk', { kind: 'queue', n: 3 })
	desk.stop()
	vi.advanceTimersByTime(2 * HINT_EVERY_MS)
	announce('desk', { kind: 'queue', n: 4 })
	expect([desk.heard, availability.heard]).toEqual([[1], [2]])
	expect(vi.getTimerCount()).toBe(0)
	availability.stop()
})
