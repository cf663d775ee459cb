import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getVisitor, safePath } from '~/auth/guards.server'
import { addressPrefixOf, limit } from '~/auth/limits.server'
import { forgetSteps, trailOf } from '~/friction/record.server'
import { availability } from '~/handoff/availability.server'
import { askForCallback, findProof } from '~/handoff/callback-asking.server'
import { CallbackFormPage } from '~/handoff/callback-form'
import { CallbackForm } from '~/handoff/callback-form-fields'
import { trackingPath } from '~/handoff/callback-links.server'
import { askedAgain, type FormErrors, refusalInWords } from '~/handoff/callback-refusal-words.server'
import { isNowCapped } from '~/handoff/callback-refusals.server'
import { slotDaysFor } from '~/handoff/callback-slot-view.server'
import { lastAdvisorOf } from '~/handoff/callbacks.server'
import { chatDoor } from '~/handoff/chat-door.server'
import { trailLines } from '~/handoff/chat-trail.server'
import { askForChat } from '~/handoff/conversations.server'
import { heldChats } from '~/handoff/held-chats.server'
import { openingAt } from '~/handoff/hours.server'
import { countRefusal } from '~/handoff/refused-form.server'
import { callbackMessages } from '~/i18n/callback'
import { formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const visitor = await getVisitor(request)
	const { lang, customer } = visitor
	const url = new URL(request.url)
	const resumedId = url.searchParams.get('reprendre')
	const [days, trail, soonest, nowCapped, resumed] = await Promise.all([
		slotDaysFor(lang, { reason: url.searchParams.get('motif') ?? '', phone: customer?.phone ?? '' }),
		trailOf(visitor.visitId),
		nowInWords(lang),
		isNowCapped(),
		resumedId ? findProof(resumedId) : null,
	])
	const { reasons, callback, country, brand } = settings()
	return data({
		title: messagesIn(callbackMessages, lang).title,
		brand: brand.name,
		requestKey: randomUUID(),
		resumed: askedAgain(resumedId === null ? undefined : resumed, url.searchParams.get('refus'), { lang, days }),
		from: formatPhone(carrier().fromNumber, country),
		soonest: nowCapped ? messagesIn(callbackMessages, lang).form.nowCapped : soonest,
		nowCapped,
		days,
		lastAdvisor: (await lastAdvisorOf(customer?.id ?? null))?.firstName ?? null,
		relayUrl: callback.relayUrl,
		inWriting: url.searchParams.get('par') === 'ecrit',
		slotMinutes: callback.slotMinutes,
		reasons: reasons.map((reason) => ({ id: reason.id, label: reason[lang] })),
		trail: trailLines(trail, lang),
		askedFrom: safePath(url.searchParams.get('depuis'), ''),
		known: {
			phone: customer?.phone ? formatPhone(customer.phone, country) : '',
			firstName: customer?.firstName ?? '',
			email: customer?.email ?? '',
			subject: (url.searchParams.get('q') ?? '').slice(0, 300),
			reason: reasons.find(({ id }) => id === url.searchParams.get('motif'))?.id ?? '',
		},
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const visitor = await getVisitor(request)
	await limit('callback', request, visitor.person?.id ?? visitor.visitId)
	const form = await request.formData()
	const submission = parseWithZod(form, { schema: CallbackForm })
	if (submission.status !== 'success') return sendBack(visitor, form, fieldErrors(submission.error ?? {}, visitor.lang))

	const { when, slot, remove, askedFrom, refusals: _, email, sameAdvisor, channel, ...asked } = submission.value
	const { refusal: t } = messagesIn(callbackMessages, visitor.lang)
	if (when === 'slot' && !slot) return sendBack(visitor, form, { slot: t.slot })
	const address = email ?? visitor.customer?.email ?? null
	if (channel === 'text' && when === 'slot' && !address) return sendBack(visitor, form, { email: t.emailMissing })
	const inWritingNow = channel === 'text' && when === 'now'
	if (inWritingNow && !(await chatDoor(visitor.lang, new Date())).open)
		return sendBack(visitor, form, { slot: t.doorShut })
	if (channel === 'text' && !visitor.customer) await limit('in-writing', request, visitor.visitId)
	await forgetSteps(visitor.visitId, remove)
	const asking = {
		...asked,
		slotStart: when === 'slot' && slot ? new Date(slot) : null,
		...{ phone: channel === 'text' ? '' : asked.phone, email: channel === 'text' ? address : (email ?? null) },
		wishedAdvisorId: sameAdvisor ? ((await lastAdvisorOf(visitor.customer?.id ?? null))?.id ?? null) : null,
		channel: channel === 'relay' && !settings().callback.relayUrl ? ('voice' as const) : channel,
		lang: asked.spokenLang ?? visitor.lang,
		trail: (await trailOf(visitor.visitId)).filter(({ id }) => !remove.includes(id)),
		askedFrom: safePath(askedFrom, '') || null,
		visitId: visitor.visitId,
		customerId: visitor.customer?.id ?? null,
		heldChats: await heldChats(request),
	}
	if (inWritingNow) {
		// Now and in writing is a chat.
		const said = asked.subject || messagesIn(callbackMessages, visitor.lang).text.tracking.firstWordsNow
		const { conversation } = await askForChat({
			...asking,
			held: asking.heldChats,
			subject: said.slice(0, 120),
			body: said,
		})
		return redirect(localPath(visitor.lang, `/echanges/${conversation.id}`), 303)
	}
	const outcome = await askForCallback(asking, addressPrefixOf(request))
	if (outcome.ok) return redirect(trackingPath(outcome.callback), 303)
	if (outcome.reason === 'to-prove') return redirect(localPath(visitor.lang, `/rappel/numero/${outcome.proofId}`), 303)
	const mine =
		outcome.reason === 'already' && outcome.mine
			? { reference: outcome.callback.reference, path: trackingPath(outcome.callback) }
			: null
	const words = refusalInWords(outcome, asked.phone, visitor.lang)
	// Nothing is said beside a field that is not asked for.
	if (channel === 'text' && words.phone) {
		const { tooMany } = messagesIn(callbackMessages, visitor.lang).text
		return sendBack(visitor, form, { email: outcome.reason === 'too-many' ? tooMany : words.phone }, mine)
	}
	return sendBack(visitor, form, words, mine)
}

type Visitor = Awaited<ReturnType<typeof getVisitor>>

/** The form as it was sent, with what to mend. The second time it is a failure of ours, and is logged. */
async function sendBack(
	{ visitId, lang, customer }: Visitor,
	form: FormData,
	errors: FormErrors,
	already: { reference: string; path: string } | null = null,
) {
	const value = (name: string) => String(form.get(name) ?? '').slice(0, 600)
	const refusals = await countRefusal({
		...{ before: Number(value('refusals') || 0), errors, label: 'callback', visitId, lang },
		path: safePath(value('askedFrom'), '/rappel'),
		customerId: customer?.id,
	})
	const names = [
		'requestKey',
		'when',
		'slot',
		'phone',
		'firstName',
		'reason',
		'subject',
		'email',
		'askedFrom',
		'sameAdvisor',
		'channel',
		'spokenLang',
	] as const
	const values = Object.fromEntries(names.map((name) => [name, value(name)])) as Record<(typeof names)[number], string>
	// The hours at the number's place, and who is left for the reason: known only now.
	const known = settings().reasons.some(({ id }) => id === values.reason)
	const days = await slotDaysFor(lang, { reason: known ? values.reason : '', phone: values.phone })
	return data(
		{ errors, values, refusals, days, removed: form.getAll('remove').map(String), already },
		{ status: already ? 409 : 400 },
	)
}

function fieldErrors(errors: Record<string, string[] | null>, lang: Lang): FormErrors {
	const { refusal: t, form } = messagesIn(callbackMessages, lang)
	return {
		...(errors.phone ? { phone: t.invalid } : {}),
		...(errors.firstName ? { firstName: t.firstName } : {}),
		...(errors.reason ? { reason: form.sort } : {}),
		...(errors.email ? { email: t.email } : {}),
		...(errors.slot ? { slot: t.slot } : {}),
	}
}

/** « Vers 11 h 05, selon la file », or from when. */
async function nowInWords(lang: Lang): Promise<string> {
	const now = new Date()
	const t = messagesIn(callbackMessages, lang)
	const { timeZone } = settings()
	const opening = openingAt('callback', now)
	if (!opening.open && opening.opensAt)
		return t.form.nowClosed(
			t.when.again(
				formatRelativeDay(lang, opening.opensAt, now, timeZone),
				formatTime(lang, opening.opensAt, timeZone),
			),
		)
	const wait = (await availability()).callback.expectedWaitSeconds
	if (wait === null) return t.form.nowAlone
	const fiveMinutes = 300_000
	const about = new Date(Math.ceil((now.getTime() + wait * 1_000) / fiveMinutes) * fiveMinutes)
	return t.form.nowHint(formatTime(lang, about, timeZone))
}

export default function Rappel() {
	const page = useLoaderData<typeof loader>()
	const sentBack = useActionData<typeof action>()
	return <CallbackFormPage {...page} sentBack={sentBack ?? page.resumed} />
}
