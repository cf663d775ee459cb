import { and, desc, eq, isNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbackAttempts, callbackEvents, callbacks } from '#db/schema/handoff.server'
import type { Person } from '~/auth/people.server'
import { whoAndWhy } from './callback-words.server'
import { isBrowser } from './handsets.server'

/** The call that rings at an advisor's browser, or goes on there. */
export interface OfferedCall {
	attemptId: string
	callbackId: string
	firstName: string
	reason: string
	/**
	 * `ringing`: nobody has picked up. `asking`: the phone company waits for a key. `calling`: taken, the
	 * customer's telephone rings. `talking`: both are there.
	 */
	stage: 'ringing' | 'asking' | 'calling' | 'talking'
	/** What to say first; `null` until the call was taken. */
	password: string | null
}

/** An advisor has one call at a time; `null` when none is at their browser. */
export async function offeredCall({ id, lang }: Pick<Person, 'id' | 'lang'>): Promise<OfferedCall | null> {
	const [row] = await db
		.select({ attempt: callbackAttempts, callback: callbacks })
		.from(callbackAttempts)
		.innerJoin(callbacks, eq(callbacks.id, callbackAttempts.callbackId))
		.where(and(eq(callbackAttempts.advisorId, id), isNull(callbackAttempts.endedAt)))
		.orderBy(desc(callbackAttempts.startedAt))
		.limit(1)
	if (!row || !isBrowser(row.attempt.advisorAddress)) return null
	const { attempt, callback } = row
	const stage = await stageOf(attempt)
	return {
		attemptId: attempt.id,
		callbackId: callback.id,
		...whoAndWhy(callback, lang),
		stage,
		password: stage === 'calling' || stage === 'talking' ? callback.password : null,
	}
}

async function stageOf({
	id,
	state,
	advisorCallSid,
}: typeof callbackAttempts.$inferSelect): Promise<OfferedCall['stage']> {
	if (state === 'bridged') return 'talking'
	if (state === 'advisor-accepted' || state === 'ringing-customer') return 'calling'
	const isAnswered = and(
		eq(callbackEvents.attemptId, id),
		eq(callbackEvents.dedupeKey, `answered:${advisorCallSid}`),
		eq(callbackEvents.answer, 'whisper'),
	)
	return (await db.$count(callbackEvents, isAnswered)) > 0 ? 'asking' : 'ringing'
}
