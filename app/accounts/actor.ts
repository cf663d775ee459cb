import type { accountOperations } from '~/i18n/account-operations.fr'
import type { Lang } from '~/i18n/language'

/** Who does something on an account, as its receipt, its e-mail and the timeline say it. */
export type DoneBy =
	| { kind: 'customer' }
	| { kind: 'delegate'; name: string }
	/** Somebody of the team, at the customer's request. */
	| { kind: 'advisor'; name: string; caseReference: string }

/** Whoever asks for an operation. `visitId` is absent outside a visit of theirs. */
export interface Actor {
	personId: string
	visitId: string | null
	lang: Lang
	/** Left out for the customer themselves. */
	by?: DoneBy
}

/** « Fait par Nora Petit, avec qui cette ligne est partagée. »; `null` for the customer themselves. */
export function doneByWords(by: DoneBy, t: typeof accountOperations): string | null {
	if (by.kind === 'delegate') return t.doneByDelegate(by.name)
	return by.kind === 'advisor' ? t.doneByAdvisor(by.name, by.caseReference) : null
}

/** Who did a change, from how it is kept. */
export function doneByOf({
	actorKind,
	actorName,
	actorCase,
}: {
	actorKind: DoneBy['kind']
	actorName: string | null
	actorCase: string | null
}): DoneBy {
	if (actorKind === 'delegate') return { kind: actorKind, name: actorName ?? '' }
	if (actorKind === 'advisor') return { kind: actorKind, name: actorName ?? '', caseReference: actorCase ?? '' }
	return { kind: actorKind }
}
