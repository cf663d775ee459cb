import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Laptop, Smartphone } from 'lucide-react'
import { nameBrowser } from '~/accounts/browser-name'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { listSessions, revokeSession } from '~/auth/sessions.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatRelativeDay, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const DONE = ['revoked', 'revokedAlready', 'revokedOthers'] as const

export async function loader({ request }: LoaderFunctionArgs) {
	const { person, sessionId, lang } = await requireCustomer(request)
	const done = new URL(request.url).searchParams.get('fait')
	const sessions = await listSessions(person.id)
	return {
		title: `${messagesIn(accountMessages, lang).security} · ${settings().brand.name}`,
		now: new Date(),
		done: DONE.find((one) => one === done) ?? null,
		sessions: sessions.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
			id,
			...nameBrowser(userAgent),
			createdAt,
			lastSeenAt,
			current: id === sessionId,
		})),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person, sessionId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const form = await request.formData()
	if (form.get('intent') === 'others') {
		const others = (await listSessions(person.id)).filter((session) => session.id !== sessionId)
		for (const other of others) await revokeSession(person.id, other.id)
		return redirect(answer('revokedOthers'), 303)
	}
	const ended = await revokeSession(person.id, String(form.get('sessionId') ?? ''))
	return redirect(answer(ended ? 'revoked' : 'revokedAlready'), 303)

	function answer(done: (typeof DONE)[number]) {
		return `${localPath(lang, '/compte/securite')}?fait=${done}`
	}
}

export default function SecurityPage() {
	const { sessions, done } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	const others = sessions.filter((session) => !session.current)
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.security}</h1>
			<p className="mt-3 text-lead">{t.securityLead}</p>
			{done && (
				<div className="mt-6">
					<Notice tone="ok" live>
						{t[done]}
					</Notice>
				</div>
			)}
			<ul className="mt-6 grid gap-3">
				{sessions.map((session) => (
					<SessionRow key={session.id} session={session} />
				))}
			</ul>
			{others.length > 1 && (
				<form method="post" className="mt-6">
					<Button variant="outline" name="intent" value="others">
						{t.revokeOthers}
					</Button>
				</form>
			)}
		</div>
	)
}

type Session = ReturnType<typeof useLoaderData<typeof loader>>['sessions'][number]

function SessionRow({ session }: { session: Session }) {
	const { now } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const name =
		session.browser && session.system
			? t.browserOn(session.browser, session.system)
			: (session.browser ?? session.system ?? t.unknownBrowser)
	const seen = `${formatRelativeDay(lang, session.lastSeenAt, now, timeZone)}, ${formatTime(lang, session.lastSeenAt, timeZone)}`
	const Icon = session.system === 'iPhone' || session.system === 'Android' ? Smartphone : Laptop
	return (
		<li className="card flex flex-wrap items-center gap-x-4 gap-y-3 p-4 md:px-5">
			<Icon className="icon size-6 text-action" aria-hidden="true" />
			<div className="flex-1 basis-52">
				<p className="font-semibold">
					{name} {session.current && <Tag tone="ok">{t.thisBrowser}</Tag>}
				</p>
				<p className="text-small text-ink-2">
					{t.signedInOn(formatDate(lang, session.createdAt, timeZone))} · {t.lastSeen(seen)}
				</p>
			</div>
			{!session.current && (
				<form method="post">
					<input type="hidden" name="sessionId" value={session.id} />
					<Button variant="outline" aria-label={t.revokeNamed(name)}>
						{t.revoke}
					</Button>
				</form>
			)}
		</li>
	)
}
