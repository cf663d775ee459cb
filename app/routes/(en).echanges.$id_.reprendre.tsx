import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { CHAT_LINK_DAYS, proveEmail, whetherOpensChat } from '~/handoff/chat-links.server'
import { findConversationForAdvisor } from '~/handoff/conversations.server'
import { holdHeader } from '~/handoff/held-chats.server'
import { chatElsewhereMessages } from '~/i18n/chat-elsewhere'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'

export const handle = { surface: 'customer', hydrate: false, nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

/** Opening the address changes nothing: programs that look into letters open it too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const { conversation, isOpen } = await requireLinked(request, params.id)
	const t = messagesIn(chatElsewhereMessages, lang).resume
	return data(
		{
			title: isOpen ? t.title : t.overTitle,
			brand: settings().brand.name,
			reference: isOpen ? conversation.caseReference : null,
			days: CHAT_LINK_DAYS,
		},
		{ status: isOpen ? 200 : 410 },
	)
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { lang } = await getVisitor(request)
	await limit('chat', request)
	const { conversation, key, isOpen, proves } = await requireLinked(request, params.id)
	const { id, contactEmail } = conversation
	if (!isOpen) return redirect(`${localPath(lang, `/echanges/${id}/reprendre`)}?cle=${encodeURIComponent(key)}`, 303)
	if (proves && contactEmail) await proveEmail(id, contactEmail)
	const headers = { 'Set-Cookie': holdHeader(request, id, key) }
	return redirect(localPath(lang, `/echanges/${id}`), { status: 303, headers })
}

/** A key that was never of this conversation says nothing about it. */
async function requireLinked(request: Request, id = '') {
	const key = new URL(request.url).searchParams.get('cle') ?? ''
	const conversation = await findConversationForAdvisor(id)
	const opens = conversation && whetherOpensChat(key, conversation)
	if (!conversation || !opens || opens.state === 'wrong') throw notFound()
	return { conversation, key, isOpen: opens.state === 'open', proves: opens.proves }
}

export default function Reprendre() {
	const { title, reference, days } = useLoaderData<typeof loader>()
	const t = useMessages(chatElsewhereMessages).resume
	const lang = useLang()
	return (
		<div className="wrap py-10 md:py-14">
			<div className="max-w-[40rem]">
				<h1 className="text-h1">{title}</h1>
				{reference ? (
					<>
						<p className="mt-4 text-body">{t.lead(reference)}</p>
						<p className="mt-2 text-ink-2">{t.shared}</p>
						<form method="post" className="mt-6">
							<Button variant="ink">{t.open}</Button>
						</form>
					</>
				) : (
					<>
						<p className="mt-4 text-body">{t.overLead(days)}</p>
						<div className="mt-6 flex flex-wrap gap-3">
							<LinkButton variant="ink" href={localPath(lang, '/ecrire')}>
								{t.write}
							</LinkButton>
							<LinkButton variant="outline" href={localPath(lang, '/echanges')}>
								{t.list}
							</LinkButton>
						</div>
					</>
				)}
			</div>
		</div>
	)
}
