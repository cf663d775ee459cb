import type { ActionFunctionArgs } from '@remix-run/node'
import { advisorPressed, attemptKeyOf } from '~/handoff/callback-webhooks.server'
import { readSignedWebhook } from '~/telephony/signature.server'

/** Asked when the advisor has pressed a key, or none. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	const document = await advisorPressed(attemptKeyOf(request.url), params)
	return new Response(document, { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
}
