import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { takeConversation } from './conversations.server'
import { messagesSince, postMessage } from './messages.server'
import { lastWithoutGap, merged, type StoredMessage } from './use-conversation'

/** The same numbers for the same seed, so that what fails once fails again. */
function dice(seed: number) {
	let state = seed
	return (sides: number) => {
		state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) | 0
		return ((state ^ (state >>> 14)) >>> 0) % sides
	}
}

/** One screen: it holds what it merged, and asks from where it knows all. */
class Screen {
	held: StoredMessage[] = []
	outbox: { id: string; body: string }[] = []
	written: string[] = []
	constructor(readonly post: (message: { id: string; body: string }) => Promise<StoredMessage>) {}
	receive(messages: StoredMessage[]) {
		this.held = merged(this.held, messages)
		this.outbox = this.outbox.filter(({ id }) => !this.held.some((message) => message.id === id))
	}
}

describe('a network that loses, repeats, delays and reorders', () => {
	it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
		'loses, doubles and reorders nothing (seed %i)',
		async (seed) => {
			const roll = dice(seed * 7_919)
			const advisor = await makeAdvisor()
			const { id: conversationId } = await makeConversation()
			await takeConversation({ conversationId, advisorId: advisor.id })
			const by = (author: 'customer' | 'advisor') => async (message: { id: string; body: string }) => {
				const posted = await postMessage({
					...{ ...message, conversationId, author },
					...(author === 'advisor' ? { authorId: advisor.id } : {}),
				})
				if (!posted.ok) throw new Error(posted.reason)
				return posted.message
			}
			// Two tabs and another device of the customer, one desk.
			const screens = [
				new Screen(by('customer')),
				new Screen(by('customer')),
				new Screen(by('customer')),
				new Screen(by('advisor')),
			]
			/** Answers under way: each may come late, twice, or after a younger one. */
			const underway: { screen: Screen; messages: StoredMessage[] }[] = []

			for (let step = 0; step < 150; step++) {
				const screen = screens[roll(screens.length)] as Screen
				const what = roll(10)
				if (what < 3) {
					const message = { id: randomUUID(), body: `mot ${seed} ${step}` }
					screen.outbox.push(message)
					screen.written.push(message.id)
				} else if (what < 6 && screen.outbox[0]) {
					// Lost on the way there, lost on the way back, or answered; then tried again with the same id.
					if (roll(3) > 0) {
						const message = await screen.post(screen.outbox[0])
						if (roll(3) > 0) underway.push({ screen, messages: [message] })
					}
				} else if (what < 8) {
					const messages = await messagesSince(conversationId, lastWithoutGap(screen.held))
					if (roll(4) > 0) underway.push({ screen, messages })
				} else if (underway.length > 0) {
					const at = roll(underway.length)
					const answer = underway[at]
					answer?.screen.receive(answer.messages)
					if (roll(3) > 0) underway.splice(at, 1)
				}
			}
			// The network is back: what is unsent leaves in order, every screen catches up once.
			for (const screen of screens) while (screen.outbox[0]) screen.receive([await screen.post(screen.outbox[0])])
			for (const screen of screens) screen.receive(await messagesSince(conversationId, lastWithoutGap(screen.held)))

			const stored = await messagesSince(conversationId, 0)
			expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length)
			expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
			for (const screen of screens) {
				expect(screen.held.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
				expect(stored.filter(({ id }) => screen.written.includes(id)).map(({ id }) => id)).toEqual(screen.written)
			}
		},
	)

	it('asks for what lies before a message of its own that came first', () => {
		const message = (seq: number) => ({ id: `${seq}`, seq }) as StoredMessage
		expect(lastWithoutGap([])).toBe(0)
		expect(lastWithoutGap([message(1), message(2), message(5)])).toBe(2)
		expect(lastWithoutGap(merged([message(1), message(2), message(5)], [message(4), message(3)]))).toBe(5)
	})
})
