import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { testPayments } from '#db/schema/accounts.server'
import type { PaymentProvider, ProviderReading } from './payment-provider'

type TestPayment = typeof testPayments.$inferSelect

/** How long it does not answer when it is asked to play a company whose lines are down. */
const SILENT_SECONDS = 15
const LEFT = 'left'
const REFUSED_IBAN_END = '0000'

/** A payment company for demonstrations and tests: no money, no card, and it can fail on demand. */
export const testProvider: PaymentProvider = {
	name: { fr: 'Paiement d’essai', en: 'Test payments' },
	async begin({ key, amountCents, label, returnUrl }) {
		await db
			.insert(testPayments)
			.values({ requestKey: key, amountCents, label, returnUrl, state: 'open' })
			.onConflictDoNothing({ target: testPayments.requestKey })
		const reading = await this.read(key)
		return reading.outcome === 'missing' ? { outcome: 'unknown' } : reading
	},
	async read(key) {
		const [payment] = await db.select().from(testPayments).where(eq(testPayments.requestKey, key))
		return payment ? readingOf(payment) : { outcome: 'missing' }
	},
	async keepAccount({ iban }) {
		if (iban.endsWith(REFUSED_IBAN_END)) return { outcome: 'refused', reason: 'account-closed' }
		return { outcome: 'kept', token: `test_${randomUUID()}` }
	},
}

/** What its page shows of a payment. */
export async function findTestPayment(id: string): Promise<TestPayment | null> {
	const [payment] = await db.select().from(testPayments).where(eq(testPayments.id, id))
	return payment ?? null
}

/** What the payer decides on its page, once. `pay-silent` pays, and then nobody answers for a while. */
export async function decideTestPayment(
	id: string,
	decision: 'pay' | 'pay-silent' | 'refuse' | 'leave',
	now = new Date(),
): Promise<void> {
	const paid = decision === 'pay' || decision === 'pay-silent'
	await db
		.update(testPayments)
		.set({
			state: paid ? 'paid' : 'refused',
			reason: paid ? null : decision === 'leave' ? LEFT : 'insufficient-funds',
			silentUntil: decision === 'pay-silent' ? new Date(now.getTime() + SILENT_SECONDS * 1_000) : null,
		})
		.where(and(eq(testPayments.id, id), eq(testPayments.state, 'open')))
}

function readingOf({ id, state, reason, silentUntil, at }: TestPayment): ProviderReading {
	if (silentUntil && silentUntil > new Date()) return { outcome: 'unknown' }
	if (state === 'open') return { outcome: 'open', reference: id, payUrl: `/paiement-essai/${id}` }
	if (state === 'paid') return { outcome: 'paid', reference: id, at }
	return reason === LEFT
		? { outcome: 'left', reference: id }
		: { outcome: 'refused', reference: id, reason: reason ?? 'declined' }
}
