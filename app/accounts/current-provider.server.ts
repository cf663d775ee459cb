import { environment } from '~/env.server'
import type { PaymentProvider } from './payment-provider'
import { testProvider } from './test-provider.server'

let replacement: PaymentProvider | undefined

/** Who takes payments in this process; `null` when nobody does: invoices are then debited only. */
export function paymentProvider(): PaymentProvider | null {
	return replacement ?? (environment().DEMO ? testProvider : null)
}

/** Puts another payment company in place; `undefined` brings the ordinary one back. */
export function payThrough(provider: PaymentProvider | undefined): void {
	replacement = provider
}
