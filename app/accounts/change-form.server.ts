import { z } from 'zod'
import type { Begin } from './change-review'
import type { Wish } from './holding'

const begin = {
	debut: z.enum(['now', 'next-bill', 'date']).optional(),
	jour: z.string().max(10).optional(),
}

/** What the address of a review says: what is wished, and when it should begin. */
const Asked = z.object({
	offre: z.string().max(60).optional(),
	ajouter: z.string().max(60).optional(),
	retirer: z.string().max(60).optional(),
	...begin,
})

/** What is sent to confirm a review. */
export const Confirmation = z.object({
	intent: z.literal('confirm'),
	wish: z.enum(['plan', 'add', 'remove']),
	item: z.string().min(1).max(60),
	debut: z.enum(['now', 'next-bill', 'date']),
	jour: z.string().max(10).default(''),
	fingerprint: z.string().min(1).max(100),
	requestKey: z.uuid(),
})

/** Reads a wish and its moment from an address; no wish is the list to choose from. */
export function readAsked(searchParams: URLSearchParams): { wish: Wish | null; begin: Begin | null } {
	const parsed = Asked.safeParse(Object.fromEntries(searchParams))
	if (!parsed.success) return { wish: null, begin: null }
	const { offre, ajouter, retirer, debut, jour } = parsed.data
	const wish: Wish | null = offre
		? { kind: 'plan', planId: offre }
		: ajouter
			? { kind: 'add', optionId: ajouter }
			: retirer
				? { kind: 'remove', optionId: retirer }
				: null
	return { wish, begin: debut ? beginOf(debut, jour ?? '') : null }
}

/** The wish and moment that a confirmation names. */
export function wishOf({ wish, item, debut, jour }: z.infer<typeof Confirmation>): { wish: Wish; begin: Begin } {
	return {
		wish: wish === 'plan' ? { kind: wish, planId: item } : { kind: wish, optionId: item },
		begin: beginOf(debut, jour),
	}
}

/** The part of an address that says a wish: `offre=mobile-100`. */
export function addressOf(wish: Wish): string {
	if (wish.kind === 'plan') return `offre=${encodeURIComponent(wish.planId)}`
	return `${wish.kind === 'add' ? 'ajouter' : 'retirer'}=${encodeURIComponent(wish.optionId)}`
}

function beginOf(when: Begin['when'], day: string): Begin {
	return when === 'date' ? { when, day } : { when }
}
