import type { ActionFunctionArgs } from '@remix-run/node'
import { environment } from '~/env.server'
import { findSpoken } from '~/messages/outbox.server'
import { readSignedWebhook } from '~/telephony/signature.server'
import { readAloud } from '~/telephony/twiml'

/** Asked when somebody answers a call that reads a message aloud. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	const id = new URL(request.url, environment().publicUrl).searchParams.get('m') ?? ''
	const spoken = await findSpoken(id, String(params.CallSid ?? ''))
	const document = readAloud(spoken?.lines ?? [], spoken?.lang ?? 'fr')
	return new Response(document, { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
}
