// A thread of its own: draws invoices, so that nobody else waits while fonts are read and cut.
import { parentPort } from 'node:worker_threads'
import { drawInvoice } from './draw-invoice.server'
import type { PrintedInvoice } from './printed-invoice'

parentPort?.on('message', async ({ id, invoice }: { id: number; invoice: PrintedInvoice }) => {
	try {
		parentPort?.postMessage({ id, file: await drawInvoice(invoice) })
	} catch (error) {
		parentPort?.postMessage({ id, error: String(error) })
	}
})
