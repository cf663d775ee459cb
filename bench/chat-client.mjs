// One person's side of a chat, as the product's own pages behave: events are hints, what came since is asked for.
import { request } from 'node:http'

/** A request, answered whole. `form` makes it a POST. Rejects when the server is not there. */
export function ask({ port, agent, path, cookie, address, form, json }) {
	return new Promise((resolve, reject) => {
		const body = form && new URLSearchParams(form).toString()
		const headers = {
			Accept: json ? 'application/json' : 'text/html',
			...(cookie ? { Cookie: cookie } : {}),
			...(address ? { 'X-Forwarded-For': address } : {}),
			...(body
				? { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }
				: {}),
			...(body ? { Origin: `http://127.0.0.1:${port}` } : {}),
		}
		const sent = request(
			{ port, host: '127.0.0.1', agent, path, method: body ? 'POST' : 'GET', headers },
			(response) => {
				let text = ''
				response.setEncoding('utf8')
				response.on('data', (chunk) => (text += chunk))
				response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
				response.on('error', reject)
			},
		)
		sent.setTimeout(30_000, () => sent.destroy(new Error('no answer within 30 s')))
		sent.on('error', reject)
		sent.end(body)
	})
}

/** A stream that comes back by itself after a second, like a browser's. */
export function follow({ port, path, cookie, onEvent, onOpen }) {
	let closed = false
	let current
	let opened = 0
	const open = () => {
		if (closed) return
		const again = () => !closed && setTimeout(open, 1_000)
		current = request(
			{ port, host: '127.0.0.1', path, headers: { Cookie: cookie ?? '' }, agent: false },
			(response) => {
				if (response.statusCode !== 200) {
					response.resume()
					return again()
				}
				opened++
				onOpen?.(opened)
				let rest = ''
				response.setEncoding('utf8')
				response.on('data', (chunk) => {
					const parts = (rest + chunk).split('\n\n')
					rest = parts.pop()
					for (const part of parts) if (part.startsWith('data: ')) onEvent(JSON.parse(part.slice(6)))
				})
				response.on('close', again)
				response.on('error', () => {})
			},
		)
		current.on('error', again)
		current.end()
	}
	open()
	return {
		get opened() {
			return opened
		},
		close() {
			closed = true
			current?.destroy()
		},
	}
}
