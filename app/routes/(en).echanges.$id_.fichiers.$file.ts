import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '~/auth/guards.server'
import { readAttachment } from '~/handoff/attachments.server'
import { findConversation } from '~/handoff/conversations.server'
import { fileHeaders } from '~/handoff/file-headers'
import { chatOwner } from '~/handoff/held-chats.server'

/** A file of a conversation, for the customer it belongs to. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const conversation = await findConversation(params.id ?? '', await chatOwner(request))
	const file = conversation && (await readAttachment(conversation, params.file ?? ''))
	if (!file) throw notFound()
	return new Response(new Uint8Array(file.content), { headers: fileHeaders(file) })
}
