import { Check, Clock, X } from 'lucide-react'
import type { AccountSummary } from '~/accounts/summary.server'
import { deskMessages } from '~/i18n/desk'
import { formatDay, formatMoney, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'
import { Trail } from '~/ui/trail'

export interface ContactContext {
	caseReference: string
	askedFrom: { href: string; name: string } | null
	trail: { id: string; label: string; failed: boolean; href: string | null; at: string }[]
	account: (AccountSummary & { lineTexts: (string | null)[] }) | null
	promises: {
		id: string
		text: string
		state: 'promised' | 'kept' | 'late' | 'broken' | 'withdrawn' | 'moved'
		dueAt: Date
	}[]
}

const TONES = {
	promised: 'human',
	kept: 'ok',
	late: 'warn',
	broken: 'danger',
	withdrawn: undefined,
	moved: 'warn',
} as const
const ICONS = { promised: Clock, kept: Check, late: Clock, broken: X, withdrawn: X, moved: Clock } as const

/** What the advisor knows without asking: the path, the contract, the promises. */
export function ContextPanel({ context, taken }: { context: ContactContext; taken: boolean }) {
	const t = useMessages(deskMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	return (
		<>
			<section id="fil" aria-labelledby="fil-titre">
				<h2 id="fil-titre" className="panel-title">
					{t.trail}
				</h2>
				{context.trail.length === 0 ? (
					<p className="mt-2 text-ink-2">{t.trailEmpty}</p>
				) : (
					<div className="mt-3">
						<Trail
							steps={context.trail.map(({ at, ...step }) => ({
								...step,
								time: formatTime(lang, new Date(at), timeZone),
							}))}
							end={taken ? <b className="font-semibold">{t.youTakeOver}</b> : undefined}
						/>
					</div>
				)}
				{context.askedFrom && (
					<p className="mt-3 break-words text-mini text-ink-2">
						{t.askedFrom} <a href={context.askedFrom.href}>{context.askedFrom.name}</a>
					</p>
				)}
				<p className="num mt-2 text-mini text-ink-2">{t.reference(context.caseReference)}</p>
			</section>
			<section aria-labelledby="contrat" className="mt-6">
				<h2 id="contrat" className="panel-title">
					{t.contract}
				</h2>
				{context.account ? (
					<>
						<p className="mt-1">
							{context.account.customer.firstName} {context.account.customer.lastName}, {context.account.customer.city}
							<span className="num block text-mini text-ink-2">{context.account.customer.number}</span>
						</p>
						<dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
							{context.account.subscriptions.map((subscription, index) => (
								<div key={subscription.id} className="contents">
									<dt className="text-ink-2">{subscription.planName}</dt>
									<dd className="num text-right">
										{formatMoney(lang, subscription.priceCents, currency)}
										{context.account?.lineTexts[index] && (
											<span className="block text-mini text-ink-2">{context.account.lineTexts[index]}</span>
										)}
									</dd>
								</div>
							))}
						</dl>
					</>
				) : (
					<p className="mt-1 text-ink-2">{t.noContract}</p>
				)}
			</section>
			<section aria-labelledby="promesses" className="mt-6 border-t border-line pt-5">
				<h2 id="promesses" className="panel-title">
					{t.promises}
				</h2>
				{context.promises.length === 0 ? (
					<p className="mt-1 text-ink-2">{t.noPromise}</p>
				) : (
					<ul className="mt-2 grid gap-2">
						{context.promises.map(({ id, text, state, dueAt }) => (
							<li key={id}>
								<Tag tone={TONES[state]} icon={ICONS[state]}>
									{t.promiseStates[state]}
								</Tag>{' '}
								{text} <span className="num text-mini text-ink-2">{formatDay(lang, new Date(dueAt), timeZone)}</span>
							</li>
						))}
					</ul>
				)}
			</section>
		</>
	)
}
