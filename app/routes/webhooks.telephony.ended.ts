import type { ActionFunctionArgs } from '@remix-run/node'
import { attemptKeyOf, dialEnded } from '~/handoff/callback-webhooks.server'
import { readSignedWebhook } from '~/telephony/signature.server'

/** Asked when the customer's side is over. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	const document = await dialEnded(attemptKeyOf(request.url), params)
	return new Response(document, { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
}
