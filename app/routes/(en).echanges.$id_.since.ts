import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '~/auth/guards.server'
import { withFiles } from '~/handoff/attachments.server'
import { seeCustomers } from '~/handoff/chat-silences.server'
import { findConversation } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { messagesSince } from '~/handoff/messages.server'

/** What came after a number, for a page that missed it; asking is also a sign of life. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const conversation = await findConversation(params.id ?? '', await chatOwner(request))
	if (!conversation) throw notFound()
	const { id, state, customerReadSeq, advisorReadSeq } = conversation
	if (state === 'waiting') await seeCustomers([id])
	const seq = Number(new URL(request.url).searchParams.get('seq')) || 0
	return Response.json(
		{ state, customerReadSeq, advisorReadSeq, messages: await withFiles(await messagesSince(id, seq)) },
		{ headers: { 'Cache-Control': 'no-store' } },
	)
}
