import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { unzipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import { afterEach, expect, test, vi } from 'vitest'
import { makeInvoice, makeSubscription } from '#db/testing/accounts'
import { makeCustomer } from '#db/testing/builders'
import { readPdf } from '#db/testing/read-pdf'
import { useAccountsBackend } from './current-backend.server'
import { embeddedBackend } from './embedded-backend.server'
import { type InvoiceFile, invoicePdf, invoicesOfYear } from './invoice-files.server'
import { printInvoicesIn } from './invoice-printer.server'

afterEach(() => {
	useAccountsBackend(undefined)
	printInvoicesIn('nowhere')
})

async function invoiced() {
	const { customer } = await makeCustomer()
	const { id: subscriptionId } = await makeSubscription(customer.id, { label: 'Mobile de Camille' })
	const invoice = await makeInvoice(
		customer.id,
		'2026-11',
		[
			{ kind: 'plan', label: 'Mobile 40 Go', subscriptionId, amountCents: 1_299 },
			{ kind: 'usage', label: 'Appels vers la Belgique · 3 appels, 18 min', subscriptionId, amountCents: 450 },
			{ kind: 'usage', label: 'Livre numérique', subscriptionId, amountCents: 799, taxBasisPoints: 550 },
		],
		{ paidAt: new Date('2026-12-05T07:00:00Z') },
	)
	return { customer, invoice }
}

test('the PDF says what the law asks for, with tax by rate that adds up', async () => {
	const { customer, invoice } = await invoiced()
	const { text, objects } = readPdf(bytesOf(await invoicePdf(invoice.number, { customer, lang: 'fr' })))
	const said = text.replaceAll('\u00a0', ' ')
	for (const words of [
		...['Ligne Claire SAS', '59000 Lille', 'SIREN 000 000 000 · RCS Lille Métropole', 'FR12000000000'],
		...[`Facture nº ${invoice.number}`, '15 novembre 2026', customer.number, customer.lastName],
		...['Mobile 40 Go', '3 appels, 18 min', 'Taux de TVA', 'Montant HT', 'Montant TTC'],
		// 17,49 € at 20 % and 7,99 € at 5,5 %.
		...['14,58 €', '2,91 €', '17,49 €', '7,57 €', '0,42 €', '7,99 €', '22,15 €', '3,33 €', '25,48 €'],
		...['Payée le 5 décembre 2026.', 'Retard de paiement', 'Médiation'],
	])
		expect(said, words).toContain(words)
	expect(said).not.toContain('?')
	expect(objects).toContain('/Marked true')
	expect(objects).toMatch(/\/Lang \(fr-FR\)/)
	expect(objects).toMatch(/\/S \/H1\b/)
	expect(objects).toMatch(/\/Scope \/Column/)
	expect(objects).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A</)
	// Nothing is fetched and nothing runs.
	expect(objects).not.toMatch(/\/(URI|JavaScript|Launch|GoToR)\b/)
})

test('in English the words are English and what was bought keeps its language', async () => {
	const { customer, invoice } = await invoiced()
	const { text, objects } = readPdf(bytesOf(await invoicePdf(invoice.number, { customer, lang: 'en' })))
	expect(text).toContain(`Invoice no. ${invoice.number}`)
	expect(text).toContain('€25.48')
	expect(text).not.toContain('Montant')
	expect(objects).toMatch(/\/Lang \(en-GB\)/)
	expect(objects).toMatch(/\/Lang \(fr-FR\)/)
})

test('the same invoice has the same words, whoever draws it: in a thread of its own nobody waits for it', async () => {
	const { customer, invoice } = await invoiced()
	const here = bytesOf(await invoicePdf(invoice.number, { customer, lang: 'fr' }))
	// Inside the project: the thread reads the packages that are installed there.
	const folder = mkdtempSync('node_modules/.invoice-thread-')
	const outfile = join(folder, 'invoice-worker.mjs')
	await build({
		entryPoints: ['app/accounts/invoice-worker.server.ts'],
		outfile,
		bundle: true,
		external: ['pdfkit'],
		platform: 'node',
		format: 'esm',
		logLevel: 'warning',
	})
	printInvoicesIn(resolve(outfile))
	const drawnHere = vi.spyOn(PDFDocument.prototype, 'text')
	const there = bytesOf(await invoicePdf(invoice.number, { customer, lang: 'fr' }))
	rmSync(folder, { recursive: true })
	expect(readPdf(there).text).toBe(readPdf(here).text)
	expect(drawnHere).not.toHaveBeenCalled()
	printInvoicesIn('nowhere')
	await invoicePdf(invoice.number, { customer, lang: 'fr' })
	expect(drawnHere).toHaveBeenCalled()
	drawnHere.mockRestore()
})

test('an invoice of somebody else is missing, and so is a year without any', async () => {
	const { invoice } = await invoiced()
	const { customer } = await makeCustomer()
	expect(await invoicePdf(invoice.number, { customer, lang: 'fr' })).toBe('missing')
	expect(await invoicesOfYear('2026', { customer, lang: 'fr' })).toBe('missing')
})

test('a year comes as one archive, each invoice under its name', async () => {
	const { customer, invoice } = await invoiced()
	const line = { kind: 'plan', label: 'Mobile 40 Go', subscriptionId: null, amountCents: 1_299 } as const
	const october = await makeInvoice(customer.id, '2026-10', [line])
	await makeInvoice(customer.id, '2025-12', [line])
	const archive = await invoicesOfYear('2026', { customer, lang: 'fr' })
	if (typeof archive === 'string') throw new Error(archive)
	expect(archive.name).toBe('Factures-2026.zip')
	const files = unzipSync(new Uint8Array(await new Response(archive.body as ReadableStream).arrayBuffer()))
	expect(Object.keys(files).sort()).toEqual([`Facture-${invoice.number}.pdf`, `Facture-${october.number}.pdf`].sort())
	expect(readPdf(files[`Facture-${october.number}.pdf`] as Uint8Array).text).toContain(october.number)
})

test('without an answer of who holds the invoices there is no file, and that is said', async () => {
	const { customer, invoice } = await invoiced()
	useAccountsBackend({ ...embeddedBackend, invoices: async () => ({ ok: false, reason: 'unavailable' }) })
	expect(await invoicePdf(invoice.number, { customer, lang: 'fr' })).toBe('unavailable')
})

function bytesOf(file: InvoiceFile | 'missing' | 'unavailable'): Uint8Array {
	if (typeof file === 'string' || !(file.body instanceof Uint8Array)) throw new Error(`no file: ${String(file)}`)
	return file.body
}
