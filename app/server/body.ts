import type { IncomingMessage } from 'node:http'

/** Larger than any form of ours; uploads have a route and a limit of their own. */
const MAX_BODY_BYTES = 1_000_000
/** What a page's form may be sent as. */
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i
/** Machines and beacons, which have formats of their own. */
const NOT_A_FORM = /^\/(api|webhooks|dev\/telephony)\//

export type ReadBody = { ok: true; body: Buffer; type: string } | { ok: false; status: 400 | 413 | 415 }

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
