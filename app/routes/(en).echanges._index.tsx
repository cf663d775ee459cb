import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MessageSquareText, Phone } from 'lucide-react'
import { getVisitor } from '~/auth/guards.server'
import { type Exchange, listExchangesOf } from '~/handoff/chat-list.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { chatMessages } from '~/i18n/chat'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang, customer } = await getVisitor(request)
	const { brand, timeZone } = settings()
	const exchanges = await listExchangesOf(await chatOwner(request))
	const now = new Date()
	return data({
		title: messagesIn(chatMessages, lang).list.title,
		brand: brand.name,
		isKnown: customer !== null,
		rows: exchanges.map((exchange) => ({
			...{ id: exchange.id, kind: exchange.kind, subject: exchange.subject, reference: exchange.reference },
			...stateOf(exchange, lang),
			href: localPath(lang, pathOf(exchange)),
			when: `${formatRelativeDay(lang, exchange.at, now, timeZone)}, ${formatTime(lang, exchange.at, timeZone)}`,
			advisor: exchange.advisor,
		})),
	})
}

function pathOf({ kind, id, reference }: Exchange): string {
	if (kind === 'chat') return `/echanges/${id}`
	return kind === 'callback' ? `/rappel/${reference}` : `/message/${reference}`
}

function stateOf(exchange: Exchange, lang: Lang): { state: string; tone: 'human' | 'ok' | 'danger' | undefined } {
	const t = messagesIn(chatMessages, lang).list
	if (exchange.kind === 'chat') {
		const live = exchange.state === 'waiting' || exchange.state === 'active'
		return { state: t.chatState[exchange.state], tone: live ? 'human' : undefined }
	}
	if (exchange.kind === 'message')
		return { state: t.messageState[exchange.state], tone: exchange.state === 'answered' ? 'ok' : 'human' }
	const { state } = exchange
	const missed = state === 'unreached' || state === 'expired' || state === 'needs-number'
	return {
		state: t.callState[state],
		tone: missed ? 'danger' : state === 'done' ? 'ok' : state === 'cancelled' ? undefined : 'human',
	}
}

export default function Echanges() {
	const { rows, title, isKnown } = useLoaderData<typeof loader>()
	const { list: t } = useMessages(chatMessages)
	const lang = useLang()
	return (
		<div className="wrap py-6 md:py-10">
			<div className="max-w-[46rem]">
				<h1 className="text-h1">{title}</h1>
				<p className="mt-2 text-ink-2">{t.intro}</p>
				{!isKnown && (
					<p className="mt-2 text-ink-2 text-small">
						{t.anonymous}{' '}
						<a href={`${localPath(lang, '/connexion')}?to=${encodeURIComponent(localPath(lang, '/echanges'))}`}>
							{t.signIn}
						</a>
						.
					</p>
				)}
				{rows.length === 0 ? (
					<Empty
						action={
							<LinkButton variant="ink" href={localPath(lang, '/ecrire?depuis=/echanges')}>
								{t.write}
							</LinkButton>
						}
					>
						{t.empty}
					</Empty>
				) : (
					<ul className="mt-6 grid gap-3">
						{rows.map(({ id, kind, subject, reference, state, tone, href, when, advisor }) => (
							<li key={id} className="card flex gap-4 p-4">
								{kind === 'callback' ? (
									<Phone className="icon mt-1 text-action" aria-hidden="true" />
								) : (
									<MessageSquareText className="icon mt-1 text-action" aria-hidden="true" />
								)}
								<div className="min-w-0 flex-1">
									<p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
										<a href={href} className="line-clamp-2 font-semibold">
											{subject || t.kind[kind]}
										</a>
										<Tag tone={tone}>{state}</Tag>
									</p>
									<p className="mt-1 text-ink-2 text-meta">
										{t.kind[kind]}
										{advisor && ` ${t.with(advisor)}`} · {when} · <span className="num">{reference}</span>
									</p>
								</div>
							</li>
						))}
					</ul>
				)}
			</div>
		</div>
	)
}
