import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { FollowUps } from '~/friction/follow-ups'
import { readSatisfaction } from '~/friction/satisfaction-page.server'
import { ScoreTable } from '~/friction/score-table'
import { formatDate, formatNumber, formatShare } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { satisfactionMessages } from '~/i18n/satisfaction'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const page = await readSatisfaction(person.lang, new Date())
	const title = `${messagesIn(satisfactionMessages, person.lang).title} · ${settings().brand.name}`
	return { ...page, title, mayWrite: may(person.role, 'desk.use') }
}

export default function Satisfaction() {
	const { all, asked, channels, reasons, words, days, waiting, contacted, mayWrite } = useLoaderData<typeof loader>()
	const t = useMessages(satisfactionMessages)
	const lang = useLang()
	const number = (value: number) => formatNumber(lang, value)
	const share = (value: number) => formatShare(lang, value)
	return (
		<div className="mx-auto grid max-w-[80rem] gap-x-10 gap-y-10 px-4 py-7 md:px-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
			<div className="min-w-0">
				<p>
					<a href="/frictions">{t.back}</a>
				</p>
				<h1 className="mt-3 text-h1">{t.title}</h1>
				<p className="mt-2 max-w-[46rem] text-ink-2">{t.lead(days)}</p>
				<section aria-labelledby="score" className="mt-8">
					<h2 id="score" className="text-h2">
						{t.scoreTitle}
					</h2>
					<p className="mt-2 text-body">
						{all.share !== null && all.interval
							? t.scoreLead(share(all.share), share(all.interval.low), share(all.interval.high))
							: t.notYet(number(all.n))}{' '}
						{asked.questions === 0
							? t.noQuestions
							: t.responses(number(asked.answered), number(asked.questions), share(asked.answered / asked.questions))}
					</p>
					{all.n > 0 && (
						<>
							<ScoreTable
								heading={t.byChannel}
								rows={channels.map((one) => ({ ...one, name: t.channels[one.name] }))}
							/>
							<ScoreTable heading={t.byReason} rows={reasons} />
						</>
					)}
					<details className="mt-4 max-w-[46rem]">
						<summary className="underline">{t.methodTitle}</summary>
						<p className="mt-2 text-ink-2">{t.method}</p>
					</details>
				</section>
				<section aria-labelledby="mots" className="mt-10">
					<h2 id="mots" className="text-h2">
						{t.words.title}
					</h2>
					{words.length === 0 ? (
						<Empty>{t.words.none}</Empty>
					) : (
						<ul className="mt-3 border-t-[1.5px] border-stroke">
							{words.map((one) => (
								<li key={one.id} className="border-b border-line py-3">
									<p lang={one.lang}>{one.words}</p>
									<p className="mt-1 text-ink-2 text-mini">
										{t.words.score(one.score)} · {t.channels[one.channel]} · {one.reason} ·{' '}
										{formatDate(lang, new Date(`${one.day}T12:00:00Z`), 'UTC')}
									</p>
								</li>
							))}
						</ul>
					)}
				</section>
			</div>
			<aside className="lg:pt-2">
				<FollowUps days={days} waiting={waiting} contacted={contacted} mayWrite={mayWrite} />
			</aside>
		</div>
	)
}
