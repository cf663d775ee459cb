import { environment } from '~/env.server'
import { settings } from '~/settings/settings.server'

const { secure } = environment()
const NAME = secure ? '__Host-visit' : 'visit'
const VALUE = new RegExp(`(?:^|;\\s*)${NAME}=([0-9a-f-]{36})\\.(\\d{4}-\\d{2}-\\d{2})(?=;|$)`)

/** The visit a browser is on, and whether it began, or was last confirmed, today. */
export interface KeptVisit {
	id: string
	isOfToday: boolean
}

/** @param cookies - the header as it came; `null` without a visit in it, or with one that was made up */
export function readVisitCookie(cookies: string, now = new Date()): KeptVisit | null {
	const [, id, day] = cookies.match(VALUE) ?? []
	return id ? { id, isOfToday: day === today(now) } : null
}

/**
 * The header that keeps a visit until the browser closes. It carries the day: what somebody anonymous
 * does on two days cannot be put together, even in a browser that is never closed.
 */
export function visitCookie(id: string, now = new Date()): string {
	return `${NAME}=${id}.${today(now)}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

function today(now: Date): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone: settings().timeZone }).format(now)
}
