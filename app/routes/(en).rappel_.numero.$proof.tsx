import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor } from '~/auth/guards.server'
import { addressPrefixOf, limit } from '~/auth/limits.server'
import { confirmCallback, findProof, sendAnotherCode } from '~/handoff/callback-asking.server'
import { trackingPath } from '~/handoff/callback-links.server'
import { findCallback } from '~/handoff/callbacks.server'
import { heldChats } from '~/handoff/held-chats.server'
import { PhoneCodePage } from '~/handoff/phone-code-page'
import { phoneCodeView } from '~/handoff/phone-code-view.server'
import { localPath } from '~/i18n/language'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const proof = await findProof(params.proof ?? '')
	if (!proof) throw redirect(`${localPath(lang, '/rappel')}?reprendre=`)
	const made = proof.callbackId && (await findCallback(proof.callbackId))
	if (made) throw redirect(trackingPath(made))
	const view = await phoneCodeView(proof, new URL(request.url).searchParams, lang)
	return data({ brand: settings().brand.name, ...view })
}

/** Every answer is a redirect: reloading a page sends nothing twice. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { lang, person } = await getVisitor(request)
	await limit('callback-code', request, person?.id)
	const proofId = params.proof ?? ''
	const form = await request.formData()
	const here = localPath(lang, `/rappel/numero/${proofId}`)
	const formAgain = `${localPath(lang, '/rappel')}?reprendre=${encodeURIComponent(proofId)}`

	const channel = form.get('send')
	if (channel === 'sms' || channel === 'voice') {
		const sent = await sendAnotherCode({ proofId, channel, addressPrefix: addressPrefixOf(request) })
		if (sent.ok) return redirect(here, 303)
		const seconds = sent.reason === 'code-wait' ? `&secondes=${sent.seconds}` : ''
		return redirect(`${here}?probleme=${sent.reason}${seconds}`, 303)
	}
	const outcome = await confirmCallback({
		proofId,
		code: String(form.get('code') ?? ''),
		heldChats: await heldChats(request),
	})
	if (outcome.ok) return redirect(trackingPath(outcome.callback), 303)
	if (['wrong', 'dead', 'expired', 'gone'].includes(outcome.reason))
		return redirect(`${here}?probleme=${outcome.reason}`, 303)
	return redirect(`${formAgain}&refus=${outcome.reason}`, 303)
}

export default function Numero() {
	return <PhoneCodePage {...useLoaderData<typeof loader>()} />
}
