import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { threadOf } from '~/friction/thread.server'
import { ThreadTrail } from '~/friction/thread-trail'
import { formatDay, formatTime } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Empty } from '~/ui/empty'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const thread = await threadOf(params.visitId ?? '')
	if (!thread) throw notFound()
	return { thread, title: `${messagesIn(insightsMessages, person.lang).thread.title} · ${settings().brand.name}` }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function VisitThread() {
	const { thread } = useLoaderData<typeof loader>()
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="mx-auto max-w-[46rem] px-4 py-7 md:px-8">
			<p>
				<a href="/frictions" className="inline-flex items-center gap-1.5">
					<ArrowLeft className="icon" aria-hidden="true" /> {t.back}
				</a>
			</p>
			<h1 className="mt-3 text-h1">{t.thread.title}</h1>
			<p className="mt-2 text-ink-2">{t.thread.lead}</p>
			<p className="mt-3 flex flex-wrap items-center gap-3">
				<span>
					{t.thread.from(formatDay(lang, thread.startedAt, timeZone), formatTime(lang, thread.startedAt, timeZone))}
				</span>
				<Tag>{thread.isCustomer ? t.thread.customer : t.thread.visitor}</Tag>
			</p>
			<div className="card mt-6 p-5">
				{thread.entries.length === 0 ? <Empty>{t.thread.empty}</Empty> : <ThreadTrail entries={thread.entries} />}
				<p className="mt-5 border-t border-line pt-4 font-semibold">{t.thread.ending[thread.ending ?? 'open']}</p>
			</div>
			<p className="mt-4 text-mini text-ink-2">{t.thread.private}</p>
		</div>
	)
}
