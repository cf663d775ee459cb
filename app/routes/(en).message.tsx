import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { getVisitor, safePath, type Visitor } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { forgetSteps, trailOf } from '~/friction/record.server'
import { LONGEST_FIRST_MESSAGE, MessageForm } from '~/handoff/chat-form-fields'
import { LeaveMessagePage, type MessageSentBack } from '~/handoff/chat-message-page'
import { waitingToLeave } from '~/handoff/chat-to-callback.server'
import { trailLines } from '~/handoff/chat-trail.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { answerDueAt, leaveMessage } from '~/handoff/left-messages.server'
import { messagesSince } from '~/handoff/messages.server'
import { callableNumber } from '~/handoff/numbers.server'
import { countRefusal } from '~/handoff/refused-form.server'
import { chatMessages } from '~/i18n/chat'
import { formatDay } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang, visitId, customer } = await getVisitor(request)
	const waiting = await waitingToLeave(await chatOwner(request))
	const written = waiting ? await messagesSince(waiting.chat.id, 0) : []
	const url = new URL(request.url)
	const { brand, timeZone } = settings()
	return data({
		title: messagesIn(chatMessages, lang).left.title,
		brand: brand.name,
		requestKey: randomUUID(),
		answeredBy: formatDay(lang, answerDueAt(new Date()), timeZone),
		trail: trailLines(await trailOf(visitId), lang),
		askedFrom: safePath(url.searchParams.get('depuis'), ''),
		known: {
			firstName: customer?.firstName ?? waiting?.chat.firstName ?? '',
			contact: customer?.email ?? waiting?.chat.contactEmail ?? '',
			// What was written to nobody yet is not to be written again.
			body: (
				url.searchParams.get('q') ??
				written
					.filter(({ author }) => author === 'customer')
					.map(({ body }) => body)
					.join('\n')
			).slice(0, LONGEST_FIRST_MESSAGE),
		},
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const visitor = await getVisitor(request)
	const { lang, visitId, person } = visitor
	await limit('chat', request, person?.id ?? visitId)
	const form = await request.formData()
	if (form.get('intent') === 'carry') return carried(visitor, form)
	const submission = parseWithZod(form, { schema: MessageForm })
	if (submission.status !== 'success') return sendBack(visitor, form, fieldErrors(submission.error ?? {}, lang))

	const { remove, askedFrom, contact, firstName, body, requestKey } = submission.value
	const checked = await checkContact(contact)
	if (!checked.ok)
		return sendBack(visitor, form, { contact: messagesIn(chatMessages, lang).left.missing[checked.reason] })
	await forgetSteps(visitId, remove)
	const { message } = await leaveMessage({
		...{ ...(await chatOwner(request)), requestKey, firstName, body, lang },
		contact: checked.contact,
		provenEmail: person ? person.email.toLowerCase() : null,
		askedFrom: safePath(askedFrom, '') || null,
		trail: await trailOf(visitId),
	})
	return redirect(localPath(lang, `/message/${message.reference}`), 303)
}

/** An e-mail address in small letters, or a number that may be called, in E.164. */
async function checkContact(
	written: string,
): Promise<{ ok: true; contact: string } | { ok: false; reason: 'email' | 'phone' | 'contact' }> {
	if (written.includes('@')) {
		const email = z.email().safeParse(written.toLowerCase())
		return email.success ? { ok: true, contact: email.data } : { ok: false, reason: 'email' }
	}
	if (!/\d/.test(written)) return { ok: false, reason: 'contact' }
	const number = await callableNumber(written)
	return number.ok ? { ok: true, contact: number.number } : { ok: false, reason: 'phone' }
}

/** Words written to somebody who is no longer there: the form holds them, nothing is wrong with them. */
function carried({ customer }: Visitor, form: FormData) {
	const values = { ...valuesOf(form), contact: customer?.email ?? '' }
	return data({ errors: {}, values, refusals: 0, removed: form.getAll('remove').map(String) })
}

/** The form as it was sent, with what to mend. The second time it is a failure of ours, and is logged. */
async function sendBack({ visitId, lang, customer }: Visitor, form: FormData, errors: MessageSentBack['errors']) {
	const values = valuesOf(form)
	const before = Number(form.get('refusals') || 0)
	const path = values.askedFrom || '/message'
	const refusals = await countRefusal({
		...{ before, errors, label: 'message', path, visitId, lang },
		customerId: customer?.id,
	})
	return data({ errors, values, refusals, removed: form.getAll('remove').map(String) }, { status: 400 })
}

function valuesOf(form: FormData): MessageSentBack['values'] {
	const value = (name: string) => String(form.get(name) ?? '').slice(0, LONGEST_FIRST_MESSAGE + 500)
	return {
		requestKey: value('requestKey'),
		firstName: value('firstName'),
		contact: value('contact'),
		body: value('body'),
		askedFrom: safePath(value('askedFrom'), ''),
	}
}

function fieldErrors(errors: Record<string, string[] | null>, lang: Lang): MessageSentBack['errors'] {
	const { left, ask } = messagesIn(chatMessages, lang)
	return {
		...(errors.body
			? { body: errors.body.includes('too-long') ? ask.missing.tooLong(LONGEST_FIRST_MESSAGE) : left.missing.body }
			: {}),
		...(errors.firstName ? { firstName: ask.missing.firstName } : {}),
		...(errors.contact ? { contact: left.missing.contact } : {}),
	}
}

export default function Message() {
	const page = useLoaderData<typeof loader>()
	const sentBack = useActionData<typeof action>()
	return <LeaveMessagePage {...page} sentBack={sentBack ?? null} />
}
