import { type CalendarDate, toZoned } from '@internationalized/date'
import { dayOf } from '~/handoff/hours.server'
import { everyTick, registerJob, scheduleJob } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { reopenReturned } from './handling.server'
import { applyRetention } from './retention.server'
import { sweepVisits } from './sweep.server'

const SWEEP_SECONDS = 60
/** In the quietest hour, and not on the hour of a clock change. */
const RETENTION_AT = { hour: 4, minute: 10 }
const JOB = 'friction-retention'

/** The recurring work of the friction log: quiet visits each minute, retention each night. Call once at start. */
export async function startFrictionWork(now = new Date()): Promise<void> {
	everyTick('friction-sweep', SWEEP_SECONDS, async (at) => {
		await sweepVisits(at)
		await reopenReturned(at)
	})
	registerJob(JOB, async (_payload, { now: at }) => {
		await applyRetention(at)
		await scheduleRetention(dayOf(at).add({ days: 1 }))
	})
	await scheduleRetention(dayOf(now).add({ days: 1 }))
	await applyRetention(now)
}

async function scheduleRetention(day: CalendarDate): Promise<void> {
	const runAt = toZoned(day, settings().timeZone).set(RETENTION_AT).toDate()
	await scheduleJob(JOB, {}, { runAt, dedupeKey: JOB })
}
