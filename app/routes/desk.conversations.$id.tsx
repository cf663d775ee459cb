import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { readAmongUs } from '~/desk/among-us.server'
import { AmongUsNotices } from '~/desk/among-us-notices'
import { AskSupport } from '~/desk/ask-support'
import { Composer } from '~/desk/composer'
import { ContactFrame } from '~/desk/contact-frame'
import { readContext } from '~/desk/context.server'
import { ContextPanel } from '~/desk/context-panel'
import { DeskNote } from '~/desk/desk-note'
import { GuidePanel } from '~/desk/guide-panel'
import { readGuidePanel } from '~/desk/guide-panel.server'
import { NoteForm } from '~/desk/note-form'
import { PassButton, PassingNotices } from '~/desk/passing'
import { readPassing } from '~/desk/passing.server'
import { listSnippets } from '~/desk/snippets.server'
import { visibleConversation } from '~/desk/visible-conversation.server'
import { withFiles } from '~/handoff/attachments.server'
import { ChatLog } from '~/handoff/chat-log'
import { requeueConversation, takeConversation } from '~/handoff/conversations.server'
import { messagesBefore } from '~/handoff/earlier-messages.server'
import { draftKey, giveWordsBack } from '~/handoff/kept-words'
import { messagesSince } from '~/handoff/messages.server'
import { useConversation } from '~/handoff/use-conversation'
import { chatMessages } from '~/i18n/chat'
import { deliveryMessages } from '~/i18n/delivery'
import { deskMessages } from '~/i18n/desk'
import { useBrand, useMessages } from '~/i18n/use-messages'
import { useFreshData } from '~/realtime/use-fresh-data'
import { Notice } from '~/ui/notice'

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const conversation = await visibleConversation(params.id, person, 'page')
	const mine = conversation.advisorId === person.id
	const [context, messages, earlier, passing, amongUs, guide, snippets] = await Promise.all([
		readContext({ ...conversation, kind: 'conversations', person }),
		messagesSince(conversation.id, 0).then(withFiles),
		messagesBefore(conversation).then(withFiles),
		readPassing(conversation, person.id),
		readAmongUs(conversation.contact, conversation.access, person),
		readGuidePanel(conversation.contact, person),
		mine ? listSnippets(person.id, conversation.lang) : [],
	])
	const { id, firstName, subject, lang, state, customerReadSeq } = conversation
	return {
		id,
		firstName,
		subject,
		lang,
		state,
		customerReadSeq,
		mine,
		context,
		messages: [...earlier, ...messages],
		passing,
		writes: mine || passing.helps !== null,
		amongUs,
		guide,
		snippets,
		formKey: randomUUID(),
		advisor: person.name.split(' ')[0] ?? person.name,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const conversation = await visibleConversation(params.id, person)
	const form = await request.formData()
	const { id } = conversation
	if (form.get('intent') === 'take') {
		const taken = await takeConversation({ conversationId: id, advisorId: person.id })
		return taken ? redirect(`/desk/conversations/${id}`, 303) : data({ refused: true }, { status: 409 })
	}
	if (form.get('intent') !== 'requeue' || conversation.advisorId !== person.id) throw notFound()
	await requeueConversation({ conversationId: id, advisorId: person.id })
	return redirect('/desk', 303)
}

export { ContactGone as ErrorBoundary } from '~/desk/contact-gone'

export default function DeskConversation() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	const refused = useActionData<typeof action>()
	return (
		<ContactFrame
			key={page.id}
			anchor="conv"
			name={page.firstName}
			title={page.firstName}
			subject={page.subject}
			fills
			actions={<Actions />}
			notices={
				<>
					{refused && 'refused' in refused && (
						<Notice tone="warn" live>
							{t.takenByOther}
						</Notice>
					)}
					<AmongUsNotices amongUs={page.amongUs} />
					<PassingNotices id={page.id} name={page.firstName} passing={page.passing} />
				</>
			}
			aside={<ContextPanel context={page.context} taken={page.mine} guide={<GuidePanel guide={page.guide} />} />}
		>
			<Live />
		</ContactFrame>
	)
}

function Actions() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	return (
		<>
			{page.state === 'waiting' && (
				<Form method="post">
					<button type="submit" name="intent" value="take" className="btn btn-action" data-desk="take">
						{t.take}
					</button>
				</Form>
			)}
			<PassButton id={page.id} name={page.firstName} passing={page.passing} />
			{page.mine && page.state === 'active' && !page.amongUs.support && (
				<AskSupport kind="conversations" id={page.id} />
			)}
			{page.mine && (
				<Link to={`/desk/conversations/${page.id}/conclude`} className="btn btn-action" data-desk="conclude">
					{t.conclude}
				</Link>
			)}
		</>
	)
}

function Live() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	const { timeZone } = useBrand()
	const freshen = useFreshData()
	const url = `/desk/conversations/${page.id}`
	const chat = useConversation({
		id: page.id,
		initialMessages: page.messages,
		sinceUrl: `${url}/since`,
		postUrl: `${url}/messages`,
		signalUrl: page.writes ? `${url}/messages` : undefined,
		side: 'advisor',
		otherReadSeq: page.customerReadSeq,
		initiallyEnded: page.state === 'ended' || page.state === 'abandoned',
		state: page.state,
		authorName: page.advisor,
		onChange: freshen,
		onRefused: (body) => giveWordsBack(document.querySelector('[data-desk=reply]'), draftKey(`desk-${page.id}`), body),
	})
	const { talk } = useMessages(chatMessages)
	const { files } = useMessages(deliveryMessages)
	const refusal = chat.refusal && { ...talk.problem, ...files.problem }[chat.refusal.reason]
	const over = chat.ended
	const lastWords = chat.messages.findLast(({ author }) => author === 'customer')?.body ?? page.subject
	return (
		<>
			<div className="flex min-h-0 flex-1 flex-col px-4 md:px-0">
				<ChatLog
					fileAddress={(file) => `/desk/conversations/${page.id}/files/${file}`}
					messages={chat.messages}
					viewer="advisor"
					timeZone={timeZone}
					names={{ customer: page.firstName, advisor: page.advisor }}
					otherTyping={chat.otherTyping}
					otherReadSeq={chat.otherReadSeq}
					onRetry={chat.retry}
					inserts={page.amongUs.notes.map((note) => ({
						id: note.id,
						at: new Date(note.at),
						node: <DeskNote note={note} />,
					}))}
				/>
			</div>
			{over && <p className="milestone px-6 py-4">{t.ended}</p>}
			{!page.writes && page.amongUs.mayNote && (
				<div className="border-line border-t bg-paper px-4 py-3 md:px-6">
					<NoteForm kind="conversations" id={page.id} />
				</div>
			)}
			{page.writes && (refusal || chat.offline) && (
				<div className="px-4 pt-2 md:px-6">
					<Notice tone="warn" live>
						{chat.refusal?.name && <strong className="break-words">{files.named(chat.refusal.name)} </strong>}
						{refusal ?? talk.offline}
					</Notice>
				</div>
			)}
			{page.writes && !over && (
				<Composer
					contactId={page.id}
					snippets={page.snippets}
					advisor={page.advisor}
					name={page.firstName}
					lang={page.lang}
					lastWords={lastWords.slice(0, 120)}
					postUrl={`${url}/messages`}
					proposalsUrl={`${url}/proposals`}
					formKey={page.formKey}
					onSend={chat.send}
					onType={chat.tellTyping}
				/>
			)}
		</>
	)
}
