import { Form, Link, useParams } from '@remix-run/react'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { chatStateMessages } from '~/i18n/chat-states'
import { deskMessages } from '~/i18n/desk'
import { formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Disc } from '~/ui/disc'
import { initialsOf } from '~/ui/initials'
import type { DeskQueue } from './queue.server'
import { SupportWanted } from './support-wanted'

/** The left column: with you, waiting, to call, messages left. */
export function QueuePanel({ queue, canTake }: { queue: DeskQueue; canTake: boolean }) {
	const t = useMessages(deskMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const { id: current } = useParams()
	const { desk: s } = useMessages(chatStateMessages)
	const withYou = queue.mine.length + queue.asGuest.length + queue.inHand.length
	const calls = queue.due.length + queue.upcoming.length
	const reasons = new Map(queue.reasons.map(({ id, label }) => [id, label]))
	const more = (total: number, shown: number) => (total > shown ? t.more(total - shown) : null)
	return (
		<>
			<SupportWanted wanted={queue.support} />
			<Section title={t.withYou} empty={withYou === 0 ? t.nothingWithYou : null}>
				{queue.mine.map(({ id, firstName, subject, unanswered }) => (
					<Row
						key={id}
						to={`/desk/conversations/${id}`}
						current={id === current}
						name={firstName}
						subject={subject}
						aside={unanswered && <span className="tag tag-action">{t.replies}</span>}
					/>
				))}
				{queue.asGuest.map(({ id, firstName, subject }) => (
					<Row key={id} to={`/desk/conversations/${id}`} current={id === current} name={firstName} subject={subject} />
				))}
				{queue.inHand.map(({ id, firstName, subject }) => (
					<Row key={id} to={`/desk/callbacks/${id}`} current={id === current} name={firstName} subject={subject} />
				))}
			</Section>
			<Section
				title={t.waiting}
				aside={queue.waitingTotal > 0 ? t.waitingCount(queue.waitingTotal) : null}
				lead={
					queue.waitingByReason.length > 1
						? queue.waitingByReason.map(({ reason, count }) => `${reasons.get(reason) ?? reason} ${count}`).join(', ')
						: null
				}
				more={more(queue.waitingTotal, queue.waiting.length)}
				empty={queue.waiting.length === 0 ? t.nobodyWaits : null}
				after={
					queue.waiting.length > 0 && (
						<Form method="post" action="/desk?index" className="mt-2 px-3">
							<button
								type="submit"
								name="intent"
								value="take-next"
								className="btn btn-outline w-full"
								aria-disabled={!canTake || undefined}
							>
								{t.takeNext}
							</button>
						</Form>
					)
				}
			>
				{queue.waiting.map(({ id, firstName, subject, waitedMinutes, failure, isFirst, isGone, isOffered }) => (
					<Row
						key={id}
						to={`/desk/conversations/${id}`}
						current={id === current}
						name={firstName}
						subject={subject}
						aside={<span className="num text-mini text-ink-2">{t.minutes(waitedMinutes)}</span>}
						failure={failure}
						note={isGone ? s.gone : isFirst ? s.first : isOffered ? s.offered : null}
					/>
				))}
			</Section>
			<Section title={t.toCall} empty={calls === 0 ? t.noCall : null} more={more(queue.dueTotal, queue.due.length)}>
				{queue.due.map(({ id, firstName, subject }) => (
					<Row
						key={id}
						to={`/desk/callbacks/${id}`}
						current={id === current}
						name={firstName}
						subject={subject}
						aside={<b className="text-mini">{t.due}</b>}
					/>
				))}
				{queue.upcoming.map(({ id, firstName, subject, slotStart, inWriting }) => (
					<Row
						key={id}
						to={`/desk/callbacks/${id}`}
						current={id === current}
						name={firstName}
						subject={subject}
						aside={
							slotStart && (
								<span className="num text-mini font-semibold">
									{formatTime(lang, new Date(slotStart), timeZone)}
									{inWriting && <span className="block font-normal text-ink-2">{t.inWriting}</span>}
								</span>
							)
						}
					/>
				))}
			</Section>
			<Section
				title={t.messages}
				empty={queue.messages.length === 0 ? t.noMessage : null}
				more={more(queue.messagesTotal, queue.messages.length)}
			>
				{queue.messages.map(({ id, firstName, body }) => (
					<Row key={id} to={`/desk/messages/${id}`} current={id === current} name={firstName} subject={body} />
				))}
			</Section>
		</>
	)
}

function Section({
	title,
	aside,
	lead,
	more,
	empty,
	after,
	children,
}: {
	title: string
	aside?: string | null
	/** What the list is made of. */
	lead?: string | null
	/** How many more there are than are shown. */
	more?: string | null
	empty: string | null
	after?: ReactNode
	children: ReactNode
}) {
	return (
		<section className="mb-6">
			<div className="flex items-center justify-between px-3">
				<h2 className="panel-title">{title}</h2>
				{aside && <span className="text-mini text-ink-2">{aside}</span>}
			</div>
			{lead && <p className="px-3 text-mini text-ink-2">{lead}</p>}
			{empty ? <p className="mt-1 px-3 text-mini text-ink-2">{empty}</p> : <ul className="mt-1">{children}</ul>}
			{more && <p className="mt-1 px-3 text-mini text-ink-2">{more}</p>}
			{after}
		</section>
	)
}

interface RowProps {
	to: string
	current: boolean
	name: string
	subject: string
	aside?: ReactNode
	failure?: string | null
	/** How it stands in the queue, when not like the others. */
	note?: string | null
}

function Row({ to, current, name, subject, aside, failure, note }: RowProps) {
	return (
		<li className="queue-row" aria-current={current || undefined}>
			<Disc initials={initialsOf(name)} />
			<div>
				<div>
					<Link to={to} className="card-link truncate font-semibold">
						{name}
					</Link>
					{aside}
				</div>
				<p className="truncate text-mini text-ink-2">{subject}</p>
				{note && <p className="truncate text-mini text-ink-2">{note}</p>}
				{failure && (
					<p className="truncate text-mini text-danger">
						<SearchX className="icon" aria-hidden="true" /> {failure}
					</p>
				)}
			</div>
		</li>
	)
}
