import { Form } from '@remix-run/react'
import { Coffee, LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PresenceState } from '~/handoff/presence.server'
import { chatStateMessages } from '~/i18n/chat-states'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'

/** The advisor's own choice of being there. Lighting the window is the only way back from a break. */
export function PresenceSwitch({
	state,
	capacity,
	apart = false,
	children,
}: {
	state: PresenceState
	/** Conversations at once; lowering it needs no reason. */
	capacity: number
	/** Something else has the room of a phone. */
	apart?: boolean
	children?: ReactNode
}) {
	const t = useMessages(deskMessages)
	return (
		<section
			aria-label={t.presence}
			className={`flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-4 py-2 ${apart ? 'max-md:hidden' : ''}`}
		>
			<Tag tone={state === 'available' ? 'human' : undefined}>{t[state]}</Tag>
			<Form method="post" action="/desk/presence" className="flex flex-wrap gap-1 max-sm:ml-auto">
				{state !== 'available' && (
					<button type="submit" name="state" value="available" className="btn btn-human">
						{t.makeAvailable}
					</button>
				)}
				{state === 'available' && (
					<button type="submit" name="state" value="breathing" className="btn btn-outline">
						<Coffee className="icon" aria-hidden="true" /> {t.takeBreak}
					</button>
				)}
				{state !== 'away' && (
					<button type="submit" name="state" value="away" className="btn btn-quiet" title={t.leave}>
						<LogOut className="icon" aria-hidden="true" /> <span className="max-xl:sr-only">{t.leave}</span>
					</button>
				)}
			</Form>
			<Capacity state={state} capacity={capacity} />
			{children}
		</section>
	)
}

const CHATS_AT_ONCE = [1, 2, 3]

function Capacity({ state, capacity }: { state: PresenceState; capacity: number }) {
	const { desk: t } = useMessages(chatStateMessages)
	return (
		<Form method="post" action="/desk/presence" className="flex items-center gap-1" aria-label={t.capacity}>
			<input type="hidden" name="state" value={state} />
			<span className="text-mini text-ink-2 max-xl:sr-only">{t.capacity}</span>
			{CHATS_AT_ONCE.map((count) => (
				<button
					key={count}
					type="submit"
					name="capacity"
					value={count}
					aria-pressed={count === capacity}
					aria-label={`${t.capacity} : ${count}`}
					className={`btn btn-s ${count === capacity ? 'btn-ink' : 'btn-quiet'}`}
				>
					{count}
				</button>
			))}
		</Form>
	)
}
