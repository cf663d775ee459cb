// Each of these registers its work when it is imported.
import '~/messages/outbox.server'
import '~/handoff/callback-dispatch.server'
import '~/friction/retention.server'
import { startRunner, stopRunner } from './runner.server'

export const startJobs = startRunner
export const stopJobs = stopRunner
