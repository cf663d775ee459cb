/**
 * Every way self-care can fail, as one typed list. `app/i18n/friction.fr.ts` and `.en.ts` give each its
 * name, its definition, what proves it and what it is not: a kind without those words is a type error.
 *
 * `weight` says what one occurrence costs the person, from 1 (a detour) to 5 (left without what they
 * came for, with nobody to turn to). The list of causes is ranked by people affected times this weight.
 *
 * `told` says who observes it: `server` when a loader or an action saw it happen, `browser` when only
 * the page knows, `derived` when it is concluded from a visit that went quiet (friction/sweep.server.ts).
 *
 * `stops` says whether it leaves people without what they came for unless something works after it.
 */
export const FRICTION_KINDS = [
	{ id: 'search-empty', weight: 3, told: 'server', stops: true },
	{ id: 'search-left', weight: 2, told: 'derived', stops: true },
	{ id: 'search-unopened', weight: 2, told: 'derived', stops: false },
	{ id: 'search-reworded', weight: 1, told: 'derived', stops: false },
	{ id: 'article-no', weight: 3, told: 'server', stops: true },
	{ id: 'article-left', weight: 2, told: 'browser', stops: false },
	{ id: 'article-handoff', weight: 2, told: 'derived', stops: false },
	{ id: 'form-refused', weight: 3, told: 'server', stops: true },
	{ id: 'step-left', weight: 2, told: 'derived', stops: false },
	{ id: 'action-failed', weight: 4, told: 'server', stops: true },
	{ id: 'action-undone', weight: 1, told: 'server', stops: false },
	{ id: 'state-differs', weight: 5, told: 'server', stops: true },
	{ id: 'page-missing', weight: 1, told: 'server', stops: false },
	{ id: 'page-error', weight: 4, told: 'server', stops: true },
	{ id: 'script-error', weight: 2, told: 'browser', stops: false },
	{ id: 'offline', weight: 1, told: 'browser', stops: false },
	{ id: 'handoff-asked', weight: 1, told: 'server', stops: false },
	{ id: 'handoff-closed', weight: 4, told: 'server', stops: true },
	{ id: 'queue-left', weight: 4, told: 'server', stops: true },
	{ id: 'wait-longer', weight: 3, told: 'derived', stops: false },
	{ id: 'callback-unreached', weight: 5, told: 'server', stops: true },
	{ id: 'contact-repeated', weight: 4, told: 'derived', stops: false },
] as const satisfies readonly {
	id: string
	weight: 1 | 2 | 3 | 4 | 5
	told: 'server' | 'browser' | 'derived'
	stops: boolean
}[]

export type FrictionKind = (typeof FRICTION_KINDS)[number]['id']

const weights = new Map<string, number>(FRICTION_KINDS.map(({ id, weight }) => [id, weight]))

/** @returns the weight of a kind; 1 for a kind this version no longer knows */
export function weightOf(kind: string): number {
	return weights.get(kind) ?? 1
}

const stopping = new Set<string>(FRICTION_KINDS.flatMap(({ id, stops }) => (stops ? [id] : [])))

/** Whether what happened leaves people without what they came for; a kind this version no longer knows does. */
export function stopsPeople(kind: string): boolean {
	return stopping.has(kind) || !weights.has(kind)
}

export function isFrictionKind(value: string): value is FrictionKind {
	return weights.has(value)
}
