import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { undoCancellation } from '~/accounts/cancellation.server'
import { UndoNotice } from '~/accounts/notice-form'
import { readAcknowledgement } from '~/accounts/notice-requests.server'
import { ReceivedNotice } from '~/accounts/received-notice'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const found = await readAcknowledgement('cancellation', params.reference ?? '', request)
	if (!found?.notice.endsAt) throw notFound()
	const { state, endsAt } = found.notice
	return {
		title: found.title,
		...found.received,
		endsAt,
		undone: state === 'undone',
		canUndo: state !== 'undone' && endsAt > new Date(),
		undoTooLate: new URL(request.url).searchParams.has('trop-tard'),
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { lang, person } = await getVisitor(request)
	await limit('account', request, person?.id)
	const reference = params.reference ?? ''
	const outcome = await undoCancellation({ reference, lang })
	if (outcome === 'missing') throw notFound()
	const page = localPath(lang, `/resilier/accuse/${reference}`)
	return redirect(outcome === 'too-late' ? `${page}?trop-tard=1` : page, 303)
}

export default function CancellationAcknowledged() {
	const notice = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone, name } = useBrand()
	const end = formatDate(lang, notice.endsAt, timeZone)
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.ackTitle}</h1>
			<div className="mt-5 grid gap-4">
				{notice.undone ? (
					<Notice tone="ok" live>
						{t.undone}
					</Notice>
				) : (
					<Notice tone="ok" live>
						{t.ackLead(notice.email)}
					</Notice>
				)}
				{notice.undoTooLate && !notice.canUndo && !notice.undone && (
					<Notice tone="warn" live>
						{t.undoTooLate}
					</Notice>
				)}
			</div>
			<ReceivedNotice {...notice} more={notice.undone ? [] : [[t.end, t.endOn(end)]]} />
			{!notice.undone && (
				<>
					<h2 className="mt-8 text-h3">{t.effects}</h2>
					<ul className="mt-3 grid list-disc gap-2 pl-6">
						<li>{t.effectEnd(end)}</li>
						<li>{t.effectBill}</li>
						<li>{t.effectEquipment}</li>
					</ul>
					<p className="mt-4 text-small text-ink-2">
						{t.ackNotFound(name)} {t.ackPrint}
					</p>
				</>
			)}
			{notice.canUndo && <UndoNotice end={end} />}
		</div>
	)
}
