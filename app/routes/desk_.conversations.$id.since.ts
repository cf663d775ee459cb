import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { visibleConversation } from '~/desk/visible-conversation.server'
import { withFiles } from '~/handoff/attachments.server'
import { messagesSince } from '~/handoff/messages.server'

/** Messages after a sequence number, for an advisor who missed some. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { id, state, customerReadSeq } = await visibleConversation(params.id, person)
	const seq = Number(new URL(request.url).searchParams.get('seq')) || 0
	return Response.json(
		{ state, customerReadSeq, messages: await withFiles(await messagesSince(id, seq)) },
		{ headers: { 'Cache-Control': 'no-store' } },
	)
}
