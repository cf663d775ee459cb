import { Check, Clock, Phone, UserCog, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MaskedCustomer } from '~/accounts/reveals.server'
import { besideMessages } from '~/i18n/beside'
import { deskMessages } from '~/i18n/desk'
import { formatDay, formatMoney, formatRelativeDay, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'
import { Trail } from '~/ui/trail'
import type { ContactHistory } from './history.server'
import type { ContactKind } from './own-contact.server'
import { RevealedDetail } from './revealed-detail'

export interface ContactContext {
	/** `isOwn`: theirs now or until lately, so that they may see more and act. */
	contact: { kind: ContactKind | 'training'; id: string; isOwn: boolean }
	caseReference: string
	askedFrom: { href: string; name: string } | null
	trail: { id: string; label: string; failed: boolean; href: string | null; at: string }[]
	customer: MaskedCustomer | null
	contracts: {
		id: string
		planName: string
		priceCents: number
		state: 'active' | 'suspended' | 'ended'
		/** The last digits of its line. */
		line: string | null
	}[]
	/** The latest first. */
	promises: {
		id: string
		text: string
		state: 'promised' | 'kept' | 'late' | 'broken' | 'withdrawn' | 'moved'
		dueAt: Date
	}[]
	history: ContactHistory
	articles: { id: string; title: string; href: string }[]
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

/** What the advisor knows without asking: the path, the contract, what was promised, what came before. */
export function ContextPanel({
	context,
	taken,
	guide,
}: {
	context: ContactContext
	taken: boolean
	/** Right below the path, where eyes go next. */
	guide?: ReactNode
}) {
	return (
		<>
			<Path context={context} taken={taken} />
			{guide}
			<OpenCallback history={context.history} />
			<Contracts context={context} />
			<Promises promises={context.promises} />
			<PassedOn articles={context.articles} />
			<Earlier history={context.history} />
		</>
	)
}

function Path({ context, taken }: { context: ContactContext; taken: boolean }) {
	const t = useMessages(deskMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
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
	)
}

function OpenCallback({ history: { openCallback } }: { history: ContactHistory }) {
	const t = useMessages(besideMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (!openCallback) return null
	const { id, slotStart, subject } = openCallback
	const when = slotStart
		? `${formatRelativeDay(lang, new Date(slotStart), new Date(), timeZone)}, ${formatTime(lang, new Date(slotStart), timeZone)}`
		: t.asap
	return (
		<section aria-labelledby="rappel-prevu" className="card-human mt-5 p-4">
			<h2 id="rappel-prevu" className="panel-title">
				<Phone className="icon" aria-hidden="true" /> {t.openCallback}
			</h2>
			<p className="mt-1">
				<a href={`/desk/callbacks/${id}`}>
					<span className="num first-letter:uppercase">{when}</span>
				</a>
				{subject && <span className="line-clamp-2 text-mini">{subject}</span>}
			</p>
		</section>
	)
}

function Contracts({ context: { contact, customer, contracts } }: { context: ContactContext }) {
	const t = useMessages(deskMessages)
	const words = useMessages(besideMessages)
	const lang = useLang()
	const { currency } = useBrand()
	return (
		<section aria-labelledby="contrat" className="mt-6">
			<h2 id="contrat" className="panel-title">
				{t.contract}
			</h2>
			{customer ? (
				<>
					<p className="mt-1">
						{customer.firstName} {customer.lastName}, {customer.city}
						<span className="num block text-mini text-ink-2">{customer.number}</span>
					</p>
					<dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
						{contracts.map(({ id, planName, priceCents, state, line }) => (
							<div key={id} className="contents">
								<dt className="text-ink-2">{planName}</dt>
								<dd className="num text-right">
									{formatMoney(lang, priceCents, currency)}
									{line && `, ${line}`}
									{state !== 'active' && <span className="block text-mini text-warn">{words.states[state]}</span>}
								</dd>
							</div>
						))}
					</dl>
					<h3 className="mt-4 text-mini font-semibold text-ink-2">{words.details}</h3>
					<dl className="mt-1 grid gap-y-0.5">
						{customer.details.map(({ field, masked }) => (
							<RevealedDetail
								key={field}
								field={field}
								masked={masked}
								action={contact.isOwn ? `/desk/${contact.kind}/${contact.id}/personal` : null}
							/>
						))}
					</dl>
					<p className="mt-1 text-mini text-ink-2">
						{contact.kind === 'training' ? words.shownInPractice : contact.isOwn ? words.shownFor : words.notYours}
					</p>
					{contact.isOwn && contact.kind !== 'training' && (
						<p className="mt-3">
							<a href={`/desk/${contact.kind}/${contact.id}/account`} className="btn btn-outline">
								<UserCog className="icon" aria-hidden="true" /> {words.act}
							</a>
						</p>
					)}
				</>
			) : (
				<p className="mt-1 text-ink-2">{t.noContract}</p>
			)}
		</section>
	)
}

function Promises({ promises }: Pick<ContactContext, 'promises'>) {
	const t = useMessages(deskMessages)
	const words = useMessages(besideMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section aria-labelledby="promesses" className="mt-6 border-t border-line pt-5">
			<h2 id="promesses" className="panel-title">
				{t.promises}
			</h2>
			{promises.length === 0 ? (
				<p className="mt-1 text-ink-2">{words.promisesNone}</p>
			) : (
				<ul className="mt-2 grid gap-2">
					{promises.map(({ id, text, state, dueAt }) => (
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
	)
}

function PassedOn({ articles }: Pick<ContactContext, 'articles'>) {
	const t = useMessages(besideMessages)
	if (articles.length === 0) return null
	return (
		<section aria-labelledby="transmises" className="mt-6 border-t border-line pt-5">
			<h2 id="transmises" className="panel-title">
				{t.passedOn}
			</h2>
			<ul className="mt-2 grid gap-1">
				{articles.map(({ id, title, href }) => (
					<li key={id}>
						<a href={href} target="_blank" rel="noreferrer">
							{title}
						</a>
					</li>
				))}
			</ul>
		</section>
	)
}

function Earlier({ history: { earlier } }: { history: ContactHistory }) {
	const t = useMessages(besideMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section aria-labelledby="avant" className="mt-6 border-t border-line pt-5">
			<h2 id="avant" className="panel-title">
				{t.earlier}
			</h2>
			{earlier.length === 0 ? (
				<p className="mt-1 text-ink-2">{t.firstTime}</p>
			) : (
				<ul className="mt-2 grid gap-2">
					{earlier.map(({ id, kind, subject, reference, at, outcome }) => (
						<li key={id}>
							<span className="line-clamp-2">{subject}</span>
							<span className="text-mini text-ink-2">
								{t.kinds[kind]}, {formatRelativeDay(lang, new Date(at), new Date(), timeZone)}
								{outcome && ` · ${outcome}`} · <span className="num">{reference}</span>
							</span>
						</li>
					))}
				</ul>
			)}
		</section>
	)
}
