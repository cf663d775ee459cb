import { eq, inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { type CallbackState, callbacks, cases, conversations, leftMessages } from '#db/schema/handoff.server'

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

/** The requests for a human of one visit, oldest first. */
export function handoffsOfVisit(visitId: string): Promise<VisitHandoff[]> {
	return handoffsOfVisits([visitId])
}

/** The same for several visits at once. */
export async function handoffsOfVisits(visitIds: string[]): Promise<VisitHandoff[]> {
	if (visitIds.length === 0) return []
	const [chats, calls, left] = await Promise.all([chatsOf(visitIds), callbacksOf(visitIds), leftMessagesOf(visitIds)])
	return [...chats, ...calls, ...left].sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
}

async function chatsOf(visitIds: string[]): Promise<VisitHandoff[]> {
	const rows = await db
		.select({
			...{ id: conversations.id, visitId: conversations.visitId, subject: conversations.subject },
			...{
				askedAt: conversations.askedAt,
				state: conversations.state,
				reference: cases.reference,
				advisor: people.name,
			},
		})
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.leftJoin(people, eq(people.id, conversations.advisorId))
		.where(inArray(conversations.visitId, visitIds))
	return rows.map(({ state, advisor, ...row }) => ({
		...row,
		channel: 'chat',
		outcome:
			state === 'waiting' || state === 'active' ? 'waiting' : state === 'ended' && advisor ? 'somebody' : 'nobody',
		advisor: firstName(advisor),
	}))
}

async function callbacksOf(visitIds: string[]): Promise<VisitHandoff[]> {
	const rows = await db
		.select({
			...{ id: callbacks.id, visitId: callbacks.visitId, subject: callbacks.subject, reference: callbacks.reference },
			...{ askedAt: callbacks.createdAt, state: callbacks.state, advisor: people.name },
		})
		.from(callbacks)
		.leftJoin(people, eq(people.id, callbacks.advisorId))
		.where(inArray(callbacks.visitId, visitIds))
	return rows.map(({ state, advisor, visitId, ...row }) => ({
		...row,
		visitId: visitId ?? '',
		channel: 'callback',
		outcome: outcomeOfCallback(state),
		advisor: firstName(advisor),
	}))
}

async function leftMessagesOf(visitIds: string[]): Promise<VisitHandoff[]> {
	const rows = await db
		.select({
			...{ id: leftMessages.id, visitId: leftMessages.visitId, subject: leftMessages.body, reference: cases.reference },
			...{ askedAt: leftMessages.at, state: leftMessages.state, advisor: people.name },
		})
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
		.leftJoin(people, eq(people.id, leftMessages.answeredBy))
		.where(inArray(leftMessages.visitId, visitIds))
	return rows.map(({ state, advisor, visitId, ...row }) => ({
		...row,
		visitId: visitId ?? '',
		channel: 'message',
		outcome: state === 'answered' ? 'somebody' : 'waiting',
		advisor: firstName(advisor),
	}))
}

function outcomeOfCallback(state: CallbackState): VisitHandoff['outcome'] {
	if (state === 'done') return 'somebody'
	return state === 'unreached' || state === 'cancelled' || state === 'expired' || state === 'needs-number'
		? 'nobody'
		: 'waiting'
}

function firstName(name: string | null): string | null {
	return name?.split(' ')[0] ?? null
}
