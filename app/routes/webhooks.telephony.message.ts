import type { ActionFunctionArgs } from '@remix-run/node'
import { heardOfMessage } from '~/messages/message-status.server'
import { readSignedWebhook } from '~/telephony/signature.server'

/** Told how far an SMS got. */
export async function action({ request }: ActionFunctionArgs) {
	const params = await readSignedWebhook(request)
	if (!params) return new Response('signature required', { status: 403 })
	const one = (name: string) => [params[name]].flat()[0] ?? ''
	await heardOfMessage({
		messageId: new URL(request.url).searchParams.get('m') ?? '',
		sid: one('MessageSid') || one('SmsSid'),
		status: one('MessageStatus') || one('SmsStatus'),
		errorCode: Number(one('ErrorCode')) || null,
	})
	return new Response(null, { status: 204 })
}
