import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { endVisitHeaders, getVisitor, notFound, type Visitor } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { postWithFiles, withFiles } from '~/handoff/attachments.server'
import { trackingPath } from '~/handoff/callback-links.server'
import { findCallback } from '~/handoff/callbacks.server'
import type { Elsewhere } from '~/handoff/chat-elsewhere'
import { CHAT_LINK_DAYS, chatLink, mailChatLink, revokeChatLinks } from '~/handoff/chat-links.server'
import { ChatPage } from '~/handoff/chat-page'
import { reopenConversation, reopeningOf } from '~/handoff/chat-reopening.server'
import { seeCustomers } from '~/handoff/chat-silences.server'
import { trailLines } from '~/handoff/chat-trail.server'
import { mailTranscript, wishCopy } from '~/handoff/chat-transcript.server'
import { ConclusionCard } from '~/handoff/conclusion-card'
import { conclusionOf, correctConclusion } from '~/handoff/conclusions.server'
import { endConversation, findConversation, leaveQueue } from '~/handoff/conversations.server'
import { messagesBefore } from '~/handoff/earlier-messages.server'
import { effortStep, takeEffort } from '~/handoff/effort-form.server'
import { chatOwner, holdHeader } from '~/handoff/held-chats.server'
import { findLeftUnder } from '~/handoff/left-messages.server'
import { readMessageForm } from '~/handoff/message-form.server'
import { markRead, messagesSince } from '~/handoff/messages.server'
import { listPromises } from '~/handoff/promises.server'
import { placeTold } from '~/handoff/queue-board.server'
import { chatMessages } from '~/i18n/chat'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { initialsOf } from '~/ui/initials'

export const handle = { surface: 'customer', nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { visitor, conversation } = await requireOwn(request, params.id)
	const { lang, customer } = visitor
	const { id, state, lastSeq, advisorName } = conversation
	const waiting = state === 'waiting'
	if (waiting || state === 'active') {
		await markRead({ conversationId: id, side: 'customer', seq: lastSeq })
		await seeCustomers([id])
	}
	const [messages, earlier, place, reopening, became, left, promised] = await Promise.all([
		messagesSince(id, 0).then(withFiles),
		messagesBefore(conversation).then(withFiles),
		waiting ? placeTold(conversation) : null,
		waiting || state === 'active' ? null : reopeningOf(conversation),
		conversation.callbackId ? findCallback(conversation.callbackId) : null,
		state === 'ended' && !conversation.advisorId ? findLeftUnder(conversation.caseId, await chatOwner(request)) : null,
		listPromises(conversation.caseId),
	])
	const t = messagesIn(chatMessages, lang).talk
	const firstName = advisorName?.split(' ')[0] ?? ''
	const title = {
		waiting: t.titleWaiting(place?.position ?? 1),
		active: t.titleWith(firstName),
		ended: t.titleEnded,
		abandoned: t.titleLeft,
	}
	return data({
		title: title[state],
		brand: settings().brand.name,
		id,
		state,
		reference: conversation.caseReference,
		endedBy: conversation.endedBy,
		firstName: conversation.firstName,
		advisor: advisorName
			? { name: advisorName, firstName, initials: initialsOf(advisorName), city: conversation.advisorCity ?? '' }
			: null,
		place,
		callIn: waiting ? Math.max(0, settings().chat.callbackAfterSeconds - secondsSince(conversation.askedAt)) : null,
		reopening,
		callback: became && trackingPath(became),
		message: left && localPath(lang, `/message/${left.reference}`),
		messages: [...earlier, ...messages].map(
			({ id: messageId, seq, author, authorName, body, articleId, files, at }) => ({
				id: messageId,
				seq,
				author,
				authorName,
				body,
				articleId,
				files,
				at,
			}),
		),
		advisorReadSeq: conversation.advisorReadSeq,
		trail: trailLines(conversation.trail, lang),
		promises: promised
			.filter(({ kind }) => kind !== 'chat-wait')
			.map(({ id: promiseId, text, state: outcome }) => ({ id: promiseId, text, state: outcome })),
		email: emailOf(visitor, conversation),
		isCustomer: customer !== null,
		elsewhere: {
			link: customer || conversation.customerId ? null : chatLink(conversation),
			days: CHAT_LINK_DAYS,
			said: LINK_SAID[new URL(request.url).searchParams.get('lien') ?? ''] ?? null,
			sentTo: conversation.contactEmail,
			isLive: waiting || state === 'active',
			isCopyWished: conversation.copyWishedAt !== null,
		},
		effort: await effortStep(new URL(request.url).searchParams.get('effort'), exchangeOf(conversation, messages)),
		mailed: new URL(request.url).searchParams.has('copie'),
		conclusion: state === 'ended' ? await conclusionOf(id) : null,
		nextId: randomUUID(),
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { visitor, conversation } = await requireOwn(request, params.id)
	const { lang, customer, person } = visitor
	const { id: conversationId, firstName } = conversation
	const email = emailOf(visitor, conversation)
	await limit('message', request, person?.id ?? conversationId)
	const sent = await readMessageForm(request)
	if (!sent) throw new Response(null, { status: 400 })
	const { form, files, refused } = sent
	const here = localPath(lang, `/echanges/${conversationId}`)
	switch (form.get('intent')) {
		case 'correct-conclusion':
			await correctConclusion({
				objectId: conversationId,
				requestKey: String(form.get('requestKey') ?? ''),
				body: String(form.get('correction') ?? ''),
			})
			return redirect(`${here}#bilan`, 303)
		case 'leave':
			// Taken in the same second: leaving the queue is then ending the conversation.
			if (!(await leaveQueue({ conversationId })))
				await endConversation({ conversationId, by: 'customer', actorId: customer?.id })
			return redirect(here, 303)
		case 'end':
			await endConversation({ conversationId, by: 'customer', actorId: customer?.id })
			return redirect(here, 303)
		case 'reopen': {
			await limit('chat', request, person?.id ?? conversationId)
			const owner = await chatOwner(request)
			const again = await reopenConversation({ conversationId, owner, requestKey: randomUUID() })
			return redirect(again ? localPath(lang, `/echanges/${again.id}`) : localPath(lang, '/ecrire'), 303)
		}
		case 'mail':
			if (!email) throw notFound()
			await mailTranscript(conversation, email)
			return redirect(`${here}?copie=1`, 303)
		case 'wish-copy':
			if (!email) throw notFound()
			await wishCopy(conversationId, email)
			return redirect(`${here}#ailleurs`, 303)
		case 'no-copy':
			await wishCopy(conversationId, null)
			return redirect(`${here}#ailleurs`, 303)
		case 'mail-link': {
			if (customer || conversation.customerId) throw notFound()
			const address = z
				.email()
				.max(200)
				.toLowerCase()
				.safeParse(String(form.get('email') ?? '').trim())
			if (!address.success) return redirect(`${here}?lien=adresse#ailleurs`, 303)
			await limit('in-writing', request, visitor.visitId)
			await mailChatLink(conversation, address.data)
			return redirect(`${here}?lien=envoye#ailleurs`, 303)
		}
		case 'replace-link': {
			if (customer || conversation.customerId) throw notFound()
			await revokeChatLinks(conversationId)
			const again = await findConversation(conversationId, { visitId: conversation.visitId, customerId: null })
			const key = again && new URL(chatLink(again)).searchParams.get('cle')
			// Whoever replaces it goes on with the new one.
			const headers =
				key && visitor.visitId !== conversation.visitId ? holding(request, conversationId, key) : undefined
			return redirect(`${here}?lien=remplace#ailleurs`, { status: 303, headers })
		}
		case 'effort':
		case 'effort-leave': {
			const told = await takeEffort(form, {
				...{ objectId: conversationId, channel: 'chat', reason: conversation.reason, lang },
				...{ advisorName: conversation.advisorName, customer },
			})
			return redirect(`${here}${told ? `?effort=${told}` : ''}#effort`, 303)
		}
		case 'forget': {
			const headers = new Headers()
			if (!person) for (const cookie of endVisitHeaders()) headers.append('Set-Cookie', cookie)
			return redirect(localPath(lang, '/'), { headers, status: 303 })
		}
		default: {
			const body = String(form.get('body') ?? '')
			const id = String(form.get('id') ?? '')
			const message = {
				id: /^[0-9a-f-]{36}$/.test(id) ? id : randomUUID(),
				conversationId,
				author: 'customer' as const,
				authorId: customer?.id,
				authorName: firstName,
				body,
			}
			const posted = refused ? { ok: false as const, ...refused } : await postWithFiles(message, files)
			if (posted.ok) return redirect(here, 303)
			return data({ reason: posted.reason, body }, { status: posted.reason === 'ended' ? 409 : 400 })
		}
	}
}

/** What the address says was just done with the link. */
const LINK_SAID: Record<string, Elsewhere['said']> = {
	envoye: 'sent',
	adresse: 'wrong-address',
	remplace: 'replaced',
}

/** Where a copy may go: to the account's address, or to one where a link was followed. */
function emailOf(
	{ customer }: Visitor,
	{ contactEmail, emailProvedAt }: { contactEmail: string | null; emailProvedAt: Date | null },
): string | null {
	return customer?.email ?? (emailProvedAt && contactEmail)
}

const holding = (request: Request, id: string, key: string) => ({ 'Set-Cookie': holdHeader(request, id, key) })

const secondsSince = (at: Date) => Math.floor((Date.now() - at.getTime()) / 1_000)

/** Only after a person answered, and never after an end that nobody chose. */
function exchangeOf(
	{
		id,
		visitId,
		customerId,
		state,
		endedBy,
		endedAt,
		advisorId,
	}: Awaited<ReturnType<typeof requireOwn>>['conversation'],
	said: { author: string }[],
) {
	const byPeople = state === 'ended' && advisorId !== null && (endedBy === 'customer' || endedBy === 'advisor')
	if (!byPeople || !endedAt || !said.some(({ author }) => author === 'advisor')) return null
	return { objectId: id, askedOf: customerId ?? visitId, endedAt }
}

async function requireOwn(request: Request, id = '') {
	const visitor = await getVisitor(request)
	const conversation = await findConversation(id, await chatOwner(request))
	if (!conversation) throw notFound()
	return { visitor, conversation }
}

export default function Echange() {
	const page = useLoaderData<typeof loader>()
	const problem = useActionData<typeof action>()
	return (
		<>
			<ChatPage key={page.id} {...page} problem={problem ?? null} />
			<ConclusionCard conclusion={page.conclusion} requestKey={page.nextId} />
		</>
	)
}
