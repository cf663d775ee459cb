import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { visibleConversation } from '~/desk/visible-conversation.server'
import { readAttachment } from '~/handoff/attachments.server'
import { fileHeaders } from '~/handoff/file-headers'

/** A file of a conversation, for an advisor who may see it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const conversation = await visibleConversation(params.id, person)
	const file = await readAttachment(conversation, params.file ?? '')
	if (!file) throw notFound()
	return new Response(new Uint8Array(file.content), { headers: fileHeaders(file) })
}
