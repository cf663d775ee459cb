import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor } from '~/auth/guards.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { chatMessages } from '~/i18n/chat'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { timelineMessages } from '~/i18n/timeline'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Timeline, TimelineFilter } from '~/personal/timeline'
import { type TimelineGroup, timelineOf } from '~/personal/timeline.server'
import { timelineRow } from '~/personal/timeline-row.server'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'customer', nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

const SHOWN: Record<string, TimelineGroup> = { echanges: 'contacts', demandes: 'requests', changements: 'changes' }
const CASE = /^RC-[2-9A-Z]{6}$/

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang, customer } = await getVisitor(request)
	const t = messagesIn(timelineMessages, lang)
	const { searchParams } = new URL(request.url)
	const now = new Date()
	const asked = searchParams.get('dossier')?.trim().toUpperCase() ?? ''
	const caseReference = CASE.test(asked) ? asked : null
	const only = customer && !caseReference ? (SHOWN[searchParams.get('voir') ?? ''] ?? null) : null
	const after = searchParams.get('avant')
	const { entries, next } = await timelineOf({
		...{ owner: await chatOwner(request), customer, only, caseReference, after, now },
	})
	if (next) searchParams.set('avant', next)
	return data({
		title: caseReference ? t.case(caseReference) : t.title,
		brand: settings().brand.name,
		isKnown: customer !== null,
		isOneCase: caseReference !== null,
		isFirstPage: after === null,
		only,
		rows: entries.map((entry) => timelineRow(entry, lang, now)),
		olderHref: next && `${localPath(lang, '/echanges')}?${searchParams}`,
	})
}

export default function Echanges() {
	const { rows, title, isKnown, isOneCase, isFirstPage, only, olderHref } = useLoaderData<typeof loader>()
	const { list } = useMessages(chatMessages)
	const t = useMessages(timelineMessages)
	const lang = useLang()
	const here = localPath(lang, '/echanges')
	return (
		<div className="wrap py-6 md:py-10">
			<div className="max-w-[46rem]">
				{isOneCase && (
					<p className="text-small">
						<a href={here}>{t.caseAll}</a>
					</p>
				)}
				<h1 className="text-h1">{title}</h1>
				<p className="mt-2 text-ink-2">{isOneCase ? t.caseIntro : isKnown ? t.intro : t.introAnonymous}</p>
				{!isKnown && (
					<p className="mt-2 text-ink-2 text-small">
						{list.anonymous}{' '}
						<a href={`${localPath(lang, '/connexion')}?to=${encodeURIComponent(here)}`}>{list.signIn}</a>.
					</p>
				)}
				{isKnown && !isOneCase && <TimelineFilter only={only} />}
				{rows.length === 0 ? (
					<Empty
						action={
							<LinkButton variant="ink" href={localPath(lang, '/ecrire?depuis=/echanges')}>
								{list.write}
							</LinkButton>
						}
					>
						{isOneCase ? t.caseEmpty : !isFirstPage ? t.emptyPage : isKnown ? t.empty[only ?? 'all'] : t.empty.contacts}
					</Empty>
				) : (
					<Timeline rows={rows} isOneCase={isOneCase} />
				)}
				{(olderHref || !isFirstPage) && (
					<p className="mt-6 flex flex-wrap gap-3">
						{!isFirstPage && (
							<LinkButton variant="quiet" href={here}>
								{t.newest}
							</LinkButton>
						)}
						{olderHref && (
							<LinkButton variant="outline" href={olderHref}>
								{t.older}
							</LinkButton>
						)}
					</p>
				)}
			</div>
		</div>
	)
}
