import type { FrictionKind } from './kinds'

export interface PathStep {
	kind: string
	label: string
	failed: boolean
	href: string | null
	at: Date
}

/** What the order of a visit's steps says by itself. */
export interface PathSign {
	kind: Extract<FrictionKind, 'search-left' | 'search-unopened' | 'search-reworded' | 'article-handoff' | 'step-left'>
	label: string
	path: string | null
	at: Date
	/** Of a step that was left: what the person did instead. */
	detail?: { reason: 'somebody-asked' | 'went-elsewhere' | 'gone' }
}

/** Another search within this time says that the words were not the right ones. */
const REWORDED_WITHIN_MS = 60_000

/**
 * Reads from the path of a visit that is over what nobody could see while it went on: results that
 * were not opened, words tried again, somebody asked for right after an article, an operation that was
 * read before confirming it and not confirmed. Pages and notes
 * between two steps count as nothing done.
 *
 * @param steps - in order
 * @param handoffs - when somebody was asked for
 */
export function signsOf(steps: PathStep[], handoffs: { askedAt: Date }[]): PathSign[] {
	const told = steps.filter(({ kind }) => kind !== 'page' && kind !== 'note')
	return told.flatMap((step, index) => {
		const next = told[index + 1]
		const asked = handoffs.some(({ askedAt }) => askedAt >= step.at && (!next || askedAt < next.at))
		if (step.kind === 'review') return leftReview(step, told.slice(index + 1), asked)
		const kind = step.failed ? null : kindOfSign(step, next, asked, handoffs.length > 0)
		return kind ? [{ kind, label: step.label, path: step.href, at: step.at }] : []
	})
}

/** Compared reviews are one step, the last of them; a refusal after one says so itself. */
function leftReview(step: PathStep, later: PathStep[], asked: boolean): PathSign[] {
	const settled = later.find(({ kind }) => kind === 'review' || kind === 'action' || kind === 'form')
	if (settled) return []
	const reason = asked ? 'somebody-asked' : later.length > 0 ? 'went-elsewhere' : 'gone'
	return [{ kind: 'step-left', label: step.label, path: step.href, at: step.at, detail: { reason } }]
}

function kindOfSign(
	step: PathStep,
	next: PathStep | undefined,
	asked: boolean,
	anybodyAsked: boolean,
): PathSign['kind'] | null {
	if (step.kind === 'article') return asked ? 'article-handoff' : null
	if (step.kind !== 'search') return null
	if (asked) return 'search-unopened'
	if (!next) return anybodyAsked ? 'search-unopened' : 'search-left'
	if (next.kind !== 'search' || sameWords(step.label, next.label)) return null
	return next.at.getTime() - step.at.getTime() <= REWORDED_WITHIN_MS ? 'search-reworded' : 'search-unopened'
}

function sameWords(one: string, other: string): boolean {
	return one.trim().toLowerCase() === other.trim().toLowerCase()
}
