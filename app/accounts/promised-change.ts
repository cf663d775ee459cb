import type { NextBillLine } from './backend'
import type { Begin } from './change-review'
import type { ChangeTitle } from './change-words'
import type { Holding, Wish } from './holding'

/** What was read and confirmed: kept with the operation, and what is done is compared with it. */
export interface PromisedChange {
	wish: Wish
	title: ChangeTitle
	begin: Begin
	beginsAt: Date
	before: Holding
	after: Holding
	lines: NextBillLine[]
	onNextBillCents: number
	physical: boolean
}

/** The same as JSON gives it back: instants are texts. */
export type StoredPromise = unknown

/** Brings the instants of a promise back from JSON. */
export function readPromise(stored: StoredPromise): PromisedChange {
	const promise = stored as PromisedChange
	return {
		...promise,
		beginsAt: new Date(promise.beginsAt),
		before: readHolding(promise.before),
		after: readHolding(promise.after),
	}
}

/** Brings the instants of a holding back from JSON. */
export function readHolding({ plan, options }: Holding): Holding {
	return {
		plan: {
			...plan,
			takenAt: new Date(plan.takenAt),
			committedUntil: plan.committedUntil ? new Date(plan.committedUntil) : null,
		},
		options: options.map((option) => ({ ...option, takenAt: new Date(option.takenAt) })),
	}
}
