import { randomUUID } from 'node:crypto'
import { type CallbackRequest, requestCallback } from '~/handoff/callbacks.server'
import { loadSettings, type Settings } from '~/settings/settings.server'

const ALL_DAY: [string, string][] = [['00:00', '24:00']]
const EVERY_DAY = {
	monday: ALL_DAY,
	tuesday: ALL_DAY,
	wednesday: ALL_DAY,
	thursday: ALL_DAY,
	friday: ALL_DAY,
	saturday: ALL_DAY,
	sunday: ALL_DAY,
}

/** The shipped settings, open day and night and on holidays. */
export function alwaysOpen(callback: Partial<Settings['callback']> = {}): Settings {
	const shipped = loadSettings('content')
	return {
		...shipped,
		hours: { chat: EVERY_DAY, callback: EVERY_DAY },
		holidays: { observed: false, region: null },
		closures: [],
		callback: { ...shipped.callback, ...callback },
	}
}

/** A form as a visitor fills it; each has its own number and request key. */
export function callbackForm(over: Partial<CallbackRequest> = {}): CallbackRequest {
	asked++
	return {
		requestKey: randomUUID(),
		phone: `02 61 91 ${String(10 + Math.floor(asked / 100)).padStart(2, '0')} ${String(asked % 100).padStart(2, '0')}`,
		slotStart: null,
		firstName: 'Camille',
		reason: 'internet',
		subject: 'Le voyant de ma box clignote en rouge.',
		email: null,
		lang: 'fr',
		trail: [],
		askedFrom: '/articles/voyant-rouge',
		visitId: randomUUID(),
		customerId: null,
		...over,
	}
}

/** A stored callback, for "as soon as possible" unless a slot is given. */
export async function makeCallback(over: Partial<CallbackRequest> = {}) {
	const outcome = await requestCallback(callbackForm(over))
	if (!outcome.ok) throw new Error(`the callback was refused: ${outcome.reason}`)
	return outcome.callback
}

let asked = 0
