import type { OfferedCall } from '~/handoff/offered-call.server'
import type { HandsetState } from '~/routes/desk_.handset'
import {
	type BrowserCall,
	type BrowserPhone,
	type Key,
	openBrowserPhone,
	type Trouble,
} from '~/telephony/browser-phone'

/**
 * The telephone of this browser. It lives beside the pages, so that a call outlasts going from the
 * desk to the wrap-up.
 */
export interface Softphone {
	/** `elsewhere`: another tab of this browser takes the calls. */
	status: 'off' | 'connecting' | 'ready' | 'elsewhere'
	/** `microphone-ask`: the browser has not been asked yet. `not-heard`: the key did not arrive. */
	trouble: Trouble | 'microphone-ask' | 'not-heard' | null
	/** The call at this browser: it rings, or is open. */
	call: { open: boolean; muted: boolean; wanted: Key | null } | null
	/** What the server knows of it. */
	offered: OfferedCall | null
	handset: Omit<HandsetState, 'call'> | null
	choosesSpeaker: boolean
}

const ADDRESS = '/desk/handset'
const LOCK = 'relais-calls'
const ALIVE_MS = 20_000
const LOOK_MS = 1_000
/** The company has just been given its document: it needs a moment to listen. */
const BEFORE_KEY_MS = 700
const KEY_AGAIN_MS = 2_500
const MOST_KEYS = 3
const TRY_AGAIN_MS = 30_000
const RENEW_AGAIN_MS = 10_000

const OFF: Softphone = {
	...{ status: 'off', trouble: null, call: null, offered: null, handset: null, choosesSpeaker: false },
}

let state = OFF
const watchers = new Set<() => void>()
let phone: BrowserPhone | null = null
let call: BrowserCall | null = null
let running: { stop: () => void } | null = null
let looking: ReturnType<typeof setInterval> | undefined
let keys = { sent: 0, lastAt: 0, listensSince: 0 }

export const readSoftphone = () => state
export const softphoneOnServer = () => OFF

export function watchSoftphone(onChange: () => void): () => void {
	watchers.add(onChange)
	return () => watchers.delete(onChange)
}

/** Reads what the advisor chose, and turns this browser's telephone on or off accordingly. */
export async function refreshSoftphone(): Promise<void> {
	const answer = await fetch(ADDRESS, { headers: { Accept: 'application/json' } }).catch(() => null)
	if (!answer?.ok || answer.redirected) return
	const { call: offered, ...handset } = (await answer.json()) as HandsetState
	change({ handset, offered })
	if (handset.choice === 'browser') void turnOn()
	else turnOff()
}

export async function chooseHandset(choice: 'telephone' | 'browser'): Promise<void> {
	if (state.handset) change({ handset: { ...state.handset, choice } })
	await tell({ choice })
	// The click that chooses is the moment to ask for the microphone.
	if (choice === 'browser') await allowMicrophone()
	else await refreshSoftphone()
}

/** Asks the browser for the microphone once, so that no call is lost to the question. */
export async function allowMicrophone(): Promise<void> {
	try {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
		for (const track of stream.getTracks()) track.stop()
		change({ trouble: null })
		await refreshSoftphone()
	} catch (error) {
		const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
		change({ trouble: isRefused ? 'microphone-refused' : 'microphone-missing' })
	}
}

/** Answers the call, if it rings, and presses a key as soon as the phone company listens. */
export function pressKey(key: Key): void {
	if (!call || !state.call) return
	if (!state.call.open && key === '2') {
		call.refuse()
		return
	}
	keys = { sent: 0, lastAt: 0, listensSince: 0 }
	change({ call: { ...state.call, wanted: key }, trouble: null })
	if (!state.call.open) call.accept(microphoneWished())
}

export function hangUp(): void {
	if (!state.call) return
	if (state.call.open) call?.hangUp()
	else call?.refuse()
}

export function muteCall(on: boolean): void {
	if (!state.call) return
	call?.mute(on)
	change({ call: { ...state.call, muted: on } })
}

export function sendSoundTo(id: string): void {
	void phone?.sendSoundTo(id).catch(() => {})
}

const MICROPHONE = 'relais-microphone'
export const microphoneWished = () => localStorage.getItem(MICROPHONE)
export const wishMicrophone = (id: string) => localStorage.setItem(MICROPHONE, id)

function change(next: Partial<Softphone>): void {
	state = { ...state, ...next }
	for (const watcher of watchers) watcher()
}

async function turnOn(): Promise<void> {
	if (running) return
	if (!navigator.mediaDevices || !navigator.locks) return change({ trouble: 'unsupported' })
	const permission = await microphonePermission()
	if (permission === 'denied') return change({ trouble: 'microphone-refused' })
	if (permission === 'prompt') return change({ trouble: 'microphone-ask' })
	if (running) return
	const giveUp = new AbortController()
	let release = () => {}
	running = {
		stop: () => {
			giveUp.abort()
			release()
		},
	}
	change({ status: 'elsewhere', trouble: null })
	// The tab that has the lock takes the calls; when it is closed, the next one does.
	navigator.locks
		.request(LOCK, { signal: giveUp.signal }, async () => {
			const kept = new Promise<void>((done) => {
				release = done
			})
			await connect()
			await kept
		})
		.catch(() => {})
}

/** A conversation that goes on is not cut: it is turned off once it is over. */
function turnOff(): void {
	if (!running || state.call?.open) return
	running.stop()
	running = null
	phone?.close()
	phone = null
	over()
	void tell({ intent: 'gone' })
	change({ status: 'off', trouble: null })
}

async function connect(): Promise<void> {
	change({ status: 'connecting' })
	const token = await freshToken()
	if (!token) return later()
	try {
		phone = await openBrowserPhone(token, {
			registered: (on) => {
				change(on ? { status: 'ready', trouble: null } : { status: 'connecting' })
				void tell({ intent: on ? 'alive' : 'gone' })
			},
			incoming: (incoming, follow) => {
				call = incoming
				change({ call: { open: false, muted: false, wanted: null } })
				follow({
					accepted: () => state.call && change({ call: { ...state.call, open: true } }),
					over,
				})
				look()
			},
			trouble: (what) => {
				change({ trouble: what })
				if (what === 'token') later()
			},
			tokenWillEnd: () => void renewBeforeEnd(),
		})
		change({ choosesSpeaker: phone.choosesSpeaker })
	} catch {
		change({ trouble: 'network' })
		later()
	}
}

/** @returns whether a new token was given */
async function renew(): Promise<boolean> {
	const token = await freshToken()
	if (!token) return false
	phone?.renewToken(token)
	if (state.status === 'ready' && (state.trouble === 'token' || state.trouble === 'network')) change({ trouble: null })
	return true
}

/** A network that is away for a moment must not end the hour: it is asked again while the token lasts. */
async function renewBeforeEnd(): Promise<void> {
	if (!running || (await renew())) return
	setTimeout(() => void renewBeforeEnd(), RENEW_AGAIN_MS)
}

/** Once more in a while: a network that was away, or a key that was being changed. */
function later(): void {
	setTimeout(async () => {
		if (!running || state.status === 'ready') return
		if (!phone) return connect()
		await renew()
		await phone?.register()
	}, TRY_AGAIN_MS)
}

/** While a call is here, what the server hears of it is looked at each second. */
function look(): void {
	clearInterval(looking)
	looking = setInterval(() => void refreshSoftphone().then(sendKey), LOOK_MS)
	void refreshSoftphone()
}

/** The key is sent once the company waits for one, and again until the server heard of it. */
function sendKey(): void {
	const { call: open, offered } = state
	if (!open?.wanted) return
	const isHeard = offered !== null && offered.stage !== 'ringing' && offered.stage !== 'asking'
	if (isHeard) change({ call: { ...open, wanted: null } })
	if (isHeard || !open.open || offered?.stage !== 'asking') return
	const now = Date.now()
	keys.listensSince ||= now
	if (now - keys.listensSince < BEFORE_KEY_MS || now - keys.lastAt < KEY_AGAIN_MS) return
	if (keys.sent === MOST_KEYS) {
		change({ call: { ...open, wanted: null }, trouble: 'not-heard' })
		return
	}
	keys = { ...keys, sent: keys.sent + 1, lastAt: now }
	call?.press(open.wanted)
}

function over(): void {
	call = null
	clearInterval(looking)
	change({ call: null, offered: null })
	void refreshSoftphone()
}

async function freshToken(): Promise<string | null> {
	const answer = await tell({ intent: 'token' })
	if (!answer?.ok) {
		change({ trouble: answer ? 'token' : 'network' })
		return null
	}
	return ((await answer.json()) as { token: string | null }).token
}

function tell(fields: Record<string, string>): Promise<Response | null> {
	return fetch(ADDRESS, { method: 'POST', body: new URLSearchParams(fields), keepalive: true }).catch(() => null)
}

async function microphonePermission(): Promise<PermissionState> {
	try {
		return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state
	} catch {
		// A browser that does not tell asks when the call is taken.
		return 'granted'
	}
}

if (typeof window !== 'undefined') {
	setInterval(() => state.status === 'ready' && void tell({ intent: 'alive' }), ALIVE_MS)
	window.addEventListener('pagehide', () => state.status === 'ready' && void tell({ intent: 'gone' }))
	document.addEventListener('visibilitychange', () => state.handset && !document.hidden && void refreshSoftphone())
}
