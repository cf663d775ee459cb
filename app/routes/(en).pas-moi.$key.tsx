import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { formatInstant } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { useLang, useMessages } from '~/i18n/use-messages'
import { contestChange, findContested } from '~/personal/personal-changes.server'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

const DONE = ['put-back', 'told'] as const

/** Opened by the link sent to the old address: it names no address and no one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const change = await findContested(params.key ?? '')
	if (!change) throw notFound()
	const t = messagesIn(personalMessages, lang)
	const done = new URL(request.url).searchParams.get('fait')
	return {
		title: `${t.contest.title} · ${settings().brand.name}`,
		what: t.mail.what[change.field],
		when: formatInstant(lang, change.doneAt ?? change.at, settings().timeZone),
		contested: change.state === 'contested',
		done: DONE.find((one) => one === done) ?? null,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { lang, visitId } = await getVisitor(request)
	await limit('account', request)
	const key = params.key ?? ''
	const outcome = await contestChange(key, { lang, visitId })
	if (!outcome) throw notFound()
	return redirect(`${localPath(lang, `/pas-moi/${key}`)}?fait=${outcome}`, 303)
}

export default function NotMe() {
	const { what, when, contested, done } = useLoaderData<typeof loader>()
	const t = useMessages(personalMessages).contest
	const lang = useLang()
	return (
		<div className="wrap max-w-[41rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead(what, when)}</p>
			{contested ? (
				<>
					<div className="mt-6">
						<Notice tone="ok" live>
							{t.done[done ?? 'told']}
						</Notice>
					</div>
					<p className="mt-6">
						<a href={localPath(lang, '/connexion')}>{t.signIn}</a>
					</p>
				</>
			) : (
				<>
					<p className="mt-4">{t.what}</p>
					<form method="post" className="mt-6">
						<Button>{t.submit}</Button>
					</form>
					<p className="mt-6 text-small text-ink-2">{t.mine}</p>
				</>
			)}
		</div>
	)
}
