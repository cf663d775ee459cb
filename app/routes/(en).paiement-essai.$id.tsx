import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { decideTestPayment, findTestPayment } from '~/accounts/test-provider.server'
import { getVisitor, notFound } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { formatMoney } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'bare', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const DECISIONS = ['pay', 'pay-silent', 'refuse', 'leave'] as const

/** Stands in for the page of a payment company; does not exist outside the demonstration. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const payment = environment().DEMO ? await findTestPayment(params.id ?? '') : null
	if (!payment) throw notFound()
	const { lang } = await getVisitor(request)
	const { amountCents, label, returnUrl, state } = payment
	return data({ title: messagesIn(paymentMessages, lang).test.title, amountCents, label, returnUrl, state })
}

export async function action({ request, params }: ActionFunctionArgs) {
	const payment = environment().DEMO ? await findTestPayment(params.id ?? '') : null
	if (!payment) throw notFound()
	const asked = (await request.formData()).get('decision')
	const decision = DECISIONS.find((one) => one === asked)
	if (!decision) throw new Response(null, { status: 400 })
	await decideTestPayment(payment.id, decision)
	return redirect(payment.returnUrl, 303)
}

export default function TestPaymentPage() {
	const { amountCents, label, returnUrl, state } = useLoaderData<typeof loader>()
	const t = useMessages(paymentMessages).test
	const lang = useLang()
	const { currency } = useBrand()
	return (
		<div className="wrap max-w-[34rem] pt-10 pb-14">
			<h1 className="text-h1">{t.title}</h1>
			<div className="mt-5">
				<Notice tone="warn">{t.warning}</Notice>
			</div>
			<p className="num mt-6 text-lead">{t.toPay(formatMoney(lang, amountCents, currency), label)}</p>
			{state === 'open' ? (
				<form method="post" className="mt-6 grid gap-3">
					<Button name="decision" value="pay">
						{t.pay}
					</Button>
					<Button variant="outline" name="decision" value="refuse">
						{t.refuse}
					</Button>
					<Button variant="outline" name="decision" value="pay-silent">
						{t.silent}
					</Button>
					<Button variant="quiet" name="decision" value="leave">
						{t.leave}
					</Button>
				</form>
			) : (
				<div className="mt-6 grid justify-items-start gap-4">
					<p>{t.done}</p>
					<LinkButton variant="outline" href={returnUrl}>
						{t.goBack}
					</LinkButton>
				</div>
			)}
		</div>
	)
}
