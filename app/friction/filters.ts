import type { Lang } from '~/i18n/language'
import { type FrictionKind, isFrictionKind } from './kinds'
import { PERIOD_DAYS, type PeriodDays } from './period'

/** What the address of a page of frictions says to show: it can be shared. */
export interface ShownFilter {
	days: PeriodDays
	kind: FrictionKind | undefined
	lang: Lang | undefined
}

/** Reads an address; what it does not know counts as not said. */
export function filterFrom(search: URLSearchParams): ShownFilter {
	const days = PERIOD_DAYS.find((known) => String(known) === search.get('periode')) ?? 7
	const kind = search.get('genre') ?? ''
	const lang = search.get('langue')
	return {
		days,
		kind: isFrictionKind(kind) ? kind : undefined,
		lang: lang === 'fr' || lang === 'en' ? lang : undefined,
	}
}

/** The query that says the same, starting with `?`; empty for the usual view. */
export function queryOf({ days, kind, lang }: ShownFilter): string {
	const query = new URLSearchParams()
	if (days !== 7) query.set('periode', String(days))
	if (kind) query.set('genre', kind)
	if (lang) query.set('langue', lang)
	const text = query.toString()
	return text ? `?${text}` : ''
}

/** The page of a cause, over the same period and language. */
export function causePath(causeKey: string, { days, lang }: ShownFilter): string {
	return `/frictions/${encodeURIComponent(causeKey)}${queryOf({ days, kind: undefined, lang })}`
}
