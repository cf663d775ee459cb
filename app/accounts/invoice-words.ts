import { formatDate, formatMoney, formatMonth, formatNumber, formatPhone } from '~/i18n/format'
import { invoicePdfMessages } from '~/i18n/invoice-pdf'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import type { Settings } from '~/settings/settings.server'
import type { Invoice } from './backend'
import { splitLabel } from './invoice-difference'
import type { PrintedInvoice } from './printed-invoice'
import { netOfLines, summarizeTax } from './tax'

const BASIS_POINTS_A_PERCENT = 100

export interface Recipient {
	number: string
	firstName: string
	lastName: string
	address: string
}

type Business = Pick<Settings, 'brand' | 'seller' | 'timeZone' | 'currency' | 'country' | 'phone'>

/**
 * The words of an invoice, with what a French invoice must say: CGI, annexe II, art. 242 nonies A
 * (names, addresses, VAT number, date, number, what, rate, amounts without tax and tax by rate) and
 * Code de commerce, art. R123-237 (SIREN, registry).
 *
 * @param contracts - what each contract is called, by its identifier
 */
export function printInvoice(
	invoice: Invoice,
	{
		recipient,
		contracts,
		business,
		lang,
	}: { recipient: Recipient; contracts: Map<string, string>; business: Business; lang: Lang },
): PrintedInvoice {
	const t = messagesIn(invoicePdfMessages, lang)
	const { seller, timeZone, currency, country, brand, phone } = business
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const date = (at: Date) => formatDate(lang, at, timeZone)
	const rate = (basisPoints: number) => t.percent(formatNumber(lang, basisPoints / BASIS_POINTS_A_PERCENT, 2))
	const nets = netOfLines(invoice.lines)
	const rows = invoice.lines.map((line, index) => ({
		contract: line.subscriptionId,
		...splitLabel(line.label),
		cells: [rate(line.taxBasisPoints), money(nets[index] ?? 0), money(line.amountCents)],
	}))
	const order = [...new Set(rows.map((row) => row.contract))]
	const tax = summarizeTax(invoice.lines)
	return {
		lang,
		title: t.title(invoice.number),
		seller: {
			name: seller.name,
			lines: [
				...seller.address,
				seller.legalForm,
				`${t.siren(seller.siren)} · ${seller.registry}`,
				t.vatNumber(seller.vatNumber),
			],
		},
		recipient: {
			title: t.recipient,
			lines: [`${recipient.firstName} ${recipient.lastName}`, ...postalLines(recipient.address)],
		},
		facts: [
			{ label: t.number, value: invoice.number },
			{ label: t.issued, value: date(invoice.issuedAt) },
			{ label: t.period, value: formatMonth(lang, invoice.period, timeZone) },
			{ label: t.customerNumber, value: recipient.number },
		],
		table: {
			heads: [
				{ text: t.what, isAmount: false },
				{ text: t.rate, isAmount: true },
				{ text: t.net, isAmount: true },
				{ text: t.gross, isAmount: true },
			],
			groups: order.map((contract) => ({
				title: (contract && contracts.get(contract)) || null,
				rows: rows
					.filter((row) => row.contract === contract)
					.map(({ label, detail, cells }) => ({ label, detail, cells })),
			})),
			labelLang: 'fr',
		},
		tax: {
			caption: t.taxCaption,
			heads: [t.rate, t.net, t.tax, t.gross],
			rows: tax.rates.map((one) => [
				rate(one.taxBasisPoints),
				money(one.netCents),
				money(one.taxCents),
				money(one.grossCents),
			]),
			total: [t.total, money(tax.netCents), money(tax.taxCents), money(tax.grossCents)],
		},
		toPay: {
			label: t.toPay,
			amount: money(invoice.totalCents),
			said:
				invoice.state === 'paid' && invoice.paidAt
					? t.paidOn(date(invoice.paidAt))
					: invoice.state === 'late'
						? t.expectedOn(date(invoice.dueAt))
						: t.takenOn(date(invoice.dueAt)),
		},
		mentions: [
			{ title: t.paymentTerms, text: seller.paymentTerms[lang] },
			{ title: t.latePayment, text: seller.latePayment[lang] },
			{ title: t.question, text: t.questionText(brand.name, formatPhone(phone, country)) },
			{ title: t.mediator, text: seller.mediator[lang] },
		],
		footer: [seller.name, seller.legalForm, t.siren(seller.siren), t.vatNumber(seller.vatNumber)].join(' · '),
		pageOf: { before: t.page, between: t.pageOf },
		issuedAt: invoice.issuedAt,
	}
}

/** A postal address in one line is read on two: street, then postcode and city. */
function postalLines(address: string): string[] {
	return address.split(', ')
}
