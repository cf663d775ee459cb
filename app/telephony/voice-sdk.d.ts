/** The part of the vendor's package for browsers that is used, as its documentation describes it. */
declare module '@twilio/voice-sdk' {
	interface Emitter {
		on(event: string, listener: (subject: never) => void): this
		removeAllListeners(): this
	}
	export interface Call extends Emitter {
		accept(options?: { rtcConstraints?: MediaStreamConstraints }): void
		reject(): void
		disconnect(): void
		sendDigits(digits: string): void
		mute(on: boolean): void
		status(): string
	}
	export interface Device extends Emitter {
		readonly state: string
		readonly audio: {
			readonly isOutputSelectionSupported: boolean
			readonly speakerDevices: { set(ids: string | string[]): Promise<unknown> }
		} | null
		register(): Promise<void>
		updateToken(token: string): void
		destroy(): void
	}
	export const Device: {
		new (token: string, options?: Record<string, unknown>): Device
		readonly isSupported: boolean
		readonly State: { readonly Unregistered: string }
	}
}
