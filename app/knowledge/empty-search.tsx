import { MessageSquareText, Phone } from 'lucide-react'
import type { TrailItem } from '#db/schema/handoff.server'
import { stepWords } from '~/handoff/step-words'
import { formatRelativeDay, formatTime, roundWaitMinutes } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { searchMessages } from '~/i18n/search'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'
import { Trail } from '~/ui/trail'
import { DirectActionCard } from './direct-action-card'
import type { DirectAction } from './direct-actions'

/**
 * What can be offered now: somebody to write to, only a call, a call once everybody is less busy,
 * or a message, because nobody is free or the hours are over.
 */
export type Door = 'write' | 'phone' | 'busy' | 'nobody' | 'closed'

interface Here {
	door: Door
	opensAt: Date | null
	people: { id: string; name: string; initials: string; city: string | null }[]
	waitSeconds: number | null
	nextSlotAt: Date | null
}

interface Empty {
	query: string
	href: string
	action: DirectAction | null
	account: string[]
	exact: boolean
	cut: string | null
	/** Articles that come near the question, at most a few. */
	near: { title: string; summary: string; topic: string; href: string }[]
	/** Every topic, when no article comes near. */
	topics: { id: string; name: string; pages: number }[]
	trail: Pick<TrailItem, 'id' | 'kind' | 'label' | 'failed' | 'href'>[]
	here: Here
	email: string
	told: boolean
	refused: { email: string; error: string } | null
}

/** Nothing found: said plainly, with two doors to a person and what goes along. */
export function EmptySearch({
	query,
	href,
	action,
	account,
	exact,
	cut,
	near,
	topics,
	trail,
	here,
	email,
	told,
	refused,
}: Empty) {
	const t = useMessages(searchMessages)
	return (
		<div className="wrap py-8 md:py-12">
			<div className="max-w-[50rem]" role="status">
				<h1 className="text-h1 md:text-[2.75rem] md:leading-[3rem]">{t.emptyTitle(query)}</h1>
				<p className="mt-4 text-body md:text-lead">{t.emptyLead}</p>
				{exact && (
					<p className="mt-2 text-small text-ink-2">
						{t.exactNow(query)} <a href={href}>{t.notExact}</a>
					</p>
				)}
				{cut && <p className="mt-2 text-small text-ink-2">{cut}</p>}
			</div>
			{action && <DirectActionCard action={action} account={account} />}
			<section
				aria-labelledby="humain"
				className="card-human mt-8 grid gap-8 p-5 md:grid-cols-[1fr_22rem] md:gap-12 md:p-8"
			>
				<People here={here} href={href} />
				<WhatGoesAlong trail={trail} href={href} />
			</section>
			<div className="mt-10 grid gap-10 md:mt-14 md:grid-cols-[1fr_22rem] md:gap-12">
				{near.length > 0 ? <Neighbours articles={near} /> : <EveryTopic topics={topics} />}
				<AlertMe query={query} email={refused?.email ?? email} error={refused?.error ?? null} told={told} />
			</div>
		</div>
	)
}

function People({ here, href }: { here: Here; href: string }) {
	const t = useMessages(searchMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const carried = `?depuis=${encodeURIComponent(href)}`
	const at = (instant: Date) => formatTime(lang, new Date(instant), timeZone)
	const when =
		here.opensAt && `${formatRelativeDay(lang, new Date(here.opensAt), new Date(), timeZone)}, ${at(here.opensAt)}`
	const present = `${t.peopleHere(namesOf(here.people, t), here.people.length)}`
	const lead = {
		write: present,
		phone: `${present} ${t.byPhoneOnly}`,
		busy: t.allBusy,
		nobody: t.nobodyFree,
		closed: when ? t.nobodyHereUntil(when) : t.nobodyHere,
	}[here.door]
	const isCallFirst = here.door === 'phone' || here.door === 'busy'
	const look = (isFirst: boolean) => `btn ${isFirst ? 'btn-ink' : 'btn-outline'} min-h-16 justify-start px-5 text-left`
	const write = (
		<a
			key="write"
			href={localPath(lang, `${here.door === 'write' ? '/ecrire' : '/message'}${carried}`)}
			className={look(!isCallFirst)}
		>
			<MessageSquareText className="icon size-6" aria-hidden="true" />
			<span>
				{here.door === 'write' ? t.writeNow : t.writeLater}
				<br />
				<span className="font-normal text-meta">
					{here.door === 'closed'
						? t.answerLater
						: here.door === 'write' && here.waitSeconds !== null
							? t.wait(roundWaitMinutes(here.waitSeconds))
							: t.answerWhenFree}
				</span>
			</span>
		</a>
	)
	const call = (
		<a key="call" href={localPath(lang, `/rappel${carried}`)} className={look(isCallFirst)}>
			<Phone className="icon size-6" aria-hidden="true" />
			<span>
				{t.callMe}
				<br />
				<span className="font-normal text-meta">
					{here.door !== 'closed' && here.nextSlotAt && isToday(here.nextSlotAt, timeZone)
						? t.callFrom(at(here.nextSlotAt))
						: t.callChoose}
				</span>
			</span>
		</a>
	)
	return (
		<div>
			<h2 id="humain" className="text-h2">
				{t.askSomebody}
			</h2>
			<p className="mt-2">
				{lead} {t.goesAlong}
			</p>
			<div className="mt-6 grid gap-3 sm:grid-cols-2">{isCallFirst ? [call, write] : [write, call]}</div>
			{(here.door === 'write' || here.door === 'phone') && (
				<ul className="mt-7 grid grid-cols-3 gap-x-4 gap-y-4 text-meta sm:grid-cols-6" aria-label={t.present}>
					{here.people.slice(0, 6).map(({ id, name, initials, city }) => (
						<li key={id} className="leading-snug">
							<PresenceWindow initials={initials} on />
							<span className="mt-1.5 block font-semibold">{name}</span>
							<span className="text-ink-2">{city?.split('-')[0]}</span>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}

/** A time alone is read as today's. */
function isToday(instant: Date, timeZone: string): boolean {
	const now = new Date()
	return formatRelativeDay('en', new Date(instant), now, timeZone) === 'today'
}

type Words = ReturnType<typeof useMessages<(typeof searchMessages)['fr']>>

function namesOf(people: Here['people'], t: Words): string {
	const [first, second] = people.map(({ name }) => name)
	if (!first || !second) return first ?? ''
	if (people.length === 2) return `${first} ${t.and} ${second}`
	return t.andOthers(`${first}, ${second}`, people.length - 2)
}

function WhatGoesAlong({ trail, href }: { trail: Empty['trail']; href: string }) {
	const t = useMessages(searchMessages)
	const lang = useLang()
	const steps = trail.map(({ id, kind, label, failed }) => ({
		id,
		failed,
		label: stepWords({ kind, label, failed }, lang),
	}))
	return (
		<div>
			<h3 className="text-h3">{t.leavesWithYou}</h3>
			<div className="mt-4 text-small">
				<Trail steps={steps} end={<span className="font-semibold">{t.takesOver}</span>} label={t.leavesWithYou} />
			</div>
			<p className="mt-4 text-small">
				<a href={localPath(lang, `/rappel?depuis=${encodeURIComponent(href)}#joint`)}>{t.editTrail}</a>
			</p>
		</div>
	)
}

function Neighbours({ articles }: { articles: Empty['near'] }) {
	const t = useMessages(searchMessages)
	return (
		<section aria-labelledby="voisins">
			<h2 id="voisins" className="text-h2">
				{t.neighbours}
			</h2>
			<p className="mt-1 text-small text-ink-2">{t.neighboursLead}</p>
			<ul className="mt-4 border-t border-line">
				{articles.map(({ title, summary, topic, href }) => (
					<li key={href} className="relative border-b border-line py-4">
						<a href={href} className="card-link font-semibold">
							{title}
						</a>
						<p className="text-small text-ink-2">{summary ? `${topic} · ${summary}` : topic}</p>
					</li>
				))}
			</ul>
		</section>
	)
}

function EveryTopic({ topics }: { topics: Empty['topics'] }) {
	const t = useMessages(searchMessages)
	const lang = useLang()
	return (
		<section aria-labelledby="sujets">
			<h2 id="sujets" className="text-h2">
				{t.allTopics}
			</h2>
			<p className="mt-1 text-small text-ink-2">{t.allTopicsLead}</p>
			<ul className="mt-4 grid border-t border-line sm:grid-cols-2 sm:gap-x-8">
				{topics.map(({ id, name }) => (
					<li key={id} className="relative border-b border-line py-4">
						<a href={localPath(lang, `/themes/${encodeURIComponent(id)}`)} className="card-link font-semibold">
							{name}
						</a>
					</li>
				))}
			</ul>
		</section>
	)
}

function AlertMe({ query, email, error, told }: { query: string; email: string; error: string | null; told: boolean }) {
	const t = useMessages(searchMessages)
	return (
		<section aria-labelledby="alerte">
			<h2 id="alerte" className="text-h3">
				{t.alertTitle}
			</h2>
			{told ? (
				<div className="mt-3">
					<Notice tone="ok" live>
						{t.alertSaved}
					</Notice>
				</div>
			) : (
				<>
					<p className="mt-2 text-small text-ink-2">{t.alertLead}</p>
					<form method="post" action={`?q=${encodeURIComponent(query)}#alerte`} className="mt-4 grid gap-3" noValidate>
						<input type="hidden" name="q" value={query} />
						<Field id="email" label={t.email} error={error}>
							{(control) => <input type="email" name="email" autoComplete="email" defaultValue={email} {...control} />}
						</Field>
						<Button variant="outline" className="justify-self-start">
							{t.alertButton}
						</Button>
					</form>
				</>
			)}
		</section>
	)
}
