import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'
import { BesideTabs, Calling, useBeside } from './desk-columns'

interface Props {
	/** Identifier of the heading. */
	anchor: string
	/** First name of the person. */
	name: string
	title: string
	subject: ReactNode
	/** State of the contact, beside its title. */
	state?: ReactNode
	/** Buttons; each area adds its own. */
	actions?: ReactNode
	/** What must be said before anything else: a refusal, who is there, who has looked. */
	notices?: ReactNode
	/** A chat fills the height with its own scrolling log; everything else scrolls as one. */
	fills?: boolean
	/** What stands beside: the path, the guide, the contract. */
	aside: ReactNode
	children: ReactNode
}

/** One contact at the desk, whatever its channel: its head, what goes on, and what stands beside it. */
export function ContactFrame({ anchor, name, title, subject, state, actions, notices, fills, aside, children }: Props) {
	const t = useMessages(deskMessages)
	const { beside, readsContext } = useBeside()
	const hasContext = beside === 'context'
	return (
		<div
			className={`grid min-h-0 grid-cols-[minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_21rem] ${hasContext ? 'md:max-lg:grid-cols-[17rem_minmax(0,1fr)]' : ''} ${fills ? 'contact-fills' : ''}`}
		>
			<section
				aria-labelledby={anchor}
				className={`flex min-h-0 flex-col bg-surface ${fills ? '' : 'scroller'} ${readsContext ? 'max-md:hidden' : ''}`}
			>
				<PhoneTabs name={name} />
				<header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 md:px-6">
					<div className="min-w-0 flex-1 basis-48">
						<h1 id={anchor} className="text-h3">
							{title}
						</h1>
						<p className="line-clamp-2 text-mini text-ink-2">{subject}</p>
					</div>
					{state}
					<div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>
				</header>
				{notices && <div className="grid gap-2 px-4 py-3 empty:hidden md:px-6">{notices}</div>}
				{fills ? children : <div className="p-4 md:p-6">{children}</div>}
			</section>
			<aside
				aria-label={t.context(name)}
				className={`scroller border-line text-[0.9375rem] lg:border-l ${readsContext ? '' : 'max-md:hidden'} ${hasContext ? 'md:max-lg:order-first md:max-lg:border-r' : 'md:max-lg:hidden'}`}
			>
				<PhoneTabs name={name} />
				<div className="p-5">
					<div className="-mx-2">
						<BesideTabs />
					</div>
					{aside}
				</div>
			</aside>
		</div>
	)
}

/** On a phone, one thing at a time. */
function PhoneTabs({ name }: { name: string }) {
	const t = useMessages(deskMessages)
	const { readsContext, readContext, calling } = useBeside()
	return (
		<nav aria-label={t.views} className="tabs bg-surface px-2 md:hidden">
			<Link to="/desk">
				{t.queue}
				<Calling count={calling} />
			</Link>
			<button type="button" aria-pressed={!readsContext} onClick={() => readContext(false)}>
				{name}
			</button>
			<button type="button" aria-pressed={readsContext} onClick={() => readContext(true)}>
				{t.trailTab}
			</button>
		</nav>
	)
}
