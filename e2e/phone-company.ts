import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
	method: string
	path: string
	form: URLSearchParams
}

/** The least that speaks the phone company's REST API: it takes calls and messages, and rings nobody. */
export class PhoneCompany {
	readonly accountSid = `AC${'1'.repeat(32)}`
	readonly asked: Asked[] = []
	#server: Server = createServer((request, response) => void this.#answer(request, response))
	readonly #sids = new Map<URLSearchParams, string>()

	constructor(readonly token = 'the token of the account') {}

	async start(): Promise<this> {
		this.#server.listen(0, '127.0.0.1')
		await once(this.#server, 'listening')
		return this
	}

	/** What the product needs to call it. */
	get environment(): Record<string, string> {
		const { port } = this.#server.address() as AddressInfo
		return { ...this.account, TWILIO_API_BASE_URL: `http://127.0.0.1:${port}` }
	}

	get account(): Record<string, string> {
		return {
			TELEPHONY: 'twilio',
			TWILIO_ACCOUNT_SID: this.accountSid,
			TWILIO_AUTH_TOKEN: this.token,
			TWILIO_FROM_NUMBER: '+33162000000',
		}
	}

	/** The calls that were asked for, in order. */
	get calls(): URLSearchParams[] {
		return this.asked
			.filter(({ method, path }) => method === 'POST' && path.endsWith('/Calls.json'))
			.map(({ form }) => form)
	}

	/** The name it gave to a call. */
	sidOf(call: URLSearchParams): string {
		return this.#sids.get(call) ?? ''
	}

	/** Posts a webhook to the product as the company does; the signature is made here, over the address it was given. */
	async tell(
		to: { url: string; headers?: Record<string, string> },
		address: string,
		fields: Record<string, string>,
	): Promise<{ status: number; text: string }> {
		const given = address.replace(/#.*$/, '')
		const signed = Object.keys(fields)
			.sort()
			.reduce((text, name) => text + name + fields[name], given)
		const { pathname, search } = new URL(given)
		const target = new URL(to.url)
		const request = ask({
			method: 'POST',
			host: target.hostname,
			port: target.port,
			path: pathname + search,
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
				'X-Twilio-Signature': createHmac('sha1', this.token).update(signed).digest('base64'),
				...to.headers,
			},
		})
		request.end(new URLSearchParams(fields).toString())
		const [response] = (await once(request, 'response')) as [IncomingMessage]
		return { status: response.statusCode ?? 0, text: await bodyOf(response) }
	}

	stop(): void {
		this.#server.closeAllConnections()
		this.#server.close()
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://company.example')
		const method = request.method ?? 'GET'
		const form = method === 'GET' ? searchParams : new URLSearchParams(await bodyOf(request))
		this.asked.push({ method, path: pathname, form })
		const isNew = method === 'POST' && /\/(Calls|Messages)\.json$/.test(pathname)
		const sid = isNew
			? `${pathname.includes('Calls') ? 'CA' : 'SM'}${randomBytes(16).toString('hex')}`
			: pathname.match(/(CA\w+)\.json$/)?.[1]
		if (isNew && sid) this.#sids.set(form, sid)
		response.writeHead(isNew ? 201 : 200, { 'Content-Type': 'application/json' })
		if (method === 'GET' && pathname.endsWith('/Calls.json'))
			response.end(JSON.stringify({ calls: [], page: 0, page_size: 50, next_page_uri: null }))
		else
			response.end(
				JSON.stringify({
					sid,
					status: isNew ? 'queued' : 'in-progress',
					to: form.get('To'),
					from: form.get('From'),
				}),
			)
	}
}

async function bodyOf(message: IncomingMessage): Promise<string> {
	const parts: Buffer[] = []
	for await (const part of message) parts.push(part as Buffer)
	return Buffer.concat(parts).toString()
}
