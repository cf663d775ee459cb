import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { paymentProvider } from '~/accounts/current-provider.server'
import { splitLabel } from '~/accounts/invoice-difference'
import { InvoiceExplanation } from '~/accounts/invoice-explanation'
import { type ExplainedInvoice, explainInvoice } from '~/accounts/invoices.server'
import { payInvoice } from '~/accounts/payments.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatMonth } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const t = messagesIn(accountMessages, lang)
	const { brand, timeZone } = settings()
	const explained = await explainInvoice(customer.id, params.number ?? '')
	if (explained === 'missing') throw notFound()
	if (explained === 'unavailable')
		return data({ title: `${t.invoices} · ${brand.name}`, explained: null } as const, { status: 503 })
	const month = formatMonth(lang, explained.invoice.period, timeZone)
	const problem = new URL(request.url).searchParams.get('paiement')
	return data({
		title: `${t.invoiceOf(month)} · ${brand.name}`,
		explained,
		canPay: paymentProvider() !== null && explained.invoice.state !== 'paid' && explained.invoice.totalCents > 0,
		requestKey: randomUUID(),
		problem: PROBLEMS.find((one) => one === problem) ?? null,
	})
}

const PROBLEMS = ['already-paid', 'no-provider', 'unavailable'] as const

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const requestKey = z.uuid().safeParse((await request.formData()).get('requestKey'))
	if (!requestKey.success) throw new Response(null, { status: 400 })
	const number = params.number ?? ''
	const paying = await payInvoice({
		customerId: customer.id,
		number,
		requestKey: requestKey.data,
		actor: { personId: person.id, visitId, lang },
	})
	if (paying.ok) return redirect(localPath(lang, `/compte/paiements/${paying.paymentId}`), 303)
	if (paying.reason === 'missing') throw notFound()
	return redirect(`${localPath(lang, `/compte/factures/${number}`)}?paiement=${paying.reason}`, 303)
}

export default function InvoicePage() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/factures')}>{t.allInvoices}</a>
			</p>
			{page.explained ? (
				<Detail {...page} />
			) : (
				<>
					<h1 className="mt-3 text-h1">{t.invoices}</h1>
					<div className="mt-6">
						<Notice tone="warn">{t.unavailable}</Notice>
					</div>
				</>
			)}
		</div>
	)
}

interface Shown {
	explained: ExplainedInvoice
	canPay: boolean
	requestKey: string
	problem: (typeof PROBLEMS)[number] | null
}

function Detail({ explained: { invoice, previous, comparison }, canPay, requestKey, problem }: Shown) {
	const payment = useMessages(paymentMessages)
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const due = formatDate(lang, invoice.paidAt ?? invoice.dueAt, timeZone)
	const page = `/compte/factures/${invoice.number}`
	return (
		<>
			<h1 className="mt-3 text-h1">{t.invoiceOf(formatMonth(lang, invoice.period, timeZone))}</h1>
			<p className="num mt-1 text-small text-ink-2">
				{t.invoiceNumber(invoice.number)} · {t.issuedOn(formatDate(lang, invoice.issuedAt, timeZone))}
			</p>
			<p className="num mt-5 font-heading text-[2.75rem] leading-none font-bold tracking-tight">
				{money(invoice.totalCents)}
			</p>
			<p className="mt-3">
				{invoice.state === 'paid'
					? t.invoicePaidOn(due)
					: invoice.state === 'late'
						? t.invoiceLate(due)
						: t.invoiceTakenOn(due)}
			</p>
			{problem && (
				<div className="mt-5">
					<Notice tone="warn" live>
						{payment.problems[problem]}
					</Notice>
				</div>
			)}
			<div className="mt-5 flex flex-wrap gap-3">
				{canPay && (
					<form method="post">
						<input type="hidden" name="requestKey" value={requestKey} />
						<Button aria-describedby="payer-indice">{payment.pay(money(invoice.totalCents))}</Button>
					</form>
				)}
				<LinkButton variant="outline" href={localPath(lang, `${page}.pdf`)} download>
					{t.downloadPdf}
				</LinkButton>
			</div>
			{canPay && (
				<p id="payer-indice" className="mt-2 text-small text-ink-2">
					{payment.payHint}
				</p>
			)}
			<section aria-labelledby="pourquoi" className="mt-10">
				<h2 id="pourquoi" className="mb-3 text-h2">
					{t.whyChanged}
				</h2>
				{previous && comparison ? (
					<>
						<InvoiceExplanation period={invoice.period} previousPeriod={previous.period} comparison={comparison} />
						<p className="mt-3 text-small">
							<a href={localPath(lang, `/compte/factures/${previous.number}`)}>
								{t.previousInvoice(formatMonth(lang, previous.period, timeZone))}
							</a>
						</p>
					</>
				) : (
					<p>{t.firstInvoice}</p>
				)}
			</section>
			<section aria-labelledby="lignes" className="mt-10">
				<h2 id="lignes" className="text-h2">
					{t.lines}
				</h2>
				<table className="table mt-3 text-small">
					<caption className="sr-only">{t.lines}</caption>
					<thead>
						<tr>
							<th scope="col">{t.line}</th>
							<th scope="col" className="d">
								{t.amount}
							</th>
						</tr>
					</thead>
					<tbody>
						{invoice.lines.map((line) => (
							<tr key={line.position}>
								<th scope="row" lang="fr">
									{splitLabel(line.label).label}
									{splitLabel(line.label).detail && (
										<span className="block font-normal text-ink-2">{splitLabel(line.label).detail}</span>
									)}
								</th>
								<td className="d">{money(line.amountCents)}</td>
							</tr>
						))}
					</tbody>
					<tfoot>
						<tr>
							<th scope="row">{t.total}</th>
							<td className="d">{money(invoice.totalCents)}</td>
						</tr>
					</tfoot>
				</table>
				<p className="mt-2 text-small text-ink-2">{t.taxIncluded}</p>
			</section>
			<p className="mt-10">{t.question}</p>
			<p className="mt-3">
				<LinkButton
					variant="outline"
					href={`${localPath(lang, '/ecrire')}?depuis=${encodeURIComponent(localPath(lang, page))}`}
				>
					{t.ask}
				</LinkButton>
			</p>
		</>
	)
}
