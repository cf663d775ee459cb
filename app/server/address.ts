import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The address of whoever asks. The last entry of X-Forwarded-For is believed only from a proxy
 * on this machine; anybody else could write what they like there.
 */
export function clientAddress(request: IncomingMessage): string {
	const peer = request.socket.remoteAddress ?? 'unknown'
	if (!/^(::1|(::ffff:)?127\.)/.test(peer)) return peer
	const forwarded = request.headers['x-forwarded-for']
	const last = String(forwarded ?? '')
		.split(',')
		.at(-1)
		?.trim()
	return last && isIP(last) ? last : peer
}
