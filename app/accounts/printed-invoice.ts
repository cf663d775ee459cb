import type { Lang } from '~/i18n/language'

/**
 * An invoice as it is printed: every word in its language, every amount formatted. It holds all that
 * the page needs, so that drawing it asks nothing of anybody.
 */
export interface PrintedInvoice {
	lang: Lang
	title: string
	seller: { name: string; lines: string[] }
	recipient: { title: string; lines: string[] }
	/** Number, dates, customer: what is looked for first. */
	facts: { label: string; value: string }[]
	table: {
		heads: { text: string; isAmount: boolean }[]
		groups: { title: string | null; rows: { label: string; detail: string | null; cells: string[] }[] }[]
		/** Names of what was bought are stored in French. */
		labelLang: Lang
	}
	tax: { caption: string; heads: string[]; rows: string[][]; total: string[] }
	toPay: { label: string; amount: string; said: string }
	mentions: { title: string; text: string }[]
	footer: string
	/** « Page 1 sur 2 » */
	pageOf: { before: string; between: string }
	/** When the invoice was issued: the same invoice makes the same file. */
	issuedAt: Date
}
