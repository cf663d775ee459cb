import type { ActionFunctionArgs } from '@remix-run/node'
import { advisorAnswered, attemptKeyOf } from '~/handoff/callback-webhooks.server'
import { readSignedWebhook } from '~/telephony/signature.server'

/** Asked when the advisor picks up. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	const document = await advisorAnswered(attemptKeyOf(request.url), params)
	return new Response(document, { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
}
