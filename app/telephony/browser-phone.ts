import type { Call, Device } from '@twilio/voice-sdk'

/** A browser as a telephone. The only file that imports the vendor's package for browsers, when somebody asks for it. */

export type Key = '1' | '2' | '9'
/** Why calls do not come, or why one was lost. `token`: the company does not let this browser in. */
export type Trouble = 'microphone-refused' | 'microphone-missing' | 'unsupported' | 'token' | 'network'

export interface BrowserCall {
	/** @param microphoneId - the microphone wished, `null` for the browser's own choice */
	accept(microphoneId: string | null): void
	/** Before it is accepted: it rings no more here. */
	refuse(): void
	hangUp(): void
	press(key: Key): void
	mute(on: boolean): void
}

export interface BrowserPhone {
	/** @returns whether the browser lets sound go to a chosen loudspeaker */
	readonly choosesSpeaker: boolean
	sendSoundTo(id: string): Promise<void>
	renewToken(token: string): void
	/** Asks again to be rung, after a token that was refused. */
	register(): Promise<void>
	close(): void
}

export interface PhoneEvents {
	/** Whether calls come here now. */
	registered(on: boolean): void
	incoming(call: BrowserCall, events: (on: CallEvents) => void): void
	trouble(what: Trouble): void
	tokenWillEnd(): void
}

export interface CallEvents {
	accepted(): void
	over(): void
}

/** Our own sounds: nothing is fetched from the vendor. */
const RING = '/sounds/ring.wav'
const TONE = '/sounds/tone.wav'
const TONES = ['disconnect', 'outgoing', ...'0123456789'.split('').map((digit) => `dtmf${digit}`), 'dtmfh', 'dtmfs']
/** A token is renewed this long before it ends. */
const RENEW_BEFORE_MS = 60_000
/** Codes of the vendor for a token that is wrong, not allowed or over. */
const TOKEN_CODES = [20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 31201, 31202, 31204, 31205, 51007]

/**
 * Loads the vendor's package and registers this browser.
 *
 * @throws when the package cannot be loaded
 */
export async function openBrowserPhone(token: string, events: PhoneEvents): Promise<BrowserPhone> {
	const { Device: VendorDevice } = await import('@twilio/voice-sdk')
	if (!VendorDevice.isSupported) {
		events.trouble('unsupported')
		return { choosesSpeaker: false, sendSoundTo: async () => {}, renewToken() {}, register: async () => {}, close() {} }
	}
	const device = new VendorDevice(token, {
		sounds: { incoming: RING, ...Object.fromEntries(TONES.map((name) => [name, TONE])) },
		tokenRefreshMs: RENEW_BEFORE_MS,
		// Leaving the page while somebody is on the line asks first.
		closeProtection: true,
		// What goes wrong is told in words on the page; the console is not where advisors look.
		logLevel: 'silent',
	})
	device.on('registered', () => events.registered(true))
	device.on('unregistered', () => events.registered(false))
	device.on('tokenWillExpire', () => events.tokenWillEnd())
	device.on('error', (error: { code?: number }) => events.trouble(troubleOf(error)))
	device.on('incoming', (call: Call) => {
		// What goes wrong with a call is told with the device's errors too.
		events.incoming(browserCall(call), (on) => follow(call, on, events))
	})
	const register = async () => {
		if (device.state !== VendorDevice.State.Unregistered) return
		// Refusals come as errors of the device.
		await device.register().catch(() => {})
	}
	await register()
	return {
		choosesSpeaker: device.audio?.isOutputSelectionSupported ?? false,
		sendSoundTo: async (id) => void (await device.audio?.speakerDevices.set(id)),
		renewToken: (fresh) => device.updateToken(fresh),
		register,
		close: () => close(device),
	}
}

function browserCall(call: Call): BrowserCall {
	return {
		accept: (microphoneId) =>
			call.accept({
				rtcConstraints: { audio: microphoneId ? { deviceId: { ideal: microphoneId } } : true },
			}),
		refuse: () => call.reject(),
		hangUp: () => call.disconnect(),
		press: (key) => call.sendDigits(key),
		mute: (on) => call.mute(on),
	}
}

function follow(call: Call, on: CallEvents, events: PhoneEvents): void {
	call.on('accept', () => on.accepted())
	for (const end of ['cancel', 'disconnect', 'reject']) call.on(end, () => on.over())
	call.on('error', (error: { code?: number }) => {
		events.trouble(troubleOf(error))
		if (call.status() === 'closed') on.over()
	})
}

function close(device: Device): void {
	device.removeAllListeners()
	// The vendor speaks once more when it is destroyed, and nobody listens.
	device.on('error', () => {})
	device.destroy()
}

function troubleOf({ code }: { code?: number }): Trouble {
	if (code === 31401 || code === 31208) return 'microphone-refused'
	if (code === 31402) return 'microphone-missing'
	return code !== undefined && TOKEN_CODES.includes(code) ? 'token' : 'network'
}
