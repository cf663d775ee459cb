import type { Lang } from '~/i18n/language'

/**
 * What the product asks of a payment company. Card numbers are typed on its pages, never on ours.
 * Failures are values; the same key is the same payment, however often it is asked for.
 */
export interface PaymentProvider {
	name: { fr: string; en: string }
	begin(order: {
		key: string
		amountCents: number
		currency: string
		label: string
		/** Where the payer comes back to, whatever came of it. */
		returnUrl: string
		lang: Lang
	}): Promise<ProviderReading>
	/** What became of a payment, by our key. */
	read(key: string): Promise<ProviderReading | { outcome: 'missing' }>
	/** Takes an account into keeping, to be debited under a mandate. @returns what stands for it from then on */
	keepAccount(account: {
		key: string
		iban: string
		holder: string
		mandate: string
	}): Promise<{ outcome: 'kept'; token: string } | { outcome: 'refused'; reason: string } | { outcome: 'unavailable' }>
}

export type ProviderReading =
	| { outcome: 'open'; reference: string; payUrl: string }
	| { outcome: 'paid'; reference: string; at: Date }
	| { outcome: 'refused'; reference: string; reason: string }
	/** The payer came back without paying. */
	| { outcome: 'left'; reference: string }
	/** No answer: only reading again tells. */
	| { outcome: 'unknown' }
