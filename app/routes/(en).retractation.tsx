import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { catalogue } from '~/accounts/catalogue.server'
import { NoticeForm, NoticeRecap } from '~/accounts/notice-form'
import { readNoticePage, sendNotice } from '~/accounts/notice-requests.server'
import { accountMessages } from '~/i18n/account'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	return { ...(await readNoticePage('withdrawal', request)), days: catalogue().withdrawal.days }
}

export async function action({ request }: ActionFunctionArgs) {
	const sent = await sendNotice('withdrawal', request)
	if (!sent) throw new Response(null, { status: 400 })
	return 'to' in sent ? redirect(sent.to, 303) : data(sent.shown, { status: sent.status })
}

export default function WithdrawalPage() {
	const { form, isSignedIn, days } = useLoaderData<typeof loader>()
	const next = useActionData<typeof action>()
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone } = useBrand()
	if (next?.step === 'recap')
		return (
			<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
				<h1 className="mb-5 text-h1">{t.withdrawRecap}</h1>
				<NoticeRecap kind="withdrawal" values={next.values} recap={next.recap} />
			</div>
		)
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.withdrawTitle}</h1>
			<p className="mt-3 text-lead">{t.withdrawLead(days)}</p>
			{isSignedIn &&
				(form.own.length === 0 ? (
					<p className="mt-4">
						{t.withdrawNone} <a href={localPath(lang, '/resilier')}>{t.title}</a>
					</p>
				) : (
					<ul className="mt-4 list-disc pl-6">
						{form.own.map((contract) => (
							<li key={contract.reference}>
								{contract.withdrawUntil &&
									t.withdrawOpen(contract.planName, formatDate(lang, contract.withdrawUntil, timeZone))}
							</li>
						))}
					</ul>
				))}
			<NoticeForm
				kind="withdrawal"
				form={next?.form ?? form}
				values={next?.values ?? form.values}
				errors={next?.errors ?? {}}
				refusals={next?.refusals ?? 0}
			/>
		</div>
	)
}
