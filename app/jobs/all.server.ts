// Each of these registers its work when it is imported.
import '~/messages/outbox.server'
import '~/accounts/contract-changes.server'
import '~/accounts/payments.server'
import '~/accounts/forwarding.server'
import '~/accounts/line-changes.server'
import '~/accounts/scheduled-changes.server'
import '~/desk/training.server'
import '~/handoff/attachments.server'
import '~/handoff/callback-asking.server'
import '~/handoff/call-comparison.server'
import '~/handoff/callback-dispatch.server'
import '~/handoff/callback-orders.server'
import '~/handoff/callback-reminders.server'
import '~/handoff/chat-offers.server'
import '~/handoff/chat-silences.server'
import '~/handoff/queue-board.server'
import '~/handoff/contact-retention.server'
import '~/handoff/text-appointments.server'
import '~/friction/retention.server'
import '~/personal/data-copies.server'
import '~/personal/erasure.server'
import '~/personal/personal-changes.server'
import '~/handoff/effort.server'
import '~/handoff/help-offers.server'
import '~/knowledge/publications.server'
import { paced } from '~/telephony/speed.server'
import { POLL_MS, startRunner, stopRunner } from './runner.server'

/** Telephony's work comes around in fractions of a second when it is sped up. */
const QUICKEST_POLL_MS = 20

export const startJobs = () => startRunner(Math.min(POLL_MS, Math.max(QUICKEST_POLL_MS, paced(POLL_MS))))
export const stopJobs = stopRunner
