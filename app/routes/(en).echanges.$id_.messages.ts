import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { postWithFiles } from '~/handoff/attachments.server'
import { sayStillThere } from '~/handoff/chat-silences.server'
import { findConversation } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { readMessageForm } from '~/handoff/message-form.server'
import { announceTyping, markRead } from '~/handoff/messages.server'
import { localPath } from '~/i18n/language'

/** A message of the customer, or the sign that they write or have read. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person, lang } = await getVisitor(request)
	const owner = await chatOwner(request)
	const conversation = await findConversation(params.id ?? '', owner)
	if (!conversation) throw notFound()
	const { id: conversationId, firstName, state } = conversation
	const sent = await readMessageForm(request)
	if (!sent) throw new Response(null, { status: 400 })
	const { form, files, refused } = sent
	const intent = form.get('intent')
	if (intent === 'typing') {
		if (state === 'active') announceTyping(conversationId, 'customer')
		if (conversation.warnedAt) await sayStillThere(conversationId, 'customer')
		return new Response(null, { status: 204 })
	}
	if (intent === 'read') {
		await markRead({ conversationId, side: 'customer', seq: Number(form.get('seq')) || 0 })
		return new Response(null, { status: 204 })
	}

	await limit('message', request, person?.id ?? conversationId)
	const id = String(form.get('id') ?? '')
	if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 400 })
	const message = {
		id,
		conversationId,
		author: 'customer' as const,
		authorId: owner.customerId,
		authorName: firstName,
		body: String(form.get('body') ?? ''),
	}
	const posted = refused ? { ok: false as const, ...refused } : await postWithFiles(message, files)
	if (request.headers.get('accept')?.includes('application/json'))
		return Response.json(posted, { status: posted.ok ? 200 : 409 })
	return redirect(localPath(lang, `/echanges/${conversationId}`), 303)
}
