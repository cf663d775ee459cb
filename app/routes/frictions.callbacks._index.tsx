import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { actOnHealth, callbackHealth, KEPT_BAR } from '~/friction/callback-board.server'
import { SpendingLines } from '~/friction/spending-lines'
import { listLatestCallbacks } from '~/handoff/callbacks.server'
import { deskMessages } from '~/i18n/desk'
import { formatDay, formatInstant, formatNumber, formatRelativeDay, formatTime } from '~/i18n/format'
import { lifeMessages } from '~/i18n/life'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Empty } from '~/ui/empty'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

const RECENT = 20
const SUBJECTS = ['job', 'message', 'difference'] as const

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const [health, recent] = await Promise.all([callbackHealth(), listLatestCallbacks(RECENT)])
	const t = messagesIn(lifeMessages, person.lang)
	return {
		...{ ...health, bar: KEPT_BAR },
		recent: recent.map(({ id, reference, state, createdAt }) => ({ id, reference, state, createdAt })),
		mayHandle: may(person.role, 'insights.handle'),
		done: SUBJECTS.find((one) => one === new URL(request.url).searchParams.get('fait')) ?? null,
		title: `${t.board.title} · ${settings().brand.name}`,
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.handle')
	const form = await request.formData()
	const what = SUBJECTS.find((one) => one === form.get('what'))
	const id = form.get('id')
	if (!what || typeof id !== 'string') throw notFound()
	if (await actOnHealth(what, id, person.id)) return redirect(`/frictions/callbacks?fait=${what}`, 303)
	return data({ error: true }, { status: 409 })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Callbacks() {
	const { kept, bar, spending, stopped, differences, recent, mayHandle, done } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(lifeMessages)
	const { states } = useMessages(deskMessages).callback
	const lang = useLang()
	const { timeZone } = useBrand()
	const time = (instant: Date | string) => formatInstant(lang, new Date(instant), timeZone)
	// A day of the business, with no hour: at noon it is that day in every zone nearby.
	const dayOf = (day: string) => formatDay(lang, new Date(`${day}T12:00:00Z`), timeZone)
	const percent = (share: number) => `${formatNumber(lang, share * 100)}\u00a0%`
	const share = kept.all === 0 ? null : kept.kept / kept.all
	return (
		<div className="mx-auto max-w-[60rem] px-4 py-7 md:px-8">
			<p>
				<a href="/frictions" className="inline-flex items-center gap-1.5">
					<ArrowLeft className="icon" aria-hidden="true" /> {t.board.back}
				</a>
			</p>
			<h1 className="mt-3 text-h1">{t.board.title}</h1>
			<p className="mt-2 text-ink-2">{t.board.lead}</p>
			{(done || refused) && (
				<div className="mt-4">
					<Notice tone={refused ? 'warn' : 'ok'} live>
						{refused ? t.board.notRetried : done === 'difference' ? t.board.seenDone : t.board.retried}
					</Notice>
				</div>
			)}

			<section aria-labelledby="tenues" className="mt-8">
				<h2 id="tenues" className="text-h2">
					{t.board.kept}
				</h2>
				{share === null ? (
					<Empty>{t.board.none}</Empty>
				) : (
					<>
						<p className="num mt-2 font-heading text-h1">{t.board.share(percent(share), kept.kept, kept.all)}</p>
						<p className="mt-2">
							<Tag tone={share >= bar ? 'ok' : 'danger'}>{share >= bar ? t.board.reached : t.board.below}</Tag>{' '}
							{t.board.bar(percent(bar))}
						</p>
					</>
				)}
				<p className="mt-2 text-mini text-ink-2">{t.board.howCounted}</p>
			</section>

			<SpendingLines {...spending} />

			<section aria-labelledby="arrets" className="mt-10">
				<h2 id="arrets" className="text-h2">
					{t.board.stopped}
				</h2>
				<p className="mt-1 text-ink-2">{t.board.stoppedLead}</p>
				{stopped.length === 0 ? (
					<Empty>{t.board.nothingStopped}</Empty>
				) : (
					<ul className="mt-3 border-t-[1.5px] border-stroke">
						{stopped.map(({ id, what, name, tries, error, at }) => {
							const words =
								what === 'job'
									? (t.board.jobs[name as keyof typeof t.board.jobs] ?? t.board.job(name))
									: `${t.kinds.message} : ${t.purposes[name as keyof typeof t.purposes] ?? name}`
							return (
								<li key={id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3">
									<div className="min-w-0">
										<b>{words}</b>
										<span className="block text-mini text-ink-2">
											<span className="num">{time(at)}</span>, {t.tries(tries)}
										</span>
										{error && <span className="block break-words text-mini text-ink-2">{error}</span>}
									</div>
									{mayHandle && <Act what={what} id={id} name={t.board.retryFor(words)} words={t.board.retry} />}
								</li>
							)
						})}
					</ul>
				)}
			</section>

			<section aria-labelledby="ecarts" className="mt-10">
				<h2 id="ecarts" className="text-h2">
					{t.board.differences}
				</h2>
				<p className="mt-1 text-ink-2">
					{differences.last
						? t.board.compared(dayOf(differences.last.day), differences.last.calls)
						: t.board.neverCompared}
				</p>
				{differences.open.length === 0 ? (
					<Empty>{t.board.noDifference}</Empty>
				) : (
					<ul className="mt-3 border-t-[1.5px] border-stroke">
						{differences.open.map(({ id, kind, day, callSid, callbackId, theirs, ours }) => {
							const call = t.call(`…${callSid.slice(-6)}`)
							return (
								<li key={id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3">
									<div className="min-w-0">
										<b>{t.differences[kind]}</b>
										<span className="block text-mini text-ink-2">
											<span className="num">{dayOf(day)}</span>, {call},{' '}
											{kind === 'other-duration' && theirs
												? t.gap(theirs)
												: t.accounts(theirs ?? t.nothing, ours ?? t.nothing)}
										</span>
										{callbackId && (
											<a className="text-mini" href={`/frictions/callbacks/${callbackId}`}>
												{t.seeLife}
											</a>
										)}
									</div>
									{mayHandle && <Act what="difference" id={id} name={t.board.seenFor(call)} words={t.board.seen} />}
								</li>
							)
						})}
					</ul>
				)}
			</section>

			<section aria-labelledby="derniers" className="mt-10">
				<h2 id="derniers" className="text-h2">
					{t.board.recent}
				</h2>
				{recent.length === 0 ? (
					<Empty>{t.board.noRecent}</Empty>
				) : (
					<ul className="mt-3 border-t-[1.5px] border-stroke">
						{recent.map(({ id, reference, state, createdAt }) => (
							<li key={id} className="flex flex-wrap items-baseline justify-between gap-3 border-b border-line py-2.5">
								<a href={`/frictions/callbacks/${id}`} className="font-code">
									{reference}
								</a>
								<span>
									{states[state]}{' '}
									<span className="num text-mini text-ink-2">
										{formatRelativeDay(lang, new Date(createdAt), new Date(), timeZone)},{' '}
										{formatTime(lang, new Date(createdAt), timeZone)}
									</span>
								</span>
							</li>
						))}
					</ul>
				)}
			</section>
		</div>
	)
}

function Act({ what, id, name, words }: { what: string; id: string; name: string; words: string }) {
	return (
		<form method="post" action="/frictions/callbacks?index">
			<input type="hidden" name="what" value={what} />
			<input type="hidden" name="id" value={id} />
			<button type="submit" className="btn btn-outline" aria-label={name}>
				{words}
			</button>
		</form>
	)
}
