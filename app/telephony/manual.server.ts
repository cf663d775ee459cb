import type { Carrier, Result } from './carrier'

const NOBODY: Result<never> = { ok: false, failure: 'configuration', code: null }

/** No phone company: advisors dial by hand and record what came of it. */
export function manualCarrier(fromNumber: string): Carrier {
	return {
		dials: false,
		fromNumber,
		placeCall: async () => NOBODY,
		fetchCall: async () => null,
		listCalls: async () => [],
		listCallsBetween: async () => [],
		hangUp: async () => {},
		sendSms: async () => NOBODY,
		findSms: async () => null,
	}
}
