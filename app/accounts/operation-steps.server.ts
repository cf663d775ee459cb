import { recordFriction, recordStep } from '~/friction/record.server'
import type { Actor } from './actor'

/** Leaves a step that was done in the visit of whoever asked. */
export async function recordStepDone({ visitId }: Actor, label: string, now: Date): Promise<void> {
	if (visitId) await recordStep({ visitId, kind: 'action', label, now })
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
	await recordFriction({
		...{ visitId, kind: 'action-failed', causeKey: `${name}:${reason}`, label, path: page, lang, customerId },
		...{ detail: { reason, asked: words.done }, now },
	})
}
