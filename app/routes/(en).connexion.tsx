import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect, redirectDocument } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listDemoPeople } from '~/auth/demo-people.server'
import { getVisitor, notFound, safePath } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { homeOf } from '~/auth/roles'
import { sendCode, signInDemoPerson, signInWithCode } from '~/auth/sign-in.server'
import { environment } from '~/env.server'
import { authMessages } from '~/i18n/auth'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang, person } = await getVisitor(request)
	const to = new URL(request.url).searchParams.get('to')
	if (person) throw redirect(safePath(to, homePath(person.role, lang)))
	return {
		title: `${messagesIn(authMessages, lang).title} · ${settings().brand.name}`,
		to: safePath(to, ''),
		demoPeople: environment().DEMO ? await listDemoPeople() : [],
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { lang } = await getVisitor(request)
	const t = messagesIn(authMessages, lang)
	const form = await request.formData()
	const to = safePath(form.get('to'), '')
	const intent = form.get('intent')
	if (intent === 'demo') {
		if (!environment().DEMO) throw notFound()
		const email = String(form.get('email'))
		if (!(await listDemoPeople()).some((person) => person.email === email)) throw notFound()
		return enter(await signInDemoPerson({ email, headers: request.headers }))
	}

	// The demo's people have no secret to guess; everybody else's codes are counted.
	await limit('sign-in', request)
	const email = parseWithZod(form, { schema: z.object({ email: z.email({ error: t.emailWrong }) }) })
	if (email.status !== 'success') {
		const typed = String(form.get('email') ?? '').trim()
		return data({ step: 'email' as const, email: typed, error: typed ? t.emailWrong : t.emailMissing }, { status: 400 })
	}
	const address = email.value.email.toLowerCase()

	if (intent === 'code') {
		await limit('sign-in-code', request, `code ${address}`)
		const code = String(form.get('code') ?? '').replace(/\D/g, '')
		if (code.length !== 6) return data({ step: 'code' as const, email: address, error: t.codeMissing }, { status: 400 })
		const entered = await signInWithCode({ email: address, code, headers: request.headers })
		if (!entered.ok) return data({ step: 'code' as const, email: address, error: t.codeWrong }, { status: 400 })
		return enter(entered)
	}

	await limit('sign-in-code', request, address)
	await sendCode(address)
	return data({ step: 'code' as const, email: address, error: null })

	function enter(signIn: Awaited<ReturnType<typeof signInWithCode>>) {
		if (!signIn.ok) throw notFound()
		const headers = new Headers()
		for (const cookie of signIn.cookies) headers.append('Set-Cookie', cookie)
		// Staff pages have a policy of their own, which comes with the document.
		const go = signIn.person.role === 'customer' ? redirect : redirectDocument
		return go(to || homePath(signIn.person.role, lang), { headers, status: 303 })
	}
}

function homePath(role: Parameters<typeof homeOf>[0], lang: 'fr' | 'en') {
	return role === 'customer' ? localPath(lang, homeOf(role)) : homeOf(role)
}

export default function SignIn() {
	const { to, demoPeople } = useLoaderData<typeof loader>()
	const asked = useActionData<typeof action>()
	const t = useMessages(authMessages)
	const atCode = asked?.step === 'code'
	return (
		<div className="wrap grid gap-12 py-10 md:py-14 lg:grid-cols-[minmax(0,28rem)_1fr] lg:gap-20">
			<div>
				<h1 className="text-h1">{atCode ? t.codeTitle : t.title}</h1>
				{atCode ? (
					<>
						<div className="mt-4">
							<Notice live>{t.codeSent(asked.email)}</Notice>
						</div>
						<Form method="post" className="mt-6 grid gap-5" noValidate>
							<input type="hidden" name="to" value={to} />
							<input type="hidden" name="email" value={asked.email} />
							<TextField
								label={t.code}
								hint={t.codeHint}
								error={asked.error}
								name="code"
								inputMode="numeric"
								autoComplete="one-time-code"
								maxLength={12}
								className="num"
								autoFocus
							/>
							<div className="flex flex-wrap gap-3">
								<Button name="intent" value="code">
									{t.enter}
								</Button>
								<Button name="intent" value="send" variant="quiet">
									{t.again}
								</Button>
							</div>
						</Form>
						<p className="mt-6 text-small text-ink-2">{t.nothing}</p>
					</>
				) : (
					<>
						<p className="mt-3 text-lead">{t.lead}</p>
						<Form method="post" className="mt-6 grid gap-5" noValidate>
							<input type="hidden" name="to" value={to} />
							<TextField
								label={t.email}
								hint={t.emailHint}
								error={asked?.error}
								type="email"
								name="email"
								autoComplete="email"
								defaultValue={asked?.email}
							/>
							<div>
								<Button name="intent" value="send">
									{t.send}
								</Button>
							</div>
						</Form>
					</>
				)}
			</div>
			{demoPeople.length > 0 && (
				<section aria-labelledby="demo" className="card h-fit p-5 md:p-6">
					<h2 id="demo" className="text-h3">
						{t.demoTitle}
					</h2>
					<p className="mt-1 text-small text-ink-2">{t.demoLead}</p>
					<ul className="mt-4 grid gap-2">
						{demoPeople.map((person) => (
							<li key={person.email}>
								<Form method="post">
									<input type="hidden" name="to" value={to} />
									<input type="hidden" name="email" value={person.email} />
									<button type="submit" name="intent" value="demo" className="btn btn-outline w-full justify-between">
										<span>{person.name}</span>
										<span className="font-normal text-ink-2">{t.roles[person.role]}</span>
									</button>
								</Form>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	)
}
