import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test'
import Database from 'better-sqlite3'
import type { TestServer } from './server'

interface Ringing {
	sid: string
	address: string
	status: string
}

/**
 * The phone company as a browser meets it: its signalling, spoken over the WebSocket that the
 * vendor's package opens, and a second browser page as the far end of the sound. Behind it the
 * demo's simulated company rings, plays and is told, so that only this network edge is made up.
 */
export class BrowserCalls {
	/** What the browser said, in order. */
	readonly said: string[] = []
	/** The name in the token that the browser showed. */
	identity = ''
	/** How long the company says that a token lasts. */
	tokenSeconds = 3_600
	/** The company does not listen to keys for a while. */
	deaf = false
	#socket: WebSocketRoute | null = null
	#far: Page | null = null
	#rung = new Set<string>()
	#timers: NodeJS.Timeout[] = []

	constructor(readonly server: TestServer) {}

	/** @param far - a page that gives and takes the sound of calls */
	async reachedFrom(context: BrowserContext, far: Page): Promise<void> {
		this.#far = far
		await far.goto(`${this.server.url}/hors-ligne`)
		await context.route('https://eventgw*.twilio.com/**', (route) => route.fulfill({ status: 200, body: '{}' }))
		await context.routeWebSocket(/^wss:\/\/voice-js\.[a-z-]+\.twilio\.com\/signal/, (socket) => {
			this.#socket = socket
			socket.onMessage((message) => void this.#hear(String(message)))
			this.#timers.push(setInterval(() => this.#socket === socket && socket.send('\n'), 5_000))
		})
		this.#timers.push(setInterval(() => void this.#ring(), 300))
	}

	stop(): void {
		for (const timer of this.#timers) clearInterval(timer)
	}

	/** Calls of the simulated company that are not over, oldest first. */
	live(): Ringing[] {
		const database = new Database(join(this.server.folder, 'relais.db'), { readonly: true })
		try {
			return database
				.prepare(
					`select sid, to_number as address, status from simulated_calls
					where status in ('queued', 'ringing', 'in-progress') order by created_at`,
				)
				.all() as Ringing[]
		} finally {
			database.close()
		}
	}

	/** Somebody acts at a telephone of the demo. */
	async act(sid: string, what: Record<string, string>): Promise<void> {
		await fetch(`${this.server.url}/dev/telephone`, {
			method: 'POST',
			body: new URLSearchParams({ sid, ...what }),
			redirect: 'manual',
		})
	}

	#tell(type: string, payload: object): void {
		this.#socket?.send(JSON.stringify({ type, version: '1.6', payload }))
	}

	async #hear(message: string): Promise<void> {
		if (message.trim() === '') return
		const { type, payload } = JSON.parse(message) as { type: string; payload: Record<string, unknown> }
		this.said.push(type === 'dtmf' ? `key ${payload.dtmf}` : type)
		const sid = String(payload.callsid ?? '')
		if (type === 'listen') {
			const { grants } = JSON.parse(Buffer.from(String(payload.token).split('.')[1] ?? '', 'base64url').toString())
			this.identity = grants.identity
			const token = { identity: this.identity, ttl: this.tokenSeconds }
			this.#tell('connected', { region: 'EU_IRELAND', edge: 'dublin', home: 'us1', gateway: 'gateway', token })
		} else if (type === 'register') this.#tell('ready', {})
		else if (type === 'answer') {
			await this.#far?.evaluate(
				(sdp) => window.farEnd?.setRemoteDescription({ type: 'answer', sdp }),
				String(payload.sdp),
			)
			await this.act(sid, { act: 'answer' })
		} else if (type === 'dtmf' && !this.deaf) await this.act(sid, { key: String(payload.dtmf) })
		else if (type === 'reject') await this.act(sid, { act: 'refuse' })
		else if (type === 'hangup') await this.act(sid, { act: 'hang-up' })
	}

	/** Calls to this browser are brought to it, and taken from it when they are over. */
	async #ring(): Promise<void> {
		if (!this.identity || !this.#far) return
		const live = this.live()
		for (const { sid, address, status } of live) {
			if (this.#rung.has(sid) || status !== 'ringing' || address !== `client:${this.identity}`) continue
			this.#rung.add(sid)
			const parameters = { CallSid: sid, From: '+33162000000', To: address }
			this.#tell('invite', { callsid: sid, sdp: await this.#far.evaluate(offer), parameters })
		}
		for (const sid of this.#rung)
			if (!live.some((one) => one.sid === sid)) {
				this.#rung.delete(sid)
				this.#tell(this.said.includes('answer') ? 'hangup' : 'cancel', { callsid: sid })
			}
	}
}

declare global {
	interface Window {
		farEnd?: RTCPeerConnection
	}
}

/** Runs in the far page: an offer of sound without telephone events, so that keys come by the signalling. */
async function offer(): Promise<string> {
	const connection = new RTCPeerConnection()
	window.farEnd = connection
	const sound = new AudioContext().createMediaStreamDestination()
	for (const track of sound.stream.getTracks()) connection.addTrack(track, sound.stream)
	await connection.setLocalDescription(await connection.createOffer())
	while (connection.iceGatheringState !== 'complete') await new Promise((wait) => setTimeout(wait, 50))
	const sdp = connection.localDescription?.sdp ?? ''
	const names = [...sdp.matchAll(/^a=rtpmap:(\d+) telephone-event/gm)].map(([, name]) => name ?? '')
	return names.reduce(
		(text, name) =>
			text
				.replace(new RegExp(`^a=(rtpmap|fmtp):${name} .*\r\n`, 'gm'), '')
				.replace(new RegExp(`^(m=audio .*?) ${name}\\b`, 'm'), '$1'),
		sdp,
	)
}

/** The vendor's file in the build, and the built files that name it. */
export function vendorFile(files: readonly string[], folder: string): { name: string; namedBy: string[] } {
	const scripts = files.filter((file) => file.endsWith('.js'))
	const name = scripts.find((file) => readFileSync(join(folder, file), 'utf8').includes('voice-js.')) ?? ''
	const namedBy = scripts.filter((file) => file !== name && readFileSync(join(folder, file), 'utf8').includes(name))
	return { name, namedBy }
}
