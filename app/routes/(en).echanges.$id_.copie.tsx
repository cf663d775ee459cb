import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { transcriptOf } from '~/handoff/chat-transcript.server'
import { findConversation } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { chatMessages } from '~/i18n/chat'
import { chatElsewhereMessages } from '~/i18n/chat-elsewhere'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const conversation = await findConversation(params.id ?? '', await chatOwner(request))
	if (!conversation) throw notFound()
	return data({
		title: messagesIn(chatMessages, lang).transcript.title(conversation.caseReference),
		brand: settings().brand.name,
		id: conversation.id,
		subject: conversation.subject,
		lines: await transcriptOf(conversation),
	})
}

export default function Copie() {
	const { id, title, lines } = useLoaderData<typeof loader>()
	const { transcript: t } = useMessages(chatMessages)
	const { inCopy } = useMessages(chatElsewhereMessages)
	const lang = useLang()
	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto max-w-[46rem]">
				<p className="mb-4 print:hidden">
					<a href={localPath(lang, `/echanges/${id}`)}>{t.back}</a>
				</p>
				<h1 className="text-h2">{title}</h1>
				<p className="mt-2 text-ink-2 print:hidden">{t.how}</p>
				<ul className="mt-6 grid gap-4">
					{lines.map(({ id: lineId, who, day, time, body, files }) => (
						<li key={lineId}>
							<p className="font-semibold">
								{who} <span className="num font-normal text-ink-2 text-meta">{`${day}, ${time}`}</span>
							</p>
							<p className={who ? 'whitespace-pre-wrap' : 'text-ink-2 italic'}>{body}</p>
							{files.map((name) => (
								<p key={name}>{inCopy.file(name)}</p>
							))}
						</li>
					))}
				</ul>
				{lines.length === 0 && <p className="mt-6">{t.empty}</p>}
			</div>
		</div>
	)
}
