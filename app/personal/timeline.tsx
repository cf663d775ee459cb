import { ClipboardList, MessageSquareText, Phone, Settings2 } from 'lucide-react'
import { localPath } from '~/i18n/language'
import { timelineMessages } from '~/i18n/timeline'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'
import type { TimelineRow } from './timeline-row.server'

const ICONS = { call: Phone, written: MessageSquareText, request: ClipboardList, change: Settings2 }
const GROUPS = [
	['contacts', 'echanges'],
	['requests', 'demandes'],
	['changes', 'changements'],
] as const

/** Which part of it all is shown. */
export function TimelineFilter({ only }: { only: (typeof GROUPS)[number][0] | null }) {
	const t = useMessages(timelineMessages)
	const here = localPath(useLang(), '/echanges')
	const links = [
		{ name: t.all, href: here, isShown: only === null },
		...GROUPS.map(([group, word]) => ({
			name: t.groups[group],
			href: `${here}?voir=${word}`,
			isShown: only === group,
		})),
	]
	return (
		<nav aria-label={t.filter} className="mt-5">
			<ul className="flex flex-wrap gap-2">
				{links.map(({ name, href, isShown }) => (
					<li key={href}>
						<a
							href={href}
							aria-current={isShown ? 'page' : undefined}
							className={isShown ? 'btn btn-s btn-ink' : 'btn btn-s btn-outline'}
						>
							{name}
						</a>
					</li>
				))}
			</ul>
		</nav>
	)
}

/** What happened, each with its state, what was promised, and the way to come back on it. */
export function Timeline({ rows, isOneCase }: { rows: TimelineRow[]; isOneCase: boolean }) {
	return (
		<ul className="mt-6 grid gap-3">
			{rows.map((row) => (
				<Row key={row.key} row={row} isOneCase={isOneCase} />
			))}
		</ul>
	)
}

function Row({ row, isOneCase }: { row: TimelineRow; isOneCase: boolean }) {
	const t = useMessages(timelineMessages)
	const Icon = ICONS[row.icon]
	return (
		<li className="card flex gap-4 p-4">
			<Icon className="icon mt-1 flex-none text-action" aria-hidden="true" />
			<div className="min-w-0 flex-1">
				<p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
					<a href={row.href} className="line-clamp-2 min-w-0 font-semibold [overflow-wrap:anywhere]">
						{row.title}
					</a>
					<Tag tone={row.tone}>{row.state}</Tag>
				</p>
				<p className="mt-1 text-ink-2 text-meta">
					{row.about}
					{row.reference && (
						<>
							{' · '}
							<span className="num whitespace-nowrap">{row.reference}</span>
						</>
					)}
				</p>
				{row.promises.map((promise) => (
					<p key={promise.id} className="mt-1 text-meta">
						<span className="text-ink-2">{t.promised}</span> {promise.text}{' '}
						<Tag tone={promise.isBroken ? 'danger' : undefined}>{promise.state}</Tag>
					</p>
				))}
				{(row.case || row.invoice || row.talkHref) && (
					<p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-meta">
						{row.case &&
							(isOneCase ? (
								<span className="num text-ink-2">{t.case(row.case.reference)}</span>
							) : (
								<a href={row.case.href} className="num">
									{t.case(row.case.reference)}
								</a>
							))}
						{row.invoice && (
							<a href={row.invoice.href} className="num">
								{row.invoice.text}
							</a>
						)}
						{row.talkHref && (
							<a href={row.talkHref} aria-label={t.talkAbout(row.title)}>
								{t.talk}
							</a>
						)}
					</p>
				)}
			</div>
		</li>
	)
}
