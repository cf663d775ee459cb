import { useParams } from '@remix-run/react'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'

interface Beside {
	/** What stands beside a contact where there is room for one thing beside it: what waits, or what is known. */
	beside: 'queue' | 'context'
	show: (what: 'queue' | 'context') => void
	/** On a phone, whether the contact itself gives way to what is known of it. */
	readsContext: boolean
	readContext: (isRead: boolean) => void
	/** How many things in the queue wait for this advisor. */
	calling: number
}

const BesideContext = createContext<Beside | null>(null)

/** How the desk shares its room; for what stands inside `DeskColumns`. */
export function useBeside(): Beside {
	const beside = useContext(BesideContext)
	if (!beside) throw new Error('outside the columns of the desk')
	return beside
}

/**
 * The queue, the contact and its context: three columns, two of them on a tablet or half a screen, one on
 * a phone. What was chosen stays while one goes from contact to contact.
 */
export function DeskColumns({
	label,
	queue,
	calling = 0,
	opened,
	children,
}: {
	/** Name of the column of what waits. */
	label: string
	queue: ReactNode
	calling?: number
	/** Whether a contact is open: on a phone it takes the place of the queue. */
	opened: boolean
	children: ReactNode
}) {
	const { id = '' } = useParams()
	const [beside, show] = useState<Beside['beside']>('context')
	const [readId, setReadId] = useState<string | null>(null)
	const alone = opened && beside === 'context'
	return (
		<BesideContext.Provider
			value={{
				...{ beside, show, calling },
				readsContext: readId === id,
				readContext: (isRead) => setReadId(isRead ? id : null),
			}}
		>
			<div
				className={`desk-columns lg:grid-cols-[17.5rem_minmax(0,1fr)] ${alone ? '' : 'md:max-lg:grid-cols-[17rem_minmax(0,1fr)]'}`}
			>
				<aside
					aria-label={label}
					id="file"
					className={`scroller border-r border-line p-3 pt-5 max-md:border-r-0 ${opened ? (alone ? 'max-lg:hidden' : 'max-md:hidden') : ''}`}
				>
					{opened && <BesideTabs />}
					{queue}
				</aside>
				{children}
			</div>
		</BesideContext.Provider>
	)
}

/** On a tablet or half a screen the contact stays, and what is beside it is chosen at the top of that place. */
export function BesideTabs() {
	const t = useMessages(deskMessages)
	const { beside, show, calling } = useBeside()
	return (
		<fieldset className="tabs mb-4 max-md:hidden lg:hidden">
			<legend className="sr-only">{t.besides}</legend>
			{(['queue', 'context'] as const).map((what) => (
				<button
					key={what}
					type="button"
					aria-pressed={what === beside}
					data-desk={what === beside ? undefined : 'beside'}
					data-desk-shows={what}
					onClick={() => show(what)}
				>
					{what === 'queue' ? t.queue : t.trailTab}
					{what === 'queue' && <Calling count={calling} />}
				</button>
			))}
		</fieldset>
	)
}

/** How many in the queue look for this advisor, where the queue itself is out of sight. */
export function Calling({ count }: { count: number }) {
	const t = useMessages(deskMessages)
	if (count === 0) return null
	return (
		<span className="tag tag-human num">
			{count} <span className="sr-only">{t.calling}</span>
		</span>
	)
}
