import { and, desc, eq, isNull } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbackAttempts, callbacks } from '#db/schema/handoff.server'
import { blockNumber } from './blocked-numbers.server'
import { recordEvent } from './callback-events.server'
import { followUp, logUnreached } from './callback-follow-up.server'
import { anotherIsActive } from './callback-refusals.server'

const MANUAL_OUTCOMES = ['talked', 'busy', 'no-answer', 'voicemail', 'failed', 'not-me'] as const
export type ManualOutcome = (typeof MANUAL_OUTCOMES)[number]
/** A person answered. */
const ANSWERED: readonly ManualOutcome[] = ['talked', 'not-me']
/** How the advisor's side of an attempt went when nobody dials for them. */
export const BY_HAND = 'by-hand'
/** What a telephone company counts as a conversation, and an advisor knows to be something else. */
const CORRECTIONS: readonly ManualOutcome[] = ['voicemail', 'not-me']
/** An advisor who heard a voicemail, or somebody who never asked, says so within this time. */
const CORRECTION_MS = 30 * 60_000

/**
 * What came of a call, said by the advisor: after dialling by hand, or to say that what answered was
 * a voicemail, or somebody who never asked to be called.
 *
 * @returns `false` when this callback is not theirs, or it is too late
 */
export async function recordManualOutcome({
	callbackId,
	advisorId,
	outcome,
	now = new Date(),
}: {
	callbackId: string
	advisorId: string
	outcome: ManualOutcome
	now?: Date
}): Promise<boolean> {
	const unreached = await transaction(async () => {
		const [callback] = await db
			.select()
			.from(callbacks)
			.where(and(eq(callbacks.id, callbackId), eq(callbacks.advisorId, advisorId)))
		if (!callback) return null
		const justDone = callback.state === 'done' && now.getTime() - (callback.endedAt?.getTime() ?? 0) < CORRECTION_MS
		const inCall = callback.state === 'dialing' || callback.state === 'connected'
		if (!inCall && !(justDone && CORRECTIONS.includes(outcome))) return null
		// Who has asked again since is called for that: this one stays as it ended.
		if (justDone && (await anotherIsActive(callback))) {
			if (outcome === 'not-me') await blockNumber({ phone: callback.phone, callbackId, advisorId, now })
			return 'moved'
		}
		const [current] = await db
			.update(callbacks)
			.set({ state: 'connected', endedAt: null })
			.where(eq(callbacks.id, callbackId))
			.returning()
		const [attempt] = await db
			.update(callbackAttempts)
			.set({
				state: 'ended',
				endedAt: now,
				customerOutcome: ANSWERED.includes(outcome) ? 'connected' : outcome,
				bridged: ANSWERED.includes(outcome),
			})
			.where(and(eq(callbackAttempts.callbackId, callbackId), isNull(callbackAttempts.endedAt)))
			.returning()
		if (justDone) await correctLastAttempt(callbackId)
		await recordEvent({ callbackId, attemptId: attempt?.id, kind: 'manual', detail: { outcome, advisorId }, now })
		const voicemail = outcome === 'voicemail'
		return current
			? followUp(current, voicemail ? 'no-answer' : outcome, { voicemail, attemptId: attempt?.id ?? null, now })
			: null
	})
	if (!unreached) return false
	await logUnreached(unreached, now)
	return true
}

/** The company took a voicemail for a conversation. */
async function correctLastAttempt(callbackId: string): Promise<void> {
	const [last] = await db
		.select({ id: callbackAttempts.id })
		.from(callbackAttempts)
		.where(eq(callbackAttempts.callbackId, callbackId))
		.orderBy(desc(callbackAttempts.startedAt))
		.limit(1)
	if (!last) return
	await db
		.update(callbackAttempts)
		.set({ customerOutcome: 'voicemail', bridged: false })
		.where(eq(callbackAttempts.id, last.id))
}
