import type { LoaderFunctionArgs } from '@remix-run/node'
import { getVisitor, notFound } from '~/auth/guards.server'
import { readAttachment } from '~/handoff/attachments.server'
import { findConversation } from '~/handoff/conversations.server'
import { fileHeaders } from '~/handoff/file-headers'

/** A file of a conversation, for the customer it belongs to. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { visitId, customer } = await getVisitor(request)
	const conversation = await findConversation(params.id ?? '', { visitId, customerId: customer?.id ?? null })
	const file = conversation && (await readAttachment(conversation, params.file ?? ''))
	if (!file) throw notFound()
	return new Response(new Uint8Array(file.content), { headers: fileHeaders(file) })
}
