import type { ActionFunctionArgs } from '@remix-run/node'
import { attemptKeyOf, legChanged } from '~/handoff/callback-webhooks.server'
import { readSignedWebhook } from '~/telephony/signature.server'

/** Told how the advisor's leg goes. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	await legChanged('advisor', attemptKeyOf(request.url), params)
	return new Response(null, { status: 204 })
}
