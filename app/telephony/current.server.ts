import { settings } from '~/settings/settings.server'
import { telephonyAccount } from './account.server'
import type { Carrier } from './carrier'
import { manualCarrier } from './manual.server'
import { twilioCarrier } from './twilio.server'

let current: Carrier | undefined

/** The phone company of this process. The simulator is reached by the same client, at another address. */
export function carrier(): Carrier {
	if (!current) {
		const account = telephonyAccount()
		current = account ? twilioCarrier(account) : manualCarrier(settings().phone)
	}
	return current
}

/** Replaces the phone company of this process: the network edge that tests fake. */
export function useCarrier(replacement: Carrier | undefined): void {
	current = replacement
}
