/**
 * Every way self-care can fail, as one typed list. `app/i18n/friction.fr.ts` and `.en.ts` give each its
 * name, its definition, what proves it and what it is not: a kind without those words is a type error.
 *
 * `weight` says what one occurrence costs the person, from 1 (a detour) to 5 (left without what they
 * came for, with nobody to turn to). The list of causes is ranked by people affected times this weight.
 *
 * `told` says who observes it: `server` when a loader or an action saw it happen, `browser` when only
 * the page knows, `derived` when it is concluded from a visit that went quiet (friction/sweep.server.ts).
 */
export const FRICTION_KINDS = [
	{ id: 'search-empty', weight: 3, told: 'server' },
	{ id: 'search-left', weight: 2, told: 'derived' },
	{ id: 'article-no', weight: 3, told: 'server' },
	{ id: 'form-refused', weight: 3, told: 'server' },
	{ id: 'action-failed', weight: 4, told: 'server' },
	{ id: 'page-missing', weight: 1, told: 'server' },
	{ id: 'page-error', weight: 4, told: 'server' },
	{ id: 'script-error', weight: 2, told: 'browser' },
	{ id: 'offline', weight: 1, told: 'browser' },
	{ id: 'handoff-asked', weight: 1, told: 'server' },
	{ id: 'handoff-closed', weight: 4, told: 'server' },
	{ id: 'queue-left', weight: 4, told: 'server' },
	{ id: 'callback-unreached', weight: 5, told: 'server' },
] as const satisfies readonly { id: string; weight: 1 | 2 | 3 | 4 | 5; told: 'server' | 'browser' | 'derived' }[]

export type FrictionKind = (typeof FRICTION_KINDS)[number]['id']

const weights = new Map<string, number>(FRICTION_KINDS.map(({ id, weight }) => [id, weight]))

/** @returns the weight of a kind; 1 for a kind this version no longer knows */
export function weightOf(kind: string): number {
	return weights.get(kind) ?? 1
}

export function isFrictionKind(value: string): value is FrictionKind {
	return weights.has(value)
}
