import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { requireReadable } from '~/desk/access.server'
import { readAmongUs } from '~/desk/among-us.server'
import { AmongUsNotices } from '~/desk/among-us-notices'
import { ContactFrame } from '~/desk/contact-frame'
import { readContext } from '~/desk/context.server'
import { ContextPanel } from '~/desk/context-panel'
import { Notes } from '~/desk/notes'
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
	const { contact, access } = await requireReadable({ kind: 'messages', id: params.id }, person, 'page')
	const message = await findLeftMessage(contact.id)
	if (!message) throw notFound()
	const found = await findCase(message.caseId)
	const byPhone = message.contact.startsWith('+')
	return {
		id: message.id,
		firstName: message.firstName,
		body: message.body,
		isOurs: message.isOurs,
		at: message.at,
		amongUs: await readAmongUs(contact, access, person),
		state: message.state,
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

export { ContactGone as ErrorBoundary } from '~/desk/contact-gone'

export default function DeskMessage() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(deskMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<ContactFrame
			key={page.id}
			anchor="message"
			name={page.firstName}
			title={(page.isOurs ? t.message.oursTitle : t.message.title)(page.firstName)}
			subject={
				<span className="num">
					{formatRelativeDay(lang, new Date(page.at), new Date(), timeZone)},{' '}
					{formatTime(lang, new Date(page.at), timeZone)} · {t.message.contact} {page.contact}
				</span>
			}
			notices={<AmongUsNotices amongUs={page.amongUs} />}
			aside={<ContextPanel context={page.context} taken={false} />}
		>
			{page.isOurs && (
				<div className="mb-4">
					<Notice>{t.message.ours}</Notice>
				</div>
			)}
			<p className="bubble bubble-them whitespace-pre-wrap">{page.body}</p>
			{page.state === 'withdrawn' ? (
				<div className="mt-6">
					<Notice>{t.message.withdrawn}</Notice>
				</div>
			) : page.state === 'answered' ? (
				<div className="mt-6">
					<Notice tone="ok">{t.message.already}</Notice>
					<p className="bubble bubble-me mt-4 whitespace-pre-wrap">{page.answer}</p>
				</div>
			) : (
				<Form method="post" className="mt-6 grid gap-4">
					<TextArea
						id="answer"
						data-desk="reply"
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
			<Notes kind="messages" amongUs={page.amongUs} />
		</ContactFrame>
	)
}
