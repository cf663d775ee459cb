import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { visibleConversation } from '~/desk/visible-conversation.server'
import { environment } from '~/env.server'
import { postWithFiles } from '~/handoff/attachments.server'
import { passArticle } from '~/handoff/case-articles.server'
import { sayStillThere } from '~/handoff/chat-silences.server'
import { isGuest } from '~/handoff/guests.server'
import { readMessageForm } from '~/handoff/message-form.server'
import { announceTyping, markRead } from '~/handoff/messages.server'
import { findQuotable, paragraphWith } from '~/knowledge/paragraphs.server'

/** A message of the advisor who has the conversation, or the sign that they write or have read. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const conversation = await visibleConversation(params.id, person)
	const { id: conversationId, advisorId } = conversation
	const isTheirs = advisorId === person.id
	if (!isTheirs && !(await isGuest(conversationId, person.id))) throw notFound()
	const sent = await readMessageForm(request)
	if (!sent) throw new Response(null, { status: 400 })
	const { form, files, refused } = sent
	const intent = form.get('intent')
	if (intent === 'typing') {
		announceTyping(conversationId, 'advisor')
		if (isTheirs && conversation.warnedAt) await sayStillThere(conversationId, 'advisor')
		return new Response(null, { status: 204 })
	}
	if (intent === 'read') {
		await markRead({ conversationId, side: 'advisor', seq: Number(form.get('seq')) || 0 })
		return new Response(null, { status: 204 })
	}

	await limit('message', request, person.id)
	const id = String(form.get('id') ?? '')
	if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 400 })
	const articleId = String(form.get('articleId') ?? '')
	const posted = refused
		? { ok: false as const, ...refused }
		: articleId
			? await passOn({ messageId: id, conversation, articleId, body: String(form.get('body') ?? ''), advisor: person })
			: await postWithFiles(
					{
						id,
						conversationId,
						author: 'advisor',
						authorId: person.id,
						authorName: person.name.split(' ')[0],
						body: String(form.get('body') ?? ''),
					},
					files,
				)
	if (request.headers.get('accept')?.includes('application/json'))
		return Response.json(posted, { status: posted.ok ? 200 : 409 })
	return redirect(`/desk/conversations/${conversationId}`, 303)
}

/** An article goes with words of its own: those the advisor chose when it does say them, else its summary. */
async function passOn({
	articleId,
	body,
	...pass
}: Omit<Parameters<typeof passArticle>[0], 'article' | 'publicUrl'> & { articleId: string; body: string }) {
	const article = await findQuotable(articleId)
	if (!article) throw notFound()
	const chosen = body.split('\n')[1] ?? ''
	const paragraph = paragraphWith(article, chosen)
	const excerpt = paragraph ? chosen : article.summary
	const href = paragraph?.anchor ? `${article.href}#${paragraph.anchor}` : article.href
	return passArticle({ ...pass, article: { ...article, href, excerpt }, publicUrl: environment().publicUrl })
}
