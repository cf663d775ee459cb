/**
 * What the http server needs of the app. It reaches these through the build's entry module:
 * importing app code itself would make a second copy of every singleton.
 */

export { cannotWrite } from '#db/client.server'
export { listDemoPeople } from '~/auth/demo-people.server'
export { getVisitor } from '~/auth/guards.server'
export { SESSION_COOKIE } from '~/auth/session-cookie.server'
export { readVisitCookie, visitCookie } from '~/auth/visit-cookie.server'
export { EnvironmentError, environment } from '~/env.server'
export { attend } from '~/handoff/attendance.server'
export { availabilityVersion } from '~/handoff/availability.server'
export { beat } from '~/handoff/presence.server'
export { startJobs, stopJobs } from '~/jobs/all.server'
export { contentVersion } from '~/knowledge/content-version.server'
export { log } from '~/log.server'
export { health } from '~/observability/health.server'
export { countRequest, metricsText } from '~/observability/metrics.server'
export { contentCommand, prepareData } from '~/prepare.server'
export { listenPaced } from '~/realtime/bus.server'
export { rightToHear } from '~/realtime/rights.server'
export { SettingsError, settings } from '~/settings/settings.server'
export { recordPageView } from '~/shell/page-views.server'
