import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getVisitor, safePath, type Visitor } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { forgetSteps, recordFriction, trailOf } from '~/friction/record.server'
import { type AskSentBack, ChatAskPage } from '~/handoff/chat-ask-page'
import { chatDoor } from '~/handoff/chat-door.server'
import { AskForm, LONGEST_FIRST_MESSAGE } from '~/handoff/chat-form-fields'
import { trailLines } from '~/handoff/chat-trail.server'
import { askForChat, findLiveConversation, listConversationsOf } from '~/handoff/conversations.server'
import { chatOwner } from '~/handoff/held-chats.server'
import { countRefusal } from '~/handoff/refused-form.server'
import { chatMessages } from '~/i18n/chat'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const visitor = await getVisitor(request)
	const { lang, visitId, customer } = visitor
	const owner = await chatOwner(request)
	const live = await findLiveConversation(owner)
	if (live) throw redirect(localPath(lang, `/echanges/${live.id}`))
	const url = new URL(request.url)
	const [door, trail, before] = await Promise.all([chatDoor(lang), trailOf(visitId), listConversationsOf(owner)])
	const { reasons, brand } = settings()
	return data({
		title: messagesIn(chatMessages, lang).ask.title,
		brand: brand.name,
		door,
		requestKey: randomUUID(),
		reasons: reasons.map((reason) => ({ id: reason.id, label: reason[lang] })),
		trail: trailLines(trail, lang),
		askedFrom: safePath(url.searchParams.get('depuis'), ''),
		known: {
			firstName: customer?.firstName ?? before[0]?.firstName ?? '',
			body: (url.searchParams.get('q') ?? '').slice(0, LONGEST_FIRST_MESSAGE),
			reason: reasons.find(({ id }) => id === url.searchParams.get('motif'))?.id ?? '',
		},
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const visitor = await getVisitor(request)
	const { lang, visitId } = visitor
	await limit('chat', request, visitor.person?.id ?? visitor.visitId)
	const form = await request.formData()
	const submission = parseWithZod(form, { schema: AskForm })
	if (submission.status !== 'success') return sendBack(visitor, form, fieldErrors(submission.error ?? {}, lang))

	const { remove, askedFrom, body, reason, firstName, requestKey } = submission.value
	const reasons = settings().reasons
	if (!reasons.some(({ id }) => id === reason))
		return sendBack(visitor, form, { reason: messagesIn(chatMessages, lang).ask.missing.reason })
	const owner = await chatOwner(request)
	if (!(await chatDoor(lang, new Date())).open && !(await findLiveConversation(owner)))
		return sendBack(visitor, form, {}, true)

	await forgetSteps(visitId, remove)
	const { conversation } = await askForChat({
		...owner,
		...{ firstName, body, reason, lang, requestKey },
		subject: firstLine(body),
		askedFrom: safePath(askedFrom, '') || null,
		trail: await trailOf(visitId),
	})
	return redirect(localPath(lang, `/echanges/${conversation.id}`), 303)
}

const SUBJECT_LENGTH = 120

function firstLine(body: string): string {
	const line = body.split('\n')[0]?.trim() ?? ''
	return line.length > SUBJECT_LENGTH ? `${line.slice(0, SUBJECT_LENGTH - 1)}…` : line
}

/** The form as it was sent, with what to mend. The second time it is a failure of ours, and is logged. */
async function sendBack(
	{ visitId, lang, customer }: Visitor,
	form: FormData,
	errors: AskSentBack['errors'],
	shut = false,
) {
	const value = (name: string) => String(form.get(name) ?? '').slice(0, LONGEST_FIRST_MESSAGE + 500)
	const before = Number(value('refusals') || 0)
	const path = safePath(value('askedFrom'), '/ecrire')
	const of = { label: 'chat', path, visitId, lang, customerId: customer?.id }
	if (shut) await recordFriction({ kind: 'handoff-closed', ...of })
	const refusals = shut ? before : await countRefusal({ before, errors, ...of })
	const names = ['requestKey', 'firstName', 'body', 'reason', 'askedFrom'] as const
	const values = Object.fromEntries(names.map((name) => [name, value(name)])) as AskSentBack['values']
	values.askedFrom = safePath(values.askedFrom, '')
	return data(
		{ errors, values, refusals, removed: form.getAll('remove').map(String), shut },
		{ status: shut ? 409 : 400 },
	)
}

function fieldErrors(errors: Record<string, string[] | null>, lang: Lang): AskSentBack['errors'] {
	const { missing: t } = messagesIn(chatMessages, lang).ask
	return {
		...(errors.body ? { body: errors.body.includes('too-long') ? t.tooLong(LONGEST_FIRST_MESSAGE) : t.body } : {}),
		...(errors.firstName ? { firstName: t.firstName } : {}),
		...(errors.reason ? { reason: t.reason } : {}),
	}
}

export default function Ecrire() {
	const page = useLoaderData<typeof loader>()
	const sentBack = useActionData<typeof action>()
	return <ChatAskPage {...page} sentBack={sentBack ?? null} />
}
