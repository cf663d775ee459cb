// A client that asks for the same pages over and over on a few connections kept open. Written on
// bare sockets: a server that answers from memory is faster than Node's own http client.
import { connect } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * One connection; answers are read in order, one request at a time.
 *
 * @param {{ port: number, onAnswer: (answer: { status: number, bytes: number, headers: string }) => string | null, onError: (error: Error) => void }} options
 *   `onAnswer` gives the next request's text, `null` to close
 */
export function openConnection({ port, onAnswer, onError }) {
	const socket = connect({ port, host: '127.0.0.1', noDelay: true })
	let received = Buffer.alloc(0)
	socket.on('error', onError)
	socket.on('data', (chunk) => {
		received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
		const answer = readAnswer(received)
		if (!answer) return
		received = received.subarray(answer.length)
		const next = onAnswer(answer)
		if (next === null) socket.end()
		else socket.write(next)
	})
	return { send: (text) => socket.write(text), close: () => socket.destroy() }
}

/** The answer at the start of what was received; `null` while it is not all there. */
function readAnswer(received) {
	const headEnd = received.indexOf(HEAD_END)
	if (headEnd < 0) return null
	const headers = received.toString('latin1', 0, headEnd)
	const status = Number(headers.slice(9, 12))
	const bodyStart = headEnd + HEAD_END.length
	const length = headers.match(/\r\ncontent-length: *(\d+)/i)
	if (length || status === 304 || status === 204) {
		const end = bodyStart + Number(length?.[1] ?? 0)
		return received.length < end ? null : { status, bytes: end, headers, length: end }
	}
	if (!/\r\ntransfer-encoding: *chunked/i.test(headers)) throw new Error('an answer without a length')
	const end = received.indexOf('\r\n0\r\n\r\n', headEnd)
	return end < 0 ? null : { status, bytes: end + 7, headers, length: end + 7 }
}

/** A GET as it goes over the wire. */
export function requestText({ path, port, headers = {} }) {
	const lines = Object.entries({ Host: `127.0.0.1:${port}`, 'Accept-Encoding': 'br', Accept: 'text/html', ...headers })
	return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
