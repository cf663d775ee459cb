import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { slotDaysFor } from '~/handoff/callback-slot-view.server'
import { CallbackTracking } from '~/handoff/callback-tracking'
import { trackingViewOf } from '~/handoff/callback-view.server'
import { type Callback, cancelCallback, findOwnCallback, moveCallback } from '~/handoff/callbacks.server'
import { callbackMessages } from '~/i18n/callback'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.view.state ?? ''} · ${page?.brand ?? ''}` },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { callback, lang } = await requireOwn(request, params.reference)
	const url = new URL(request.url)
	const view = await trackingViewOf(callback, lang)
	const moving = url.searchParams.has('deplacer') && view.movable
	return data({
		brand: settings().brand.name,
		view,
		days: moving ? await slotDaysFor(lang) : null,
		slotMinutes: settings().callback.slotMinutes,
		linkKey: url.searchParams.get('cle'),
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	await limit('callback', request)
	const { callback, lang } = await requireOwn(request, params.reference)
	const form = await request.formData()
	const t = messagesIn(callbackMessages, lang)
	const url = new URL(request.url)
	const key = url.searchParams.get('cle')
	const back = `${url.pathname.replace(/\.data$/, '')}${key ? `?cle=${encodeURIComponent(key)}` : ''}`

	if (form.get('intent') === 'cancel') {
		const { ok } = await cancelCallback({ callbackId: callback.id })
		return ok ? redirect(back, 303) : data({ error: t.tracking.tooLate }, { status: 409 })
	}
	const slot = String(form.get('slot') ?? '')
	const soon = form.get('when') === 'now'
	if (!soon && Number.isNaN(Date.parse(slot))) return data({ error: t.refusal.slot }, { status: 400 })
	const moved = await moveCallback({ callbackId: callback.id, slotStart: soon ? null : new Date(slot) })
	if (moved.ok) return redirect(back, 303)
	const error = moved.reason === 'too-late' ? t.tracking.tooLate : t.refusal[moved.reason]
	return data({ error }, { status: 409 })
}

/** By the key of the link, or as the visit or customer that asked. */
async function requireOwn(request: Request, reference = ''): Promise<{ callback: Callback; lang: 'fr' | 'en' }> {
	const { visitId, customer, lang } = await getVisitor(request)
	const key = new URL(request.url).searchParams.get('cle')
	const callback = await findOwnCallback({ reference, key, visitId, customerId: customer?.id ?? null })
	if (!callback) throw notFound()
	return { callback, lang }
}

export default function Suivi() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	return <CallbackTracking {...page} error={refused?.error ?? null} />
}
