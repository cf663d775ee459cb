import { recordFriction, recordStep } from '~/friction/record.server'
import type { Lang } from '~/i18n/language'
import type { Actor } from './actor'

/** Leaves a step that was done in the visit of whoever asked. */
export async function recordStepDone({ visitId }: Actor, label: string, now: Date): Promise<void> {
	if (visitId) await recordStep({ visitId, kind: 'action', label, now })
}

/** Leaves that something was read before confirming it: whoever helps next sees where they were. */
export async function recordReview(
	{ visitId }: { visitId: string },
	{ label, path }: { label: string; path: string },
	now?: Date,
): Promise<void> {
	await recordStep({ visitId, kind: 'review', label, href: path, now })
}

/** Leaves a failed step in the visit, so that whoever helps next sees it. */
export async function recordFailedStep(
	{ name, page }: { name: string; page: string },
	{
		customerId,
		actor,
		words,
		reason,
		now,
	}: { customerId: string; actor: Actor; words: { done: string; failed: string }; reason: string; now: Date },
): Promise<void> {
	const { visitId, lang } = actor
	if (!visitId) return
	const label = words.failed
	await recordStep({ visitId, kind: 'action', label, failed: true, now })
	// Said when it was read, by whoever read it: see `recordDifference`.
	if (reason === 'differs') return
	await recordFriction({
		...{ visitId, kind: 'action-failed', causeKey: `${name}:${reason}`, label, path: page, lang, customerId },
		...{ detail: { reason, asked: words.done }, now },
	})
}

/** Logs that a change was accepted and something else is there, in the visit in which it was asked. */
export async function recordDifference(
	{ name, page }: { name: string; page: string },
	{
		visitId,
		caseReference,
		...said
	}: { visitId: string | null; customerId: string; lang: Lang; label: string; caseReference: string; now: Date },
): Promise<void> {
	if (!visitId) return
	const detail = { caseReference }
	await recordFriction({ visitId, kind: 'state-differs', causeKey: `${name}:differs`, path: page, detail, ...said })
}

/** Logs that what was done was taken back: it was not what they wanted, or not what they had understood. */
export async function recordUndone(
	{ name, page }: { name: string; page: string },
	{ customerId, actor, label, now }: { customerId: string; actor: Actor; label: string; now: Date },
): Promise<void> {
	const { visitId, lang } = actor
	if (!visitId) return
	await recordFriction({ visitId, kind: 'action-undone', causeKey: name, label, path: page, lang, customerId, now })
}
