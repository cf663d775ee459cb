import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Check, CircleAlert, Clock } from 'lucide-react'
import { listInvoices } from '~/accounts/invoices.server'
import { requireCustomer } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatMonth } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const title = `${messagesIn(accountMessages, lang).invoices} · ${settings().brand.name}`
	const invoices = await listInvoices(customer.id)
	if (!invoices) return data({ title, invoices: null }, { status: 503 })
	return data({
		title,
		invoices: invoices.map(({ number, period, issuedAt, totalCents, state }) => ({
			number,
			period,
			issuedAt,
			totalCents,
			state,
		})),
	})
}

const STATE_TAGS = {
	paid: { tone: 'ok', icon: Check },
	due: { tone: 'action', icon: Clock },
	late: { tone: 'danger', icon: CircleAlert },
} as const

export default function InvoicesPage() {
	const { invoices } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.invoices}</h1>
			{!invoices ? (
				<div className="mt-6">
					<Notice tone="warn">{t.unavailable}</Notice>
				</div>
			) : invoices.length === 0 ? (
				<p className="mt-6">{t.noInvoice}</p>
			) : (
				<>
					<p className="mt-3 text-lead">{t.invoicesLead(invoices.length)}</p>
					<InvoiceTable invoices={invoices} />
					<Years invoices={invoices} />
				</>
			)}
		</div>
	)
}

/** All invoices of a year in one file, for each year there is one of. */
function Years({ invoices }: { invoices: ListedInvoices }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const years = [...new Set(invoices.map((invoice) => invoice.period.slice(0, YEAR_LENGTH)))]
	return (
		<section aria-labelledby="annees" className="mt-10">
			<h2 id="annees" className="text-h3">
				{t.downloadYear}
			</h2>
			<p className="mt-1 text-small text-ink-2">{t.downloadHint}</p>
			<p className="mt-3 flex flex-wrap gap-3">
				{years.map((year) => (
					<LinkButton
						key={year}
						variant="outline"
						small
						href={localPath(lang, `/compte/factures/annee/${year}.zip`)}
						download
					>
						{t.allOfYear(year)}
					</LinkButton>
				))}
			</p>
		</section>
	)
}

type ListedInvoices = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['invoices']>

const YEAR_LENGTH = 4

function InvoiceTable({ invoices }: { invoices: ListedInvoices }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	return (
		<table className="table mt-6">
			<caption className="sr-only">{t.invoices}</caption>
			<thead>
				<tr>
					<th scope="col">{t.month}</th>
					<th scope="col">{t.statement}</th>
					<th scope="col" className="d">
						{t.amount}
					</th>
					<td className="border-b-[1.5px] border-stroke max-sm:hidden" />
				</tr>
			</thead>
			<tbody>
				{invoices.map((invoice) => (
					<tr key={invoice.number}>
						<th scope="row">
							<a href={localPath(lang, `/compte/factures/${invoice.number}`)}>
								{t.invoiceOf(formatMonth(lang, invoice.period, timeZone))}
							</a>
							<span className="num block text-small font-normal text-ink-2 max-sm:hidden">
								{t.invoiceNumber(invoice.number)} · {t.issuedOn(formatDate(lang, invoice.issuedAt, timeZone))}
							</span>
						</th>
						<td>
							<Tag {...STATE_TAGS[invoice.state]}>{t.invoiceStates[invoice.state]}</Tag>
						</td>
						<td className="d">{formatMoney(lang, invoice.totalCents, currency)}</td>
						{/* On a phone the invoice's own page has it. */}
						<td className="d max-sm:hidden">
							<a href={localPath(lang, `/compte/factures/${invoice.number}.pdf`)} aria-label={t.pdfOf(invoice.number)}>
								PDF
							</a>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
