import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireCustomer, safePath } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { RECENT_MINUTES, revokeSession, signedInLately } from '~/auth/sessions.server'
import { sendCode, signInWithCode } from '~/auth/sign-in.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { authMessages } from '~/i18n/auth'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

/** Before what cannot be undone: a code by e-mail again, unless somebody signed in just now. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person, sessionId, lang } = await requireCustomer(request)
	const to = safePath(new URL(request.url).searchParams.get('to'), localPath(lang, '/compte'))
	if (await signedInLately(person.id, sessionId)) throw redirect(to)
	const t = messagesIn(personalMessages, lang).confirm
	return { title: `${t.title} · ${settings().brand.name}`, to, email: person.email, minutes: RECENT_MINUTES }
}

export async function action({ request }: ActionFunctionArgs) {
	const { person, customer, sessionId, visitId, lang } = await requireCustomer(request)
	await limit('sign-in', request, person.id)
	const form = await request.formData()
	const to = safePath(form.get('to'), localPath(lang, '/compte'))
	if (form.get('intent') !== 'code') {
		await limit('sign-in-code', request, person.email)
		await sendCode(person.email)
		return data({ sent: true, error: null })
	}
	const t = messagesIn(authMessages, lang)
	const code = String(form.get('code') ?? '').replace(/\D/g, '')
	if (code.length !== 6) return data({ sent: true, error: t.codeMissing }, { status: 400 })
	await limit('sign-in-code', request, `code ${person.email}`)
	const entered = await signInWithCode({ email: person.email, code, headers: request.headers })
	if (!entered.ok) {
		const label = messagesIn(personalMessages, lang).confirm.step
		await recordStep({ visitId, kind: 'form', label, failed: true, href: '/compte/confirmer' })
		await recordFriction({
			...{ visitId, kind: 'action-failed', label, path: '/compte/confirmer', lang, customerId: customer.id },
			...{ causeKey: 'confirm-identity:wrong', detail: { reason: 'wrong' } },
		})
		return data({ sent: true, error: t.codeWrong }, { status: 400 })
	}
	// The new session takes the place of the one it confirms.
	if (sessionId) await revokeSession(person.id, sessionId)
	const headers = new Headers()
	for (const cookie of entered.cookies) headers.append('Set-Cookie', cookie)
	return redirect(to, { headers, status: 303 })
}

export default function ConfirmIdentity() {
	const { to, email, minutes } = useLoaderData<typeof loader>()
	const asked = useActionData<typeof action>()
	const all = useMessages(personalMessages)
	const t = all.confirm
	const auth = useMessages(authMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[41rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-3 break-words text-lead">{asked?.sent ? t.sent(email) : t.lead(minutes)}</p>
			<form method="post" className="mt-7 grid gap-5" noValidate>
				<input type="hidden" name="to" value={to} />
				{asked?.sent && (
					<TextField
						id="code"
						name="code"
						inputMode="numeric"
						autoComplete="one-time-code"
						className="num"
						label={auth.code}
						hint={auth.codeHint}
						error={asked.error}
					/>
				)}
				<div className="flex flex-wrap gap-3">
					{asked?.sent && (
						<Button name="intent" value="code">
							{t.submit}
						</Button>
					)}
					<Button name="intent" value="send" variant={asked?.sent ? 'quiet' : 'action'}>
						{asked?.sent ? auth.again : t.send}
					</Button>
				</div>
			</form>
			{asked?.error && (
				<p className="mt-6">
					{all.code.stuck} <a href={`${localPath(lang, '/ecrire')}?depuis=/compte/confirmer`}>{all.code.write}</a>
				</p>
			)}
		</div>
	)
}
