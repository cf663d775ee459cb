import { contentStems } from './analysis'
import type { SearchLang } from './document'

/** What an editor wants for one question. */
export type Steering = {
	/** Slugs to show first, in this order. */
	pins: readonly string[]
	/** Points by slug, added to the score. */
	boosts: ReadonlyMap<string, number>
}

export type PinRule = { query: string; slug: string }
export type BoostRule = { query: string; slug: string; points: number }
export type SteeringRules = { pins: readonly PinRule[]; boosts: readonly BoostRule[] }

export const NOTHING_STEERED: Steering = { pins: [], boosts: new Map() }

/**
 * Arranges the rules to be asked by question. « Résilier mon contrat » and
 * « contrat résilier » are one question: same words, small ones aside, in any
 * order. A question of small words only has no rule.
 */
export function compileSteering({ pins, boosts }: SteeringRules, lang: SearchLang): (query: string) => Steering {
	const known = new Map<string, { pins: string[]; boosts: Map<string, number> }>()
	const ruleOf = (query: string) => {
		const key = keyOf(query, lang)
		const held = known.get(key) ?? { pins: [], boosts: new Map<string, number>() }
		known.set(key, held)
		return held
	}
	for (const { query, slug } of pins) ruleOf(query).pins.push(slug)
	for (const { query, slug, points } of boosts) ruleOf(query).boosts.set(slug, points)
	known.delete('')
	return (query) => (known.size === 0 ? NOTHING_STEERED : (known.get(keyOf(query, lang)) ?? NOTHING_STEERED))
}

const keyOf = (query: string, lang: SearchLang) => [...new Set(contentStems(query, lang))].sort().join(' ')
