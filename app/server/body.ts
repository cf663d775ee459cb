import type { IncomingMessage } from 'node:http'
import { Readable, Transform } from 'node:stream'

/** Larger than any form of ours; uploads have a route and a limit of their own. */
const MAX_BODY_BYTES = 1_000_000
/** Messages with files: five of the largest that are taken would be more than anybody sends at once. */
const MAX_UPLOAD_BYTES = 21_000_000
const TAKES_FILES =
	/^((\/en)?\/echanges\/[\w-]{1,64}(\/messages)?|\/desk\/conversations\/[\w-]{1,64}\/messages)(\.data)?$/
/** What a page's form may be sent as. */
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i
/** Machines and beacons, which have formats of their own. */
const NOT_A_FORM = /^\/(api|webhooks|dev\/telephony)\//

export type ReadBody = { ok: true; body: Buffer; type: string } | { ok: false; status: 400 | 413 | 415 }

/**
 * What is sent to a page that takes files, part by part: the page looks who asks before it reads
 * any of it. `null` for every other page and format.
 *
 * @returns a stream that fails when more comes than is taken
 */
export function streamedBody(request: IncomingMessage, path: string): { body: ReadableStream; type: string } | null {
	const type = request.headers['content-type'] ?? ''
	if (!TAKES_FILES.test(path) || !/^multipart\/form-data\b/i.test(type)) return null
	if (Number(request.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) return null
	let bytes = 0
	const limited = new Transform({
		transform(part: Buffer, _encoding, done) {
			bytes += part.length
			done(bytes > MAX_UPLOAD_BYTES ? new Error('more was sent than is taken') : null, part)
		},
	})
	request.on('error', (error) => limited.destroy(error))
	request.on('aborted', () => limited.destroy(new Error('the sending was cut')))
	return { body: Readable.toWeb(request.pipe(limited)) as ReadableStream, type }
}

/**
 * Reads what was sent, whole, and refuses what no action could read: more than any form of ours
 * with or without a length said before, a format that no form has, a form cut in its middle.
 * Nothing sent at all is an empty form.
 */
export async function readBody(request: IncomingMessage, path: string): Promise<ReadBody> {
	if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { ok: false, status: 413 }
	const parts: Buffer[] = []
	let bytes = 0
	for await (const part of request as AsyncIterable<Buffer>) {
		bytes += part.length
		if (bytes > MAX_BODY_BYTES) return { ok: false, status: 413 }
		parts.push(part)
	}
	const body = Buffer.concat(parts)
	const type = request.headers['content-type'] ?? ''
	if (NOT_A_FORM.test(path)) return { ok: true, body, type }
	if (body.length === 0) return { ok: true, body, type: 'application/x-www-form-urlencoded' }
	if (!FORM.test(type)) return { ok: false, status: 415 }
	if (/^multipart/i.test(type) && !(await isReadable(body, type))) return { ok: false, status: 400 }
	return { ok: true, body, type }
}

async function isReadable(body: Buffer, type: string): Promise<boolean> {
	try {
		await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData()
		return true
	} catch {
		return false
	}
}
