import { and, eq, gte, lt } from 'drizzle-orm'
import { frictions } from '#db/schema/friction.server'
import type { Lang } from '~/i18n/language'
import { type FrictionKind, isFrictionKind } from './kinds'
import type { Period } from './period'

export interface Filter {
	period: Period
	kind?: FrictionKind
	lang?: Lang
}

export function inPeriod(period: Period, lang?: Lang) {
	return between({ from: period.from, to: new Date(period.to.getTime() + 1) }, lang)
}

export function between({ from, to }: { from: Date; to: Date }, lang?: Lang) {
	return and(gte(frictions.at, from), lt(frictions.at, to), lang ? eq(frictions.lang, lang) : undefined)
}

export function kindOf(kind: string): FrictionKind {
	return isFrictionKind(kind) ? kind : 'page-error'
}
