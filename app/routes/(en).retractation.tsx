import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { catalogue } from '~/accounts/catalogue.server'
import { NoticeForm, NoticeRecap } from '~/accounts/notice-form'
import { readNotice } from '~/accounts/notice-input.server'
import { noticeForm } from '~/accounts/notice-page.server'
import { nextNoticeStep } from '~/accounts/notice-steps.server'
import { getVisitor } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await getVisitor(request)
	const chosen = new URL(request.url).searchParams.get('contrat')
	return {
		title: `${messagesIn(accountMessages, lang).cancel.withdrawTitle} · ${settings().brand.name}`,
		form: await noticeForm('withdrawal', customer, chosen),
		signedIn: customer !== null,
		days: catalogue().withdrawal.days,
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await getVisitor(request)
	await limit('account', request, person?.id)
	const input = readNotice(await request.formData())
	if (!input) throw new Response(null, { status: 400 })
	const next = await nextNoticeStep('withdrawal', input, { visitId, lang, holder: customer })
	if (next.step === 'notified') return redirect(localPath(lang, `/retractation/accuse/${next.reference}`), 303)
	const refused = next.step === 'form' && Object.keys(next.errors).length > 0
	return data(next, { status: refused ? 400 : 200 })
}

export default function WithdrawalPage() {
	const { form, signedIn, days } = useLoaderData<typeof loader>()
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
			{signedIn &&
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
