import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readAcknowledgement } from '~/accounts/notice-requests.server'
import { ReceivedNotice } from '~/accounts/received-notice'
import { notFound } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { useBrand, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
	{ name: 'referrer', content: 'same-origin' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const found = await readAcknowledgement('withdrawal', params.reference ?? '', request)
	if (!found) throw notFound()
	return { title: found.title, ...found.received }
}

export default function WithdrawalAcknowledged() {
	const notice = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages).cancel
	const { name } = useBrand()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.ackWithdrawalTitle}</h1>
			<div className="mt-5">
				<Notice tone="ok" live>
					{t.ackLead(notice.email)}
				</Notice>
			</div>
			<p className="mt-6 text-lead">{t.declaration(notice.contract)}</p>
			<ReceivedNotice {...notice} />
			<ul className="mt-6 grid list-disc gap-2 pl-6">
				<li>{t.withdrawEffectRefund}</li>
				<li>{t.withdrawEffectEquipment}</li>
				<li>{t.withdrawEffectUsed}</li>
			</ul>
			<p className="mt-4 text-small text-ink-2">
				{t.ackNotFound(name)} {t.ackPrint}
			</p>
		</div>
	)
}
