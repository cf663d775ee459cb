import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbackAttempts, callbacks, conversations, presences, wrapUps } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { presentAdvisors } from './presence.server'
import { plannedAdvisors } from './roster.server'

/** What a present advisor has in hand. Read anew for each decision; it holds no time and is stored nowhere. */
export interface Load {
	id: string
	/** Chats at once, by their own choice. */
	capacity: number
	/** Conversations that go on, and those that ended and are being written down. */
	chats: number
	/** A contact is being offered to them. */
	isAsked: boolean
	isInCall: boolean
	/** Can be rung. */
	hasPhone: boolean
	/** No desk is open: no chat for them. */
	byPhoneOnly: boolean
	/** `null`: every one. */
	reasons: ReadonlySet<string> | null
	languages: ReadonlySet<string> | null
}

/** What waits for an advisor, whichever way it came. The worth of a customer is no part of it. */
export type Contact = {
	id: string
	/** Its place in the one queue. */
	at: Date
	reason: string
	lang: string
	/** Who let it pass, and is not asked again before all the others were. */
	passedBy: readonly string[]
	/** Asked first, when free. */
	wishedAdvisorId: string | null
} & ({ channel: 'chat' } | { channel: 'callback' })

/** What ended is written down within this; a place stays free for it until then. */
const CONCLUDING_MS = 10 * 60_000

/** Everybody present with what they have in hand: one reading for chats and callbacks alike. */
export async function readLoads(now = new Date()): Promise<Load[]> {
	const present = await presentAdvisors(now)
	if (present.length === 0) return []
	const ids = present.map(({ id }) => id)
	const [people, planned, chats, concluding, asked, calls] = await Promise.all([
		findPeople(ids),
		plannedAdvisors(now),
		db
			.select({ id: conversations.advisorId })
			.from(conversations)
			.where(and(inArray(conversations.advisorId, ids), eq(conversations.state, 'active'))),
		whoConcludesAChat(ids, now),
		db.select({ id: conversations.offeredTo }).from(conversations).where(isNotNull(conversations.offeredTo)),
		db.select({ id: callbackAttempts.advisorId }).from(callbackAttempts).where(isNull(callbackAttempts.endedAt)),
	])
	const inHand = new Map<string | null, number>()
	for (const { id } of [...chats, ...concluding]) inHand.set(id, (inHand.get(id) ?? 0) + 1)
	const [isAsked, isInCall] = [new Set(asked.map(({ id }) => id)), new Set<string | null>(calls.map(({ id }) => id))]
	return present.map(({ id, capacity, byPhoneOnly }) => {
		const plan = planned.find((one) => one.id === id)
		return {
			...{
				id,
				capacity,
				byPhoneOnly,
				chats: inHand.get(id) ?? 0,
				isAsked: isAsked.has(id),
				isInCall: isInCall.has(id),
			},
			hasPhone: people.some((one) => one.id === id && one.phone !== null),
			...{ reasons: plan?.reasons ?? null, languages: plan?.languages ?? null },
		}
	})
}

/**
 * Who is asked for what: the oldest contact first, a chat or a callback alike. An advisor who has
 * room for a chat is asked for one; a callback takes somebody who has nothing in hand. Nobody is
 * asked for two at once, nor while in a call.
 *
 * A contact whose reason or language nobody present has declared may go to anybody: it waits for
 * who knows it as long as somebody who does is there and has not let it pass.
 */
export function shareOut(
	contacts: readonly Contact[],
	loads: readonly Load[],
): { contact: Contact; advisorId: string }[] {
	const asked = new Set(loads.flatMap(({ id, isAsked }) => (isAsked ? [id] : [])))
	const given: { contact: Contact; advisorId: string }[] = []
	const canTake = (load: Load, channel: Contact['channel']) =>
		!asked.has(load.id) &&
		!load.isInCall &&
		(channel === 'chat' ? !load.byPhoneOnly && load.chats < load.capacity : load.hasPhone && load.chats === 0)
	// Of a long queue most are alike to those who could answer: who knows what is worked out once for each kind.
	const knowing = new Map<string, readonly Load[]>()
	const whoIsLeft = (contact: Contact) => {
		if (contact.passedBy.length > 0)
			return whoKnows(
				contact,
				loads.filter(({ id }) => !contact.passedBy.includes(id)),
			)
		const kind = `${contact.channel} ${contact.lang} ${contact.reason}`
		const known = knowing.get(kind) ?? whoKnows(contact, loads)
		knowing.set(kind, known)
		return known
	}
	let free = loads.filter((load) => canTake(load, 'chat') || canTake(load, 'callback'))
	for (const contact of [...contacts].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))) {
		if (free.length === 0) break
		const [first] = whoIsLeft(contact)
			.filter((load) => canTake(load, contact.channel))
			.sort((a, b) => wished(contact, b) - wished(contact, a) || a.chats - b.chats || (a.id < b.id ? -1 : 1))
		if (!first) continue
		asked.add(first.id)
		free = free.filter(({ id }) => id !== first.id)
		given.push({ contact, advisorId: first.id })
	}
	return given
}

/** Whether a chat was let pass by everybody at an open desk; not when nobody is there. */
export function isPassedByAll({ passedBy }: Contact, loads: readonly Load[]): boolean {
	if (passedBy.length === 0) return false
	const there = loads.filter(({ byPhoneOnly }) => !byPhoneOnly)
	return there.length > 0 && there.every(({ id }) => passedBy.includes(id))
}

function whoKnows({ reason, lang, channel }: Contact, loads: readonly Load[]): readonly Load[] {
	const reachable = loads.filter(({ byPhoneOnly }) => channel === 'callback' || !byPhoneOnly)
	const speak = reachable.filter(({ languages }) => languages?.has(lang) ?? true)
	const spoken = speak.length > 0 ? speak : reachable
	const know = spoken.filter(({ reasons }) => reasons?.has(reason) ?? true)
	return know.length > 0 ? know : spoken
}

const wished = ({ wishedAdvisorId }: Contact, { id }: Load) => Number(wishedAdvisorId === id)

/** Who has a conversation that its customer ended, and has neither concluded it nor said since that they are ready. */
async function whoConcludesAChat(ids: string[], now: Date) {
	return db
		.select({ id: conversations.advisorId })
		.from(conversations)
		.leftJoin(wrapUps, eq(wrapUps.objectId, conversations.id))
		.leftJoin(presences, eq(presences.personId, conversations.advisorId))
		.where(
			and(
				inArray(conversations.advisorId, ids),
				eq(conversations.state, 'ended'),
				gt(conversations.endedAt, new Date(now.getTime() - CONCLUDING_MS)),
				isNull(wrapUps.id),
				or(isNull(presences.chosenAt), lte(presences.chosenAt, conversations.endedAt)),
			),
		)
}

/** Callbacks that wait for an advisor and that nobody has let pass: those ask for one in the same queue. */
export async function callbacksInQueue(now: Date): Promise<Contact[]> {
	const rows = await db
		.select()
		.from(callbacks)
		.where(and(eq(callbacks.state, 'queued'), lte(callbacks.dueAt, now), eq(callbacks.offers, 0)))
	return rows.map(({ id, dueAt, reason, lang, wishedAdvisorId }) => ({
		...{ channel: 'callback' as const, id, at: dueAt, reason, lang, passedBy: [], wishedAdvisorId },
	}))
}
