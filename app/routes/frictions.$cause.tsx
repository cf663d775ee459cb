import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { CauseHistory } from '~/friction/cause-history'
import { causeLabel } from '~/friction/cause-label'
import { threadsOf, wordsOf } from '~/friction/cause-meetings.server'
import { CauseThreads } from '~/friction/cause-threads'
import { CauseWords } from '~/friction/cause-words'
import { causePath, filterFrom, queryOf } from '~/friction/filters'
import { handleCause } from '~/friction/handling.server'
import { HandlingForm } from '~/friction/handling-form'
import { HandlingInput } from '~/friction/handling-input.server'
import { findCause } from '~/friction/insights.server'
import { KindTag } from '~/friction/kind-tag'
import { filterOf } from '~/friction/supervisor-page.server'
import { TrendLine } from '~/friction/trend-line'
import { accountabilityMessages } from '~/i18n/accountability'
import { frictionMessages } from '~/i18n/friction'
import { insightsMessages } from '~/i18n/insights'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const { searchParams } = new URL(request.url)
	const shown = filterFrom(searchParams)
	const filter = filterOf(shown, new Date())
	const cause = await findCause(params.cause ?? '', filter)
	if (!cause) throw notFound()
	const [words, threads] = await Promise.all([wordsOf(cause.causeKey, filter), threadsOf(cause.causeKey, filter)])
	const title = messagesIn(insightsMessages, person.lang).cause.title(causeLabel(cause, person.lang))
	return {
		...{ shown, cause, words, threads },
		mayHandle: may(person.role, 'insights.handle'),
		noted: searchParams.has('note'),
		title: `${title} · ${settings().brand.name}`,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.handle')
	const t = messagesIn(insightsMessages, person.lang)
	const form = await request.formData()
	const submission = parseWithZod(form, { schema: HandlingInput(t.handle) })
	if (submission.status !== 'success') return data(submission.reply(), { status: 400 })

	const causeKey = params.cause ?? ''
	const { kind, note, from } = submission.value
	const done = await handleCause({ causeKey, kind, note: note || t.handle.takenNote, actor: person })
	if (done === 'unknown-cause') throw notFound()
	const shown = filterFrom(new URL(request.url).searchParams)
	if (from === 'list') return redirect(`/frictions${queryOf(shown)}`, 303)
	const page = causePath(causeKey, shown)
	return redirect(`${page}${page.includes('?') ? '&' : '?'}note=1#fait`, 303)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.title }]

export default function Cause() {
	const { shown, cause, words, threads, mayHandle, noted } = useLoaderData<typeof loader>()
	const reply = useActionData<typeof action>()
	const t = useMessages(insightsMessages)
	const { publish } = useMessages(accountabilityMessages)
	const isMended = ['change', 'article'].includes(cause.handlings[0]?.kind ?? '')
	const kind = useMessages(frictionMessages).kinds[cause.kind]
	const lang = useLang()
	return (
		<div className="mx-auto grid max-w-[80rem] gap-x-10 gap-y-10 px-4 py-7 md:px-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
			<div className="min-w-0">
				<p>
					<a href={`/frictions${queryOf(shown)}`} className="inline-flex items-center gap-1.5">
						<ArrowLeft className="icon" aria-hidden="true" /> {t.back}
					</a>
				</p>
				<h1 className="mt-3 text-h1">{causeLabel(cause, lang)}</h1>
				<div className="mt-3 flex flex-wrap items-start justify-between gap-5">
					<div>
						<KindTag kind={cause.kind} />
						<p className="mt-2">
							{t.cause.metIn(t.cause.people(cause.people), t.cause.times(cause.times))}{' '}
							{cause.people > 0 && t.cause.aftermath(cause.reachedSomebody, cause.leftWithNothing)}
						</p>
						{cause.path && (
							<p className="mt-1 text-ink-2">
								{t.cause.page}
								{t.thread.colon}
								<a href={cause.path}>{cause.path}</a>
							</p>
						)}
					</div>
					<TrendLine buckets={cause.buckets} trend={cause.trend} met={cause.met} expected={cause.expected} />
				</div>
				<CauseWords words={words} causeLabel={cause.label} />
				<CauseThreads threads={threads} />
			</div>
			<aside className="grid content-start gap-8 lg:pt-2">
				<section id="fait" aria-labelledby="fait-titre">
					<h2 id="fait-titre" className="text-h3">
						{t.cause.handledTitle}
					</h2>
					{noted && (
						<div className="mt-3">
							<Notice tone="ok" live>
								{t.handle.done}
							</Notice>
						</div>
					)}
					<CauseHistory handlings={cause.handlings} />
					{mayHandle && isMended && (
						<p className="mt-3">
							<a href={`/frictions/${encodeURIComponent(cause.causeKey)}/publication`}>{publish.link}</a>
						</p>
					)}
				</section>
				{mayHandle && <HandlingForm reply={reply} />}
				<section className="text-mini text-ink-2">
					<h2 className="text-h3 text-ink">{kind.name}</h2>
					<dl className="mt-2 grid gap-2">
						<Meaning term={t.cause.definition} words={kind.definition} />
						<Meaning term={t.cause.proof} words={kind.proof} />
						<Meaning term={t.cause.not} words={kind.not} />
					</dl>
				</section>
			</aside>
		</div>
	)
}

function Meaning({ term, words }: { term: string; words: string }) {
	return (
		<div>
			<dt className="font-semibold text-ink">{term}</dt>
			<dd>{words}</dd>
		</div>
	)
}
