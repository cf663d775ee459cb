import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { splitLabel } from '~/accounts/invoice-difference'
import { InvoiceExplanation } from '~/accounts/invoice-explanation'
import { type ExplainedInvoice, explainInvoice } from '~/accounts/invoices.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatMonth } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
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
	const t = messagesIn(accountMessages, lang)
	const { brand, timeZone } = settings()
	const explained = await explainInvoice(customer.id, params.number ?? '')
	if (explained === 'missing') throw notFound()
	if (explained === 'unavailable')
		return data({ title: `${t.invoices} · ${brand.name}`, explained: null }, { status: 503 })
	const month = formatMonth(lang, explained.invoice.period, timeZone)
	return data({ title: `${t.invoiceOf(month)} · ${brand.name}`, explained })
}

export default function InvoicePage() {
	const { explained } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/factures')}>{t.allInvoices}</a>
			</p>
			{explained ? (
				<Detail {...explained} />
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

function Detail({ invoice, previous, comparison }: ExplainedInvoice) {
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
			<p className="mt-5 flex flex-wrap gap-3">
				<LinkButton variant="outline" href={localPath(lang, `${page}.pdf`)} download>
					{t.downloadPdf}
				</LinkButton>
			</p>
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
