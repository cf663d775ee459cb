import { Zip, ZipPassThrough } from 'fflate'
import { invoicePdfMessages } from '~/i18n/invoice-pdf'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import type { Invoice } from './backend'
import { accountsBackend } from './current-backend.server'
import { printPdf } from './invoice-printer.server'
import { printInvoice, type Recipient } from './invoice-words'

export interface InvoiceFile {
	name: string
	type: 'application/pdf' | 'application/zip'
	body: Uint8Array | ReadableStream<Uint8Array>
}

interface Asked {
	customer: Recipient & { id: string }
	lang: Lang
}

/** One invoice of this customer as a PDF; `missing` when they have none of that number. */
export async function invoicePdf(number: string, asked: Asked): Promise<InvoiceFile | 'missing' | 'unavailable'> {
	const opened = await openInvoices(asked)
	if (!opened) return 'unavailable'
	const invoice = opened.invoices.find((one) => one.number === number)
	if (!invoice) return 'missing'
	const body = await opened.print(invoice)
	return { name: messagesIn(invoicePdfMessages, asked.lang).fileName(invoice.number), type: 'application/pdf', body }
}

/**
 * All invoices of a calendar year in one zip. It leaves while it is made, one invoice at a time, and
 * stops being made when nobody reads it any more.
 */
export async function invoicesOfYear(year: string, asked: Asked): Promise<InvoiceFile | 'missing' | 'unavailable'> {
	const opened = await openInvoices(asked)
	if (!opened) return 'unavailable'
	const invoices = opened.invoices.filter(({ period }) => period.startsWith(`${year}-`))
	if (invoices.length === 0) return 'missing'
	const t = messagesIn(invoicePdfMessages, asked.lang)
	const files = invoices.map((invoice) => ({
		name: t.fileName(invoice.number),
		at: invoice.issuedAt,
		read: () => opened.print(invoice),
	}))
	return { name: t.archiveName(year), type: 'application/zip', body: zipStream(files) }
}

async function openInvoices({ customer, lang }: Asked) {
	const backend = accountsBackend()
	const [invoices, contracts] = await Promise.all([backend.invoices(customer.id), backend.contracts(customer.id)])
	if (!invoices.ok || !contracts.ok) return null
	const names = new Map(contracts.value.map(({ id, label }) => [id, label]))
	const print = (invoice: Invoice) =>
		printPdf(printInvoice(invoice, { recipient: customer, contracts: names, business: settings(), lang }))
	return { invoices: invoices.value, print }
}

/** PDF is compressed already: the files are stored as they are. */
function zipStream(files: { name: string; at: Date; read: () => Promise<Uint8Array> }[]): ReadableStream<Uint8Array> {
	const left = [...files]
	let zip: Zip
	return new ReadableStream<Uint8Array>({
		start(controller) {
			zip = new Zip((error, part, isLast) => {
				if (error) controller.error(error)
				else controller.enqueue(part)
				if (isLast) controller.close()
			})
		},
		async pull() {
			const file = left.shift()
			if (!file) return
			const content = await file.read()
			const entry = new ZipPassThrough(file.name)
			entry.mtime = file.at
			zip.add(entry)
			entry.push(content, true)
			if (left.length === 0) zip.end()
		},
		cancel() {
			left.length = 0
		},
	})
}
