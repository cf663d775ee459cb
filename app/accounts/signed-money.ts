import { formatMoney } from '~/i18n/format'
import type { Lang } from '~/i18n/language'

const NO_BREAK = '\u00a0'
const MINUS = '\u2212'

/** « + 4,50 € », « − 10,00 € », and a plain zero: for differences. */
export function signedMoney(lang: Lang, amountCents: number, currency: string): string {
	if (amountCents === 0) return '0'
	return `${amountCents > 0 ? '+' : MINUS}${NO_BREAK}${formatMoney(lang, Math.abs(amountCents), currency)}`
}

/** Gigabytes as people read them: « 28,4 »; the network counts a thousand megabytes in one. */
export function gigabytes(megabytes: number): number {
	return Math.round(megabytes / 100) / 10
}
