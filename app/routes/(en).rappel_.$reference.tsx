import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { findPerson } from '~/auth/people.server'
import type { Callback } from '~/handoff/callback-events.server'
import { replaceLink, trackingPath } from '~/handoff/callback-links.server'
import { slotDaysFor } from '~/handoff/callback-slot-view.server'
import { CallbackTracking, LinkOver } from '~/handoff/callback-tracking'
import { undoChange } from '~/handoff/callback-undo.server'
import { trackingViewOf } from '~/handoff/callback-view.server'
import {
	callbackOfOldLink,
	cancelCallback,
	findCallback,
	findOwnCallback,
	moveCallback,
} from '~/handoff/callbacks.server'
import { ConclusionCard } from '~/handoff/conclusion-card'
import { conclusionOf, correctConclusion } from '~/handoff/conclusions.server'
import { effortStep, takeEffort } from '~/handoff/effort-form.server'
import { EffortQuestion } from '~/handoff/effort-question'
import { comeIn } from '~/handoff/text-appointments.server'
import { callbackMessages } from '~/i18n/callback'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title ?? ''} · ${page?.brand ?? ''}` },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { callback, isOver, lang, customer } = await requireOwn(request, params.reference)
	const url = new URL(request.url)
	const brand = settings().brand.name
	const linkSent = url.searchParams.has('envoye')
	if (isOver) {
		const title = messagesIn(callbackMessages, lang).tracking.expiredLink
		return data(
			{ over: true as const, inWriting: callback.channel === 'text', brand, title, linkSent },
			{ status: 410 },
		)
	}
	const view = await trackingViewOf(callback, lang)
	const linkKey = url.searchParams.get('cle')
	const moving = url.searchParams.has('deplacer') && view.movable
	return data({
		over: false as const,
		brand,
		title: view.state,
		view,
		days: moving ? await slotDaysFor(lang, callback) : null,
		slotMinutes: settings().callback.slotMinutes,
		linkKey,
		here: `${localPath(lang, `/rappel/${callback.reference}`)}${linkKey ? `?cle=${encodeURIComponent(linkKey)}` : ''}`,
		linkReplaced: url.searchParams.has('remplace'),
		effort: await effortStep(url.searchParams.get('effort'), exchangeOf(callback)),
		canBeWritten: customer !== null && customer.id === callback.customerId,
		conclusion: callback.state === 'done' ? await conclusionOf(callback.id) : null,
		formKey: randomUUID(),
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { callback, isOver, lang, visitId, customer } = await requireOwn(request, params.reference)
	const { id: callbackId } = callback
	await limit('callback-change', request, callbackId)
	const form = await request.formData()
	const intent = form.get('intent')
	const { tracking, refusal, text } = messagesIn(callbackMessages, lang)
	const t = callback.channel === 'text' ? { ...tracking, ...text.tracking } : tracking
	const url = new URL(request.url)
	const key = url.searchParams.get('cle')
	const back = `${url.pathname.replace(/\.data$/, '')}${key ? `?cle=${encodeURIComponent(key)}` : ''}`

	if (isOver) {
		if (intent !== 'new-link') throw notFound()
		await replaceLink(callback)
		return redirect(`${back}&envoye=oui`, 303)
	}
	if (intent === 'replace-link') {
		await replaceLink(callback)
		// Whoever replaces it goes on with the new one.
		const after = (await findCallback(callbackId)) ?? callback
		return redirect(`${trackingPath(after)}&remplace=oui`, 303)
	}
	if (intent === 'correct-conclusion') {
		await correctConclusion({
			objectId: callbackId,
			requestKey: String(form.get('requestKey') ?? ''),
			body: String(form.get('correction') ?? ''),
		})
		return redirect(`${back}#bilan`, 303)
	}
	if (intent === 'effort' || intent === 'effort-leave') {
		const told = await takeEffort(form, {
			...{ objectId: callbackId, channel: 'callback', reason: callback.reason, lang },
			advisorName: callback.advisorId ? ((await findPerson(callback.advisorId))?.name ?? null) : null,
			customer: customer?.id === callback.customerId ? customer : null,
		})
		return redirect(`${back}${told ? `${key ? '&' : '?'}effort=${told}` : ''}#effort`, 303)
	}
	if (intent === 'come-in') {
		const owner = { visitId, customerId: customer?.id ?? null }
		const inside = await comeIn(callback, { owner, words: text.tracking.firstWords })
		return inside ? redirect(localPath(lang, `/echanges/${inside.conversationId}`), 303) : redirect(back, 303)
	}
	if (intent === 'cancel') {
		const { ok } = await cancelCallback({ callbackId })
		return ok ? redirect(back, 303) : data({ error: t.tooLate, days: null }, { status: 409 })
	}
	if (intent === 'undo') {
		const undone = await undoChange({ callbackId })
		if (undone.ok) return redirect(back, 303)
		return data({ error: undone.reason === 'slot-full' ? t.undoFull : t.tooLate, days: null }, { status: 409 })
	}
	const slot = String(form.get('slot') ?? '')
	const soon = form.get('when') === 'now'
	const again = async () => slotDaysFor(lang, callback)
	if (!soon && Number.isNaN(Date.parse(slot)))
		return data({ error: refusal.slot, days: await again() }, { status: 400 })
	const moved = await moveCallback({ callbackId, slotStart: soon ? null : new Date(slot) })
	if (moved.ok) return redirect(back, 303)
	if (moved.reason === 'slot-full') return data({ error: refusal['slot-full'], days: await again() }, { status: 409 })
	return data({ error: moved.reason === 'too-late' ? t.tooLate : refusal[moved.reason], days: null }, { status: 409 })
}

/** After a call in which somebody was reached; an appointment in writing is asked about where it was held. */
function exchangeOf({ id, channel, state, endedAt, customerId, visitId }: Callback) {
	if (channel === 'text' || state !== 'done' || !endedAt) return null
	return { objectId: id, askedOf: customerId ?? visitId ?? id, endedAt }
}

/** By the key of the link, or as the visit or customer that asked; `isOver`: by a key that opens nothing any more. */
async function requireOwn(request: Request, reference = '') {
	const { visitId, customer, lang } = await getVisitor(request)
	const key = new URL(request.url).searchParams.get('cle')
	const own = await findOwnCallback({ reference, key, visitId, customerId: customer?.id ?? null })
	const callback = own ?? (await callbackOfOldLink(reference, key))
	if (!callback) throw notFound()
	return { callback, isOver: !own, lang, visitId, customer }
}

export default function Suivi() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	if (page.over) return <LinkOver sent={page.linkSent} inWriting={page.inWriting} />
	return (
		<>
			<CallbackTracking {...page} days={page.days ?? refused?.days ?? null} error={refused?.error ?? null} />
			{page.effort && (
				<div className="mx-auto max-w-[46rem] px-4 pb-10 md:px-10">
					<EffortQuestion step={page.effort} action={page.here} canBeWritten={page.canBeWritten} />
				</div>
			)}
			<ConclusionCard conclusion={page.conclusion} requestKey={page.formKey} />
		</>
	)
}
