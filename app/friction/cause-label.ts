import type { Lang } from '~/i18n/language'
import { typography } from '~/i18n/typography'

/** What a cause is called on screen: a search in quotation marks, anything else as it is. */
export function causeLabel({ kind, label }: { kind: string; label: string }, lang: Lang): string {
	if (!kind.startsWith('search-')) return typography(label)
	return lang === 'fr' ? typography(`« ${label} »`) : `“${label}”`
}
