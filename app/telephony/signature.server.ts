import { createHash, timingSafeEqual } from 'node:crypto'
import { environment } from '~/env.server'
import { telephonyAccount } from './account.server'
import { getExpectedTwilioSignature, validateRequest } from './twilio.server'

export type WebhookParams = Record<string, string | string[]>

/**
 * Reads a webhook that the phone company signed.
 *
 * The signed address is the one we gave: PUBLIC_URL with the request's path and query. The `Host`
 * header is never used, a sender chooses it. Empty fields are part of what is signed.
 *
 * @returns `null` when the signature is missing or wrong, or when no company is configured
 */
export async function readSignedWebhook(request: Request): Promise<WebhookParams | null> {
	const account = telephonyAccount()
	if (!account) return null
	const { pathname, search } = new URL(request.url)
	const body = request.method === 'POST' ? await request.text() : ''
	const signed = {
		token: account.authToken,
		signature: request.headers.get('x-twilio-signature') ?? '',
		url: `${environment().publicUrl}${pathname}${search}`,
		body,
		json: /^application\/json\b/i.test(request.headers.get('content-type') ?? ''),
	}
	return isSigned(signed) ? parametersOf(body) : null
}

/** Whether a body was signed for an address; JSON bodies are signed by their hash, in the query. */
export function isSigned(signed: {
	token: string
	signature: string
	url: string
	body: string
	json: boolean
}): boolean {
	const { token, signature, url, body, json } = signed
	if (!json) return validateRequest(token, signature, url, parametersOf(body))
	const expected = new URL(url).searchParams.get('bodySHA256') ?? ''
	return (
		sameText(expected, createHash('sha256').update(body).digest('hex')) && validateRequest(token, signature, url, {})
	)
}

/** The signature the company puts on a form body sent to `url`; a fragment is not signed. */
export function sign(token: string, url: string, params: WebhookParams): string {
	return getExpectedTwilioSignature(token, url.replace(/#.*$/, ''), params)
}

/** Form fields with repeated names kept together; a sender may name one `constructor`. */
function parametersOf(body: string): WebhookParams {
	const params: WebhookParams = Object.create(null)
	for (const [name, value] of new URLSearchParams(body)) {
		const before = params[name]
		params[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
	}
	return params
}

function sameText(a: string, b: string): boolean {
	return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
