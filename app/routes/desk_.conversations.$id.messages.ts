import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { visibleConversation } from '~/desk/visible-conversation.server'
import { announceTyping, markRead, postMessage } from '~/handoff/messages.server'

/** A message of the advisor who has the conversation, or the sign that they write or have read. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { id: conversationId, advisorId } = await visibleConversation(params.id, person)
	if (advisorId !== person.id) throw notFound()
	const form = await request.formData()
	const intent = form.get('intent')
	if (intent === 'typing') {
		announceTyping(conversationId, 'advisor')
		return new Response(null, { status: 204 })
	}
	if (intent === 'read') {
		await markRead({ conversationId, side: 'advisor', seq: Number(form.get('seq')) || 0 })
		return new Response(null, { status: 204 })
	}

	await limit('message', request, person.id)
	const id = String(form.get('id') ?? '')
	if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 400 })
	const posted = await postMessage({
		id,
		conversationId,
		author: 'advisor',
		authorId: person.id,
		authorName: person.name.split(' ')[0],
		body: String(form.get('body') ?? ''),
		articleId: form.get('articleId') ? String(form.get('articleId')) : undefined,
	})
	if (request.headers.get('accept')?.includes('application/json'))
		return Response.json(posted, { status: posted.ok ? 200 : 409 })
	return redirect(`/desk/conversations/${conversationId}`, 303)
}
