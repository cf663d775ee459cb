import { expect, test, vi } from 'vitest'
import { makeAdvisor } from '#db/testing/builders'
import { announce } from '~/realtime/bus.server'
import { availabilityVersion } from './availability.server'
import { setPresence } from './presence.server'

test('a queue that moves leaves what people are told as it was; somebody who comes changes it', async () => {
	const advisor = await makeAdvisor({ presence: 'away' })
	announce('desk', { kind: 'queue' })
	const before = await settled()

	announce('desk', { kind: 'queue' })
	expect(availabilityVersion()).not.toBe(before)
	expect(await settled()).toBe(before)

	await setPresence({ personId: advisor.id, state: 'available' })
	expect(await settled()).not.toBe(before)
})

async function settled(): Promise<string> {
	await vi.waitUntil(() => availabilityVersion().startsWith('['))
	return availabilityVersion()
}
