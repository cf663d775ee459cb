import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { clientAddress } from './address'

/** The visit that begins when the browser has none: one for all loaders of the request. */
const NEW_VISIT_HEADER = 'x-relais-new-visit'
/** Tells the app that the page is rendered for nobody in particular; never believed from outside. */
const IMPERSONAL_HEADER = 'x-relais-impersonal'

/**
 * A node request as a web one. The address is the public one whatever the Host header says, so
 * that nobody can make us write links to another site.
 *
 * @param impersonal - leaves out every cookie but the theme: what is rendered can be shown to anybody
 * @param sent - what was sent with it, read already or as it comes
 */
export function toWebRequest(
	request: IncomingMessage,
	publicUrl: string,
	{ impersonal = false, sent }: { impersonal?: boolean; sent?: { body: Buffer | ReadableStream; type: string } } = {},
): Request {
	const url = new URL(ownPath((request as { originalUrl?: string }).originalUrl ?? request.url ?? '/'), publicUrl)
	const headers = new Headers()
	for (const [name, value] of Object.entries(request.headers)) {
		if (value === undefined || name.startsWith(':')) continue
		for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
	}
	headers.set('x-relais-address', clientAddress(request))
	headers.set(NEW_VISIT_HEADER, randomUUID())
	headers.delete(IMPERSONAL_HEADER)
	if (impersonal) {
		headers.set(IMPERSONAL_HEADER, '1')
		const theme = headers.get('cookie')?.match(/(?:^|;\s*)(theme=(?:light|dark))/)?.[1]
		headers.delete('cookie')
		if (theme) headers.set('cookie', theme)
	}
	if (!sent) return new Request(url, { method: request.method, headers })
	if (sent.type) headers.set('content-type', sent.type)
	const body = sent.body instanceof ReadableStream ? sent.body : new Uint8Array(sent.body)
	return new Request(url, { method: request.method, headers, body, duplex: 'half' } as RequestInit)
}

/**
 * The path of what was asked: `//elsewhere/x`, `/\elsewhere` and `http://elsewhere/x` name no other
 * site, and a path whose escapes spell nothing is one that does not exist.
 */
function ownPath(asked: string): string {
	const [path = '', ...query] = asked
		.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
		.replace(/^[/\\]+/, '')
		.split('?')
	return `/${[isDecodable(path) ? path : path.replaceAll('%', '%25'), ...query].join('?')}`
}

function isDecodable(path: string): boolean {
	try {
		decodeURIComponent(path)
		return true
	} catch {
		return false
	}
}
