import { transaction } from '#db/client.server'
import { recordAct } from '~/auth/audit.server'
import { listCallDifferences, markDifferenceSeen } from '~/handoff/call-comparison.server'
import { callbackSpending } from '~/handoff/callback-spending.server'
import { countKept } from '~/handoff/promises.server'
import { listDeadJobs, retryJob } from '~/jobs/runner.server'
import { listFailedMessages, retryMessage } from '~/messages/outbox.server'
import { scrub } from './scrub'

const PERIOD_MS = 30 * 86_400_000
/** The share of callback promises to keep. */
export const KEPT_BAR = 0.95

export interface CallbackHealth {
	kept: { kept: number; all: number }
	/** Calls of today and codes of this month, estimated, against what they may cost. */
	spending: Awaited<ReturnType<typeof callbackSpending>>
	/** Jobs and messages that were given up. */
	stopped: { id: string; what: 'job' | 'message'; name: string; tries: number; error: string | null; at: Date }[]
	differences: Awaited<ReturnType<typeof listCallDifferences>>
}

/** How callbacks are kept, and what of their machinery has stopped, for the supervisor. */
export async function callbackHealth(now = new Date()): Promise<CallbackHealth> {
	const [kept, spending, dead, failed, differences] = await Promise.all([
		countKept('callback', new Date(now.getTime() - PERIOD_MS), now),
		callbackSpending(now),
		listDeadJobs(),
		listFailedMessages(),
		listCallDifferences(),
	])
	const stopped = [
		...dead.map(({ id, kind, tries, lastError, endedAt, createdAt }) => ({
			...{
				id,
				what: 'job' as const,
				name: kind,
				tries,
				error: lastError && scrub(lastError),
				at: endedAt ?? createdAt,
			},
		})),
		...failed.map(({ id, purpose, tries, lastError, notBefore }) => ({
			...{ id, what: 'message' as const, name: purpose, tries, error: lastError && scrub(lastError), at: notBefore },
		})),
	]
	return { kept, spending, stopped: stopped.sort((a, b) => b.at.getTime() - a.at.getTime()), differences }
}

/** Starts again what had stopped, or notes that a difference was looked into; once, with who did it. */
export async function actOnHealth(
	what: 'job' | 'message' | 'difference',
	id: string,
	actorId: string,
	now = new Date(),
): Promise<boolean> {
	return transaction(async () => {
		const done =
			what === 'difference'
				? await markDifferenceSeen(id, actorId, now)
				: await (what === 'job' ? retryJob : retryMessage)(id, now)
		const action = what === 'difference' ? 'call-difference.seen' : `${what}.tried-again`
		if (done) await recordAct({ actorId, action, objectKind: what, objectId: id, now })
		return done
	})
}
