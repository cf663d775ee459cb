import { eq, inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type CallbackState, callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'

/** A request for a human made during a visit. It holds no end and no duration: nobody is timed. */
export interface VisitHandoff {
	visitId: string
	channel: 'chat' | 'callback' | 'message'
	id: string
	/** What the customer quotes. */
	reference: string
	subject: string
	askedAt: Date
	/** `waiting`: still going on. `somebody`: a person was reached. `nobody`: it ended without one. */
	outcome: 'waiting' | 'somebody' | 'nobody'
	/** First name of the advisor who took it. */
	advisor: string | null
}

/** A request whose advisor is not named yet. */
type Unnamed = Omit<VisitHandoff, 'advisor'> & { advisorId: string | null }

/** The requests for a human of one visit, oldest first. */
export function handoffsOfVisit(visitId: string): Promise<VisitHandoff[]> {
	return handoffsOfVisits([visitId])
}

/** The same for several visits at once. */
export async function handoffsOfVisits(visitIds: string[]): Promise<VisitHandoff[]> {
	if (visitIds.length === 0) return []
	const [chats, calls, left] = await Promise.all([chatsOf(visitIds), callbacksOf(visitIds), leftMessagesOf(visitIds)])
	const found = await named([...chats, ...calls, ...left])
	return found.sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
}

async function named(handoffs: Unnamed[]): Promise<VisitHandoff[]> {
	const advisors = await findPeople([...new Set(handoffs.flatMap(({ advisorId }) => advisorId ?? []))])
	const firstNames = new Map(advisors.map(({ id, name }) => [id, name.split(' ')[0] ?? name]))
	return handoffs.map(({ advisorId, ...handoff }) => ({
		...handoff,
		advisor: advisorId ? (firstNames.get(advisorId) ?? null) : null,
	}))
}

async function chatsOf(visitIds: string[]): Promise<Unnamed[]> {
	const rows = await db
		.select({
			...{ id: conversations.id, visitId: conversations.visitId, subject: conversations.subject },
			...{
				askedAt: conversations.askedAt,
				state: conversations.state,
				reference: cases.reference,
				advisorId: conversations.advisorId,
			},
		})
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(inArray(conversations.visitId, visitIds))
	return rows.map(({ state, ...row }) => ({
		...row,
		channel: 'chat',
		outcome:
			state === 'waiting' || state === 'active'
				? 'waiting'
				: state === 'ended' && row.advisorId
					? 'somebody'
					: 'nobody',
	}))
}

async function callbacksOf(visitIds: string[]): Promise<Unnamed[]> {
	const rows = await db
		.select({
			...{ id: callbacks.id, visitId: callbacks.visitId, subject: callbacks.subject, reference: callbacks.reference },
			...{ askedAt: callbacks.createdAt, state: callbacks.state, advisorId: callbacks.advisorId },
		})
		.from(callbacks)
		.where(inArray(callbacks.visitId, visitIds))
	return rows.map(({ state, visitId, ...row }) => ({
		...row,
		visitId: visitId ?? '',
		channel: 'callback',
		outcome: outcomeOfCallback(state),
	}))
}

async function leftMessagesOf(visitIds: string[]): Promise<Unnamed[]> {
	const rows = await db
		.select({
			...{ id: leftMessages.id, visitId: leftMessages.visitId, subject: leftMessages.body, reference: cases.reference },
			...{ askedAt: leftMessages.at, state: leftMessages.state, advisorId: leftMessages.answeredBy },
		})
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
		.where(inArray(leftMessages.visitId, visitIds))
	return rows.map(({ state, visitId, ...row }) => ({
		...row,
		visitId: visitId ?? '',
		channel: 'message',
		outcome: state === 'answered' ? 'somebody' : state === 'withdrawn' ? 'nobody' : 'waiting',
	}))
}

function outcomeOfCallback(state: CallbackState): VisitHandoff['outcome'] {
	if (state === 'done') return 'somebody'
	return state === 'unreached' || state === 'cancelled' || state === 'expired' || state === 'needs-number'
		? 'nobody'
		: 'waiting'
}
