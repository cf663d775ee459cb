import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { readContext } from '~/desk/context.server'
import { ContextPanel } from '~/desk/context-panel'
import { findCase } from '~/handoff/cases.server'
import { answerLeftMessage, findLeftMessage } from '~/handoff/left-messages.server'
import { deskMessages } from '~/i18n/desk'
import { formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { Notice } from '~/ui/notice'

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const message = params.id ? await findLeftMessage(params.id) : null
	if (!message) throw notFound()
	const found = await findCase(message.caseId)
	const byPhone = message.contact.startsWith('+')
	return {
		id: message.id,
		firstName: message.firstName,
		body: message.body,
		at: message.at,
		answered: message.state === 'answered',
		answer: message.answer,
		byPhone,
		contact: byPhone ? formatPhone(message.contact, settings().country) : message.contact,
		context: await readContext({
			...message,
			kind: 'messages',
			askedFrom: null,
			caseReference: found?.reference ?? '',
			person,
		}),
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const t = messagesIn(deskMessages, person.lang).message
	const answer = String((await request.formData()).get('answer') ?? '').trim()
	if (!answer) return data({ error: t.missing }, { status: 400 })
	const stored = await answerLeftMessage({
		id: params.id ?? '',
		advisorId: person.id,
		advisorName: person.name.split(' ')[0] ?? person.name,
		answer,
	})
	if (!stored) return data({ error: t.already }, { status: 409 })
	return redirect('/desk', 303)
}

export default function DeskMessage() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(deskMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="grid min-h-0 lg:grid-cols-[minmax(0,1fr)_21rem]" key={page.id}>
			<section aria-labelledby="message" className="scroller bg-surface p-4 md:p-6">
				<nav aria-label={t.views} className="tabs mb-4 md:hidden">
					<Link to="/desk">{t.queue}</Link>
					<a href="#message" aria-current="page">
						{page.firstName}
					</a>
					<a href="#fil">{t.trailTab}</a>
				</nav>
				<h1 id="message" className="text-h2">
					{t.message.title(page.firstName)}
				</h1>
				<p className="num mt-1 text-mini text-ink-2">
					{formatRelativeDay(lang, new Date(page.at), new Date(), timeZone)},{' '}
					{formatTime(lang, new Date(page.at), timeZone)} · {t.message.contact} {page.contact}
				</p>
				<p className="bubble bubble-them mt-4 whitespace-pre-wrap">{page.body}</p>
				{page.answered ? (
					<div className="mt-6">
						<Notice tone="ok">{t.message.already}</Notice>
						<p className="bubble bubble-me mt-4 whitespace-pre-wrap">{page.answer}</p>
					</div>
				) : (
					<Form method="post" className="mt-6 grid gap-4">
						<TextArea
							id="answer"
							name="answer"
							rows={6}
							label={t.message.answer}
							hint={page.byPhone ? t.message.byPhone : t.message.answerHint}
							error={refused?.error}
						/>
						<div>
							<Button>{t.message.send}</Button>
						</div>
					</Form>
				)}
			</section>
			<aside
				aria-label={t.context(page.firstName)}
				className="scroller border-l border-line p-5 text-[0.9375rem] max-lg:border-t"
			>
				<ContextPanel context={page.context} taken={false} />
			</aside>
		</div>
	)
}
