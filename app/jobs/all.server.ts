// Each of these registers its work when it is imported.
import '~/messages/outbox.server'
import '~/handoff/callback-asking.server'
import '~/handoff/call-comparison.server'
import '~/handoff/callback-dispatch.server'
import '~/handoff/callback-orders.server'
import '~/handoff/callback-reminders.server'
import '~/friction/retention.server'
import { leaveQueue } from '~/handoff/conversations.server'
import { listForgottenPlaces } from '~/handoff/queue.server'
import { paced } from '~/telephony/speed.server'
import { everyTick, POLL_MS, startRunner, stopRunner } from './runner.server'

/** A place nobody keeps any more is given back, and noted as a failure of ours. */
everyTick('forgotten-places', 15, async (now) => {
	for (const { id } of await listForgottenPlaces(now)) await leaveQueue({ conversationId: id, by: 'system', now })
})

/** Telephony's work comes around in fractions of a second when it is sped up. */
const QUICKEST_POLL_MS = 20

export const startJobs = () => startRunner(Math.min(POLL_MS, Math.max(QUICKEST_POLL_MS, paced(POLL_MS))))
export const stopJobs = stopRunner
