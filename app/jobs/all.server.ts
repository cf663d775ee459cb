// Each of these registers its work when it is imported.
import '~/messages/outbox.server'
import '~/handoff/callback-dispatch.server'
import '~/friction/retention.server'
import { leaveQueue } from '~/handoff/conversations.server'
import { listForgottenPlaces } from '~/handoff/queue.server'
import { everyTick, startRunner, stopRunner } from './runner.server'

/** A place nobody keeps any more is given back, and noted as a failure of ours. */
everyTick('forgotten-places', 15, async (now) => {
	for (const { id } of await listForgottenPlaces(now)) await leaveQueue({ conversationId: id, by: 'system', now })
})

export const startJobs = startRunner
export const stopJobs = stopRunner
