import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { erasureObstacle } from '~/accounts/kept-by-law.server'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { signedInLately } from '~/auth/sessions.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { EraseForm, EraseObstacle, GoneAndKept } from '~/personal/erase'
import { askErasure, COOLING_DAYS, latestErasure, undoErasure, whatIsKept } from '~/personal/erasure.server'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const KEY = /^[0-9a-f-]{36}$/
const HERE = '/compte/donnees/effacement'

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const now = new Date()
	const [obstacle, kept, last] = await Promise.all([
		erasureObstacle(customer.id, now),
		whatIsKept(customer.id, now),
		latestErasure(customer.id),
	])
	return {
		title: `${messagesIn(personalMessages, lang).erase.title} · ${settings().brand.name}`,
		obstacle,
		kept: kept ?? [],
		last: last && { reference: last.reference, state: last.state, runsAt: last.runsAt },
		days: COOLING_DAYS,
		requestKey: randomUUID(),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, sessionId, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const form = await request.formData()
	const here = localPath(lang, HERE)
	const label = messagesIn(personalMessages, lang).erase.step
	if (form.get('intent') === 'undo') {
		await undoErasure(customer.id)
		return redirect(here, 303)
	}
	const requestKey = String(form.get('requestKey') ?? '')
	if (!KEY.test(requestKey)) throw new Response(null, { status: 400 })
	if (form.get('read') !== 'yes') return data({ unread: true }, { status: 400 })
	if (!(await signedInLately(person.id, sessionId)))
		return redirect(`${localPath(lang, '/compte/confirmer')}?to=${encodeURIComponent(`${here}#demander`)}`, 303)
	const asked = await askErasure(customer.id, { requestKey, lang })
	if (asked === 'obstacle') {
		await recordStep({ visitId, kind: 'action', label, failed: true, href: HERE })
		await recordFriction({
			...{ visitId, kind: 'action-failed', label, path: HERE, lang, customerId: customer.id },
			...{ causeKey: 'erasure:obstacle', detail: { reason: 'obstacle' } },
		})
	} else await recordStep({ visitId, kind: 'action', label })
	return redirect(here, 303)
}

export default function Erasure() {
	const { obstacle, kept, last, days, requestKey } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const all = useMessages(personalMessages)
	const t = all.erase
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap max-w-[46rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/donnees')}>{all.backToData}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			{last?.state === 'waiting' ? (
				<>
					<div className="mt-6">
						<Notice tone="warn" live>
							<p className="font-semibold">{t.waiting(formatDate(lang, last.runsAt, timeZone))}</p>
							<p className="mt-1">{t.waitingLead(last.reference)}</p>
						</Notice>
					</div>
					<form method="post" className="mt-6">
						<Button name="intent" value="undo">
							{t.undo}
						</Button>
					</form>
				</>
			) : (
				<>
					<p className="mt-3 text-lead">{t.lead}</p>
					{last?.state === 'undone' && (
						<div className="mt-6">
							<Notice tone="ok" live>
								{t.undone}
							</Notice>
						</div>
					)}
					{last?.state === 'stopped' && (
						<div className="mt-6">
							<Notice tone="warn">{t.stopped(formatDate(lang, last.runsAt, timeZone))}</Notice>
						</div>
					)}
					{obstacle && <EraseObstacle obstacle={obstacle} />}
				</>
			)}
			<GoneAndKept kept={kept} />
			{!obstacle && last?.state !== 'waiting' && (
				<EraseForm days={days} requestKey={requestKey} unread={refused?.unread ?? false} />
			)}
		</div>
	)
}
