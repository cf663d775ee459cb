import { toZoned } from '@internationalized/date'
import { and, asc, eq, gt, inArray, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks, cases, conversations, leftMessages, presences, promises } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { settings } from '~/settings/settings.server'
import { accountRefusedSince } from '~/telephony/refused-account.server'
import { initialsOf } from '~/ui/initials'
import { countBlockedNumbers } from './blocked-numbers.server'
import { callbackSpending } from './callback-spending.server'
import { dayOf } from './hours.server'
import { PRESENCE_EXPIRES_SECONDS } from './presence.server'

/** A promise this close to its time, or past it, is worth somebody's attention now. */
const AT_RISK_MS = 15 * 60_000
const SHOWN_AT_RISK = 3

export interface LiveBoard {
	/** Customers waiting for a chat, and since when the first of them. */
	waiting: { count: number; oldestAskedAt: Date | null; byReason: { reason: string; count: number }[] }
	callbacksToday: number
	messagesWaiting: number
	promisesToday: number
	/** Promises about to be missed, the most urgent first. */
	atRisk: { id: string; text: string; dueAt: Date; reference: string; late: boolean }[]
	/** Limits of spending that stop calls (of the day) or codes (of the month). */
	stopped: { what: 'calls' | 'codes'; limitCents: number }[]
	/** The phone company refuses our account since then: no call leaves. */
	accountRefusedSince: Date | null
	blockedNumbers: number
	/** Staff whose window is lit, or who breathe, by city. Never for how long. */
	cities: { city: string; people: { id: string; firstName: string; initials: string; lit: boolean }[] }[]
}

/** What happens at this instant, for the supervisor's board: counts and names, no duration of anybody's work. */
export async function liveBoard(now = new Date()): Promise<LiveBoard> {
	const endOfDay = toZoned(dayOf(now).add({ days: 1 }), settings().timeZone).toDate()
	const [waiting, callbacksToday, messagesWaiting, promisesToday, atRisk, cities, spending, blocked] =
		await Promise.all([
			waitingChats(),
			db.$count(
				callbacks,
				and(
					inArray(callbacks.state, ['scheduled', 'queued', 'offering', 'retry-wait']),
					lte(callbacks.dueAt, endOfDay),
				),
			),
			db.$count(leftMessages, eq(leftMessages.state, 'waiting')),
			db.$count(promises, and(eq(promises.state, 'promised'), lte(promises.dueAt, endOfDay))),
			promisesAtRisk(now),
			peopleByCity(now),
			callbackSpending(now),
			countBlockedNumbers(),
		])
	const stopped = (['calls', 'codes'] as const).flatMap((what) =>
		spending[what].tripped ? { what, limitCents: spending[what].limitCents } : [],
	)
	return {
		...{ waiting, callbacksToday, messagesWaiting, promisesToday, atRisk, cities },
		...{ stopped, accountRefusedSince: accountRefusedSince(), blockedNumbers: blocked },
	}
}

async function waitingChats(): Promise<LiveBoard['waiting']> {
	const rows = await db
		.select({ askedAt: conversations.askedAt, reason: cases.reason })
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(eq(conversations.state, 'waiting'))
		.orderBy(asc(conversations.askedAt))
	const counts = new Map<string, number>()
	for (const { reason } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1)
	const byReason = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
	return { count: rows.length, oldestAskedAt: rows[0]?.askedAt ?? null, byReason }
}

async function promisesAtRisk(now: Date): Promise<LiveBoard['atRisk']> {
	const rows = await db
		.select({ id: promises.id, text: promises.text, dueAt: promises.dueAt, reference: cases.reference })
		.from(promises)
		.innerJoin(cases, eq(cases.id, promises.caseId))
		.where(and(eq(promises.state, 'promised'), lte(promises.dueAt, new Date(now.getTime() + AT_RISK_MS))))
		.orderBy(asc(promises.dueAt))
		.limit(SHOWN_AT_RISK)
	return rows.map((row) => ({ ...row, late: row.dueAt < now }))
}

/** Who is there or breathes, by city, in the order of the settings' teams: never for how long. */
export async function peopleByCity(now = new Date()): Promise<LiveBoard['cities']> {
	const heardSince = new Date(now.getTime() - PRESENCE_EXPIRES_SECONDS * 1_000)
	const rows = await db
		.select({ id: presences.personId, state: presences.state })
		.from(presences)
		.where(
			and(
				inArray(presences.state, ['available', 'breathing']),
				or(eq(presences.pinned, true), gt(presences.lastSeenAt, heardSince)),
			),
		)
	const cities = new Map<string, LiveBoard['cities'][number]['people']>()
	const stateOf = new Map(rows.map(({ id, state }) => [id, state]))
	for (const { id, name, city } of await findPeople([...stateOf.keys()])) {
		const lit = stateOf.get(id) === 'available'
		const shown = { id, firstName: name.split(' ')[0] ?? name, initials: initialsOf(name), lit }
		cities.set(city ?? '', [...(cities.get(city ?? '') ?? []), shown])
	}
	const order = settings().teams.map((team) => team.city)
	const place = (city: string) => (order.includes(city) ? order.indexOf(city) : order.length)
	return [...cities].map(([city, present]) => ({ city, people: present })).sort((a, b) => place(a.city) - place(b.city))
}
