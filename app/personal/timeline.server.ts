import {
	type AccountEvent,
	contestedInvoices,
	listAccountChanges,
	listAccountRequests,
} from '~/accounts/account-events.server'
import { type Exchange, listExchangesOf } from '~/handoff/chat-list.server'
import type { Owner } from '~/handoff/conversations.server'
import { listPersonalDone, listPersonalRequests, type PersonalEvent } from './personal-events.server'

export const TIMELINE_GROUPS = ['contacts', 'requests', 'changes'] as const
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number]

export type TimelineEntry =
	| (Exchange & { group: 'contacts'; contestedInvoice: string | null })
	| ((AccountEvent | PersonalEvent) & { group: 'requests' | 'changes' })

interface Asked {
	owner: Owner
	/** Without an account, only what the visit had with people here. */
	customer: { id: string; personId: string | null; email: string } | null
	only: TimelineGroup | null
	/** All that is about one case, whatever the channel. */
	caseReference: string | null
	/** Where the page before ended, as it gave it; `null` for the first. */
	after: string | null
	now?: Date
}

const PAGE = 20
const MINUTE_MS = 60_000
const CURSOR = /^(\d{1,15})~([\w ~-]{1,90})$/

/**
 * Everything that somebody had with us or did here, the newest first, a page at a time.
 *
 * @returns `next`: what gives the page after, `null` on the last
 */
export async function timelineOf({ owner, customer, only, caseReference, after, now = new Date() }: Asked): Promise<{
	entries: TimelineEntry[]
	next: string | null
}> {
	const cursor = after?.match(CURSOR)
	const until = cursor ? new Date(Number(cursor[1])) : new Date(now.getTime() + MINUTE_MS)
	// One more than a page tells whether there is another; as many again for those of the same instant.
	const part = { until, limit: PAGE * 2 + 1 }
	const wanted = (group: TimelineGroup) => !only || only === group
	const account = caseReference ? null : customer
	const [contacts, requests, changes] = await Promise.all([
		wanted('contacts') ? listExchangesOf(owner, { ...part, caseReference }) : [],
		account && wanted('requests')
			? Promise.all([listAccountRequests(account, part), listPersonalRequests(account.id, part)])
			: [],
		account && wanted('changes')
			? Promise.all([listAccountChanges(account, part, now), listPersonalDone(account.id, part)])
			: [],
	])
	const contested = customer
		? await contestedInvoices(
				customer.id,
				contacts.filter(({ kind }) => kind === 'message').map((one) => one.caseReference),
			)
		: new Map<string, string>()
	const all: TimelineEntry[] = [
		...contacts.map(
			(one): TimelineEntry => ({
				...one,
				group: 'contacts',
				contestedInvoice: contested.get(one.caseReference) ?? null,
			}),
		),
		...requests.flat().map((one): TimelineEntry => ({ ...one, group: 'requests' })),
		...changes.flat().map((one): TimelineEntry => ({ ...one, group: 'changes' })),
	].sort(newestFirst)
	const from = cursor ? all.findIndex((one) => isAfter(one, until, cursor[2] ?? '')) : 0
	const rest = from < 0 ? [] : all.slice(from)
	const entries = rest.slice(0, PAGE)
	const last = entries.at(-1)
	return { entries, next: rest.length > PAGE && last ? `${last.at.getTime()}~${keyOf(last)}` : null }
}

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
	return b.at.getTime() - a.at.getTime() || (keyOf(a) < keyOf(b) ? -1 : 1)
}

function isAfter(one: TimelineEntry, at: Date, key: string): boolean {
	return one.at < at || (one.at.getTime() === at.getTime() && keyOf(one) > key)
}

function keyOf({ kind, id }: TimelineEntry): string {
	return `${kind}~${id}`
}
