import { requestCallback } from '~/handoff/callbacks.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { alwaysOpen, callbackForm } from './callbacks'
import { fakeCompany } from './phone-company'

/** A process of its own that books one slot many times at once, beside others that do the same. */
export interface Race {
	slotStart: string
	now: string
	/** Bookings at once, and the number of the first. */
	people: number
	first: number
}

process.once('message', async ({ slotStart, now, people, first }: Race) => {
	useSettings(alwaysOpen())
	useCarrier(fakeCompany({ dials: false }))
	const outcomes = await Promise.all(
		Array.from({ length: people }, (_, n) =>
			requestCallback(
				callbackForm({
					phone: `02 61 91 77 ${String(first + n).padStart(2, '0')}`,
					slotStart: new Date(slotStart),
					now: new Date(now),
				}),
			),
		),
	)
	process.send?.(
		outcomes.map((outcome) => (outcome.ok ? 'booked' : outcome.reason)),
		() => process.exit(0),
	)
})
process.send?.('ready')
