import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { addressPrefixOf, limit } from '~/auth/limits.server'
import { signedInLately } from '~/auth/sessions.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { waitInWords } from '~/handoff/callback-refusal-words.server'
import { callableNumber } from '~/handoff/numbers.server'
import { triesLeft } from '~/handoff/phone-codes.server'
import { formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { useLang, useMessages } from '~/i18n/use-messages'
import { ContactCode } from '~/personal/contact-code'
import { codeWays, confirmContactChange, findPersonalChange, sendChangeCode } from '~/personal/personal-changes.server'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const PROBLEMS = ['missing', 'wrong', 'dead', 'expired', 'taken', 'settled', 'codes-paused'] as const
const LONGEST_WAIT_SECONDS = 86_400

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const change = await findPersonalChange(customer.id, params.id ?? '')
	if (!change || (change.field !== 'email' && change.field !== 'phone')) throw notFound()
	const now = new Date()
	if (change.state !== 'open' || change.keepUntil <= now) throw redirect(localPath(lang, '/compte/donnees'))
	const t = messagesIn(personalMessages, lang).code
	const { field } = change
	const query = new URL(request.url).searchParams
	const value = change.after[field] ?? ''
	const checked = field === 'phone' ? await callableNumber(value) : null
	const seconds = Number(query.get('secondes'))
	const told = PROBLEMS.find((one) => one === query.get('probleme'))
	const problem =
		query.get('probleme') === 'code-wait'
			? t.problem['code-wait'](waitInWords(seconds > 0 && seconds < LONGEST_WAIT_SECONDS ? seconds : 1, lang))
			: told === 'wrong'
				? change.tries > 0 && t.problem.wrong(triesLeft(change))
				: told && t.problem[told]
	return {
		title: `${t.title[field]} · ${settings().brand.name}`,
		field,
		to: field === 'phone' ? formatPhone(value, settings().country) : value,
		awaitsCode: change.codeHash !== null && change.codeExpiresAt !== null && change.codeExpiresAt > now,
		channel: change.channel,
		ways: await codeWays(change, checked?.ok ? checked.mobile : false),
		problem: problem || null,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, sessionId, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const change = await findPersonalChange(customer.id, params.id ?? '')
	if (!change || (change.field !== 'email' && change.field !== 'phone')) throw notFound()
	const { id, field } = change
	const here = localPath(lang, `/compte/donnees/changement/${id}`)
	if (!(await signedInLately(person.id, sessionId)))
		return redirect(`${localPath(lang, '/compte/confirmer')}?to=${encodeURIComponent(here)}`, 303)

	const form = await request.formData()
	const holder = { customerId: customer.id, personId: person.id, lang }
	const send = form.get('send')
	if (send === 'email' || send === 'sms' || send === 'voice') {
		if ((send === 'email') !== (field === 'email')) throw new Response(null, { status: 400 })
		if (send === 'email') await limit('address-code', request, person.id)
		const how = { channel: send, addressPrefix: addressPrefixOf(request), now: new Date() } as const
		const sent = await sendChangeCode(holder, id, how)
		if (sent.ok) return redirect(here, 303)
		if (sent.reason === 'codes-paused') await failed(sent.reason)
		return redirect(
			`${here}?probleme=${sent.reason}${sent.reason === 'code-wait' ? `&secondes=${sent.seconds}` : ''}`,
			303,
		)
	}
	const typed = String(form.get('code') ?? '')
	if (!/\d/.test(typed)) return redirect(`${here}?probleme=missing`, 303)
	const confirmed = await confirmContactChange(holder, id, {
		...{ typed, sessionId },
		endOthers: form.get('others') === 'yes',
	})
	if (confirmed.ok) {
		await recordStep({ visitId, kind: 'action', label: messagesIn(personalMessages, lang).code.step[field] })
		return redirect(`${localPath(lang, '/compte/donnees')}?fait=${field}`, 303)
	}
	await failed(confirmed.reason)
	return redirect(`${here}?probleme=${confirmed.reason}`, 303)

	/** The step stays with the path of the visit: whoever is asked for help reads where it stopped. */
	async function failed(reason: string) {
		const label = messagesIn(personalMessages, lang).code.step[field]
		await recordStep({ visitId, kind: 'form', label, failed: true, href: '/compte/donnees' })
		await recordFriction({
			...{ visitId, kind: 'action-failed', label, path: '/compte/donnees/changement', lang },
			...{ customerId: customer.id, causeKey: `personal-${field}:${reason}`, detail: { reason } },
		})
	}
}

export default function ContactChange() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(personalMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[41rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/donnees')}>{t.backToData}</a>
			</p>
			<ContactCode {...page} />
		</div>
	)
}
