import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { NoticeForm, NoticeRecap } from '~/accounts/notice-form'
import { readNoticePage, sendNotice } from '~/accounts/notice-requests.server'
import { accountMessages } from '~/i18n/account'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export function loader({ request }: LoaderFunctionArgs) {
	return readNoticePage('cancellation', request)
}

export async function action({ request }: ActionFunctionArgs) {
	const sent = await sendNotice('cancellation', request)
	if (!sent) throw new Response(null, { status: 400 })
	return 'to' in sent ? redirect(sent.to, 303) : data(sent.shown, { status: sent.status })
}

export default function CancellationPage() {
	const { form } = useLoaderData<typeof loader>()
	const next = useActionData<typeof action>()
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	if (next?.step === 'recap')
		return (
			<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
				<h1 className="mb-5 text-h1">{t.recap}</h1>
				<NoticeRecap kind="cancellation" values={next.values} recap={next.recap} />
			</div>
		)
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			<div className="mt-6">
				<Notice>{t.keepNumber}</Notice>
			</div>
			<NoticeForm
				kind="cancellation"
				form={next?.form ?? form}
				values={next?.values ?? form.values}
				errors={next?.errors ?? {}}
				refusals={next?.refusals ?? 0}
			/>
			<p className="mt-8 text-small text-ink-2">
				{t.toWithdrawLead} <a href={localPath(lang, '/retractation')}>{t.toWithdraw}</a>
			</p>
		</div>
	)
}
