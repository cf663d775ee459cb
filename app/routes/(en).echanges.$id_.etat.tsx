import type { LoaderFunctionArgs } from '@remix-run/node'
import { renderToStaticMarkup } from 'react-dom/server'
import { getVisitor, notFound } from '~/auth/guards.server'
import { ChatNews } from '~/handoff/chat-news'
import { seeCustomers } from '~/handoff/chat-silences.server'
import { findConversation } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { messagesSince } from '~/handoff/messages.server'
import { placeTold } from '~/handoff/queue-board.server'
import { chatStateMessages } from '~/i18n/chat-states'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { readTheme } from '~/shell/theme.server'

const LOOK_AGAIN_SECONDS = 15

/**
 * What is new in a conversation, as a document of its own: a browser without scripts shows it in a
 * frame, which loads itself again while what is being typed beside it stays. Asking keeps the place.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const conversation = await findConversation(params.id ?? '', await chatOwner(request))
	if (!conversation) throw notFound()
	const { id, state, advisorName } = conversation
	const isLive = state === 'waiting' || state === 'active'
	if (isLive) await seeCustomers([id])
	const url = new URL(request.url)
	const said = await messagesSince(id, Number(url.searchParams.get('seq')) || 0)
	const place = state === 'waiting' ? await placeTold(conversation) : null
	const t = messagesIn(chatStateMessages, lang).news
	const hasMoved = url.searchParams.get('etat') !== state
	const count = said.filter(({ author }) => author !== 'customer').length
	const page = (
		<ChatNews
			lang={lang}
			theme={readTheme(request)}
			branded={Object.keys({ ...settings().brand.tokens.light, ...settings().brand.tokens.dark }).length > 0}
			title={t.title}
			again={isLive ? LOOK_AGAIN_SECONDS : null}
			words={
				hasMoved && state === 'active'
					? t.taken(advisorName?.split(' ')[0] ?? t.someone)
					: hasMoved
						? t.over
						: count > 0
							? t.said(count)
							: place
								? place.asksAgain
									? t.asksAgain
									: t.place(place.position, place.waitMinutes)
								: t.nothing
			}
			link={hasMoved || count > 0 ? { href: localPath(lang, `/echanges/${id}`), label: t.show } : null}
		/>
	)
	return new Response(`<!doctype html>${renderToStaticMarkup(page)}`, {
		headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' },
	})
}
