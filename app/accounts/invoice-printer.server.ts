import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { drawInvoice } from './draw-invoice.server'
import type { PrintedInvoice } from './printed-invoice'

interface Answer {
	id: number
	file?: Uint8Array
	error?: string
}

interface Waiting {
	resolve: (file: Uint8Array) => void
	reject: (error: Error) => void
}

let bundle: string | null = null
let worker: Worker | null = null
let asked = 0
const waiting = new Map<number, Waiting>()

/** Where the bundled thread is; without it invoices are drawn in the thread that asks, which suits tests. */
export function printInvoicesIn(path: string): void {
	bundle = existsSync(path) ? path : null
}

/** The PDF of an invoice. @throws when it cannot be drawn */
export async function printPdf(invoice: PrintedInvoice): Promise<Uint8Array> {
	if (!bundle) return drawInvoice(invoice)
	worker ??= openWorker(bundle)
	const id = ++asked
	const thread = worker
	return new Promise((resolve, reject) => {
		waiting.set(id, { resolve, reject })
		thread.postMessage({ id, invoice })
	})
}

function openWorker(path: string): Worker {
	const thread = new Worker(path)
	// It waits for work for as long as the server lives, and holds it back no longer.
	thread.unref()
	thread.on('message', ({ id, file, error }: Answer) => {
		const asker = waiting.get(id)
		waiting.delete(id)
		if (file) asker?.resolve(file)
		else asker?.reject(new Error(error ?? 'the invoice was not drawn'))
	})
	const ended = (error: Error) => {
		if (worker === thread) worker = null
		for (const { reject } of waiting.values()) reject(error)
		waiting.clear()
	}
	thread.on('error', ended)
	thread.on('exit', () => ended(new Error('the invoice thread ended')))
	return thread
}
