import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { lifeOf } from '~/handoff/callback-life.server'
import { findCallback } from '~/handoff/callbacks.server'
import { deskMessages } from '~/i18n/desk'
import { formatInstant } from '~/i18n/format'
import { lifeMessages } from '~/i18n/life'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const callback = await findCallback(params.id ?? '')
	if (!callback) throw notFound()
	const { reference, state } = callback
	return {
		...{ reference, state, lines: await lifeOf(callback, person.lang) },
		title: `${messagesIn(lifeMessages, person.lang).title(reference)} · ${settings().brand.name}`,
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function CallbackLife() {
	const { reference, state, lines } = useLoaderData<typeof loader>()
	const t = useMessages(lifeMessages)
	const { states } = useMessages(deskMessages).callback
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="mx-auto max-w-[52rem] px-4 py-7 md:px-8">
			<p>
				<a href="/frictions/callbacks" className="inline-flex items-center gap-1.5">
					<ArrowLeft className="icon" aria-hidden="true" /> {t.back}
				</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title(reference)}</h1>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			<p className="mt-3">
				<Tag>{states[state]}</Tag>
			</p>
			<ol className="trail card mt-6 p-5 [--gap:1.25rem]">
				{lines.map(({ id, at, kind, label, details, failed }) => (
					<li key={id} className={failed ? 'trail-fail' : 'trail-done'}>
						<span className="text-mini text-ink-2">
							<time dateTime={new Date(at).toISOString()} className="num">
								{formatInstant(lang, new Date(at), timeZone)}
							</time>
							{' · '}
							{t.kinds[kind]}
						</span>
						<b className="block break-words">{label}</b>
						{details.length > 0 && <span className="block break-words text-mini text-ink-2">{details.join(', ')}</span>}
					</li>
				))}
			</ol>
			<p className="mt-4 text-mini text-ink-2">{t.private}</p>
		</div>
	)
}
