import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { paymentProvider } from '~/accounts/current-provider.server'
import { paymentReference } from '~/accounts/operation-reference'
import { findPayment } from '~/accounts/payments.server'
import { findRefund } from '~/accounts/refunds.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const payment = await findPayment(customer.id, params.id ?? '')
	if (!payment) throw notFound()
	const { invoiceNumber, amountCents, startedAt, state, reason, payUrl, booked } = payment
	return data({
		title: `${messagesIn(paymentMessages, lang).title(invoiceNumber)} · ${settings().brand.name}`,
		provider: paymentProvider()?.name[lang] ?? '',
		payment: { invoiceNumber, amountCents, startedAt, state, reason, payUrl, booked },
		reference: paymentReference(payment.id),
		refund: await findRefund(payment.id),
		path: `/compte/paiements/${payment.id}`,
	})
}

export default function PaymentPage() {
	const { payment, reference } = useLoaderData<typeof loader>()
	const t = useMessages(paymentMessages)
	const account = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const facts = [
		[t.amount, formatMoney(lang, payment.amountCents, currency)],
		[t.invoice, payment.invoiceNumber],
		[t.asked, `${formatDate(lang, payment.startedAt, timeZone)}, ${formatTime(lang, payment.startedAt, timeZone)}`],
	]
	return (
		<div className="wrap max-w-[46rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/factures')}>{account.allInvoices}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title(payment.invoiceNumber)}</h1>
			<p className="num mt-1 text-small text-ink-2">{t.reference(reference)}</p>
			<div className="mt-6">
				<Outcome />
			</div>
			<dl className="num mt-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-8 gap-y-2">
				{facts.map(([name, value]) => (
					<div key={name} className="contents">
						<dt className="text-ink-2">{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
		</div>
	)
}

const TONES = { open: 'info', paid: 'ok', unknown: 'warn', refused: 'danger', left: 'warn' } as const

function Outcome() {
	const { payment, provider, path, refund } = useLoaderData<typeof loader>()
	const t = useMessages(paymentMessages)
	const lang = useLang()
	const { state, reason, payUrl, booked } = payment
	const words = t[state]
	const text =
		state === 'open'
			? t.open.text(provider)
			: state === 'refused' && reason
				? `${t.refused.reasons[reason] ?? ''} ${t.refused.text}`
				: t[state].text
	const invoice = localPath(lang, `/compte/factures/${payment.invoiceNumber}`)
	return (
		<>
			<Notice tone={refund ? 'warn' : TONES[state]} live>
				<p className="font-semibold">{refund ? t.refund.title : words.title}</p>
				<p className="mt-1">{refund ? t.refund.text(refund) : text}</p>
				{state === 'paid' && !booked && <p className="mt-1">{t.booking}</p>}
			</Notice>
			<p className="mt-5 flex flex-wrap items-center gap-3">
				{refund && (
					<LinkButton variant="action" href={localPath(lang, `/message/${refund}`)}>
						{t.refund.follow}
					</LinkButton>
				)}
				{state === 'open' && payUrl && (
					<LinkButton variant="action" href={payUrl.startsWith('/') ? localPath(lang, payUrl) : payUrl}>
						{t.open.go}
					</LinkButton>
				)}
				{state === 'unknown' && (
					<LinkButton variant="action" href={localPath(lang, path)}>
						{t.unknown.again}
					</LinkButton>
				)}
				{!refund && (state === 'refused' || state === 'left') && (
					<LinkButton variant="action" href={invoice}>
						{t.retry}
					</LinkButton>
				)}
				{state !== 'paid' && state !== 'open' && (
					<LinkButton
						variant="human"
						href={`${localPath(lang, '/ecrire')}?depuis=${encodeURIComponent(localPath(lang, path))}`}
					>
						{t.talk}
					</LinkButton>
				)}
				{state !== 'refused' && state !== 'left' && (
					<LinkButton variant="outline" href={invoice}>
						{t.back}
					</LinkButton>
				)}
			</p>
		</>
	)
}
