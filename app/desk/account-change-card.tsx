import { Form } from '@remix-run/react'
import { ArrowRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { assistMessages } from '~/i18n/assist'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'

interface Change {
	/** What it is about. */
	title: string
	before: string
	after: string
	more?: ReactNode
	intent: string
	label: string
	/** What is sent with the confirmation. */
	fields: Record<string, string>
}

/** What is and what would be, side by side, before anything is done; it takes the focus when it appears. */
export function AccountChangeCard({ title, before, after, more, intent, label, fields }: Change) {
	const t = useMessages(assistMessages).confirm
	const card = useRef<HTMLElement>(null)
	useEffect(() => card.current?.focus(), [])
	return (
		<section
			ref={card}
			tabIndex={-1}
			aria-labelledby="avant-apres"
			className="mt-6 rounded-3 border-[1.5px] border-stroke bg-surface p-5"
		>
			<h2 id="avant-apres" className="text-h3">
				{t.title}
			</h2>
			<p className="text-ink-2">
				{title}. {t.read}
			</p>
			<dl className="mt-4 grid items-center gap-3 sm:grid-cols-[1fr_auto_1fr]">
				<div className="rounded-2 bg-sunken p-3">
					<dt className="text-mini text-ink-2">{t.before}</dt>
					<dd className="num font-semibold">{before}</dd>
				</div>
				<ArrowRight className="icon max-sm:hidden" aria-hidden="true" />
				<div className="rounded-2 bg-action-soft p-3">
					<dt className="text-mini text-ink-2">{t.after}</dt>
					<dd className="num font-semibold">{after}</dd>
				</div>
			</dl>
			{more && <p className="mt-3">{more}</p>}
			<Form method="post" className="mt-4 flex flex-wrap gap-3">
				{Object.entries(fields).map(([name, value]) => (
					<input key={name} type="hidden" name={name} value={value} />
				))}
				<Button name="intent" value={intent}>
					{label}
				</Button>
				<a href="?" className="btn btn-quiet">
					{t.change}
				</a>
			</Form>
		</section>
	)
}
