import { desc, eq, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type CallbackState, callbacks } from '#db/schema/handoff.server'
import { advisorNames } from './callbacks.server'
import { type Conversation, listConversationsOf, type Owner } from './conversations.server'
import { type LeftMessage, listLeftMessagesOf } from './left-messages.server'

interface Common {
	id: string
	reference: string
	subject: string
	at: Date
	/** First name of the advisor who took it. */
	advisor: string | null
}

export type Exchange = Common &
	(
		| { kind: 'chat'; state: Conversation['state'] }
		| { kind: 'callback'; state: CallbackState }
		| { kind: 'message'; state: LeftMessage['state'] }
	)

/** Everything a visit or a customer has had with people here, the newest first. */
export async function listExchangesOf(owner: Owner): Promise<Exchange[]> {
	const [chats, calls, left] = await Promise.all([
		listConversationsOf(owner),
		callsOf(owner),
		listLeftMessagesOf(owner),
	])
	const exchanges: Exchange[] = [
		...chats.map(
			({ id, caseReference, subject, askedAt, state, advisorName: name }): Exchange => ({
				...{ kind: 'chat', id, reference: caseReference, subject, at: askedAt, state },
				advisor: name?.split(' ')[0] ?? null,
			}),
		),
		...calls,
		...left.map(
			({ id, reference, body, at, state }): Exchange => ({
				kind: 'message',
				id,
				reference,
				subject: body,
				at,
				state,
				advisor: null,
			}),
		),
	]
	return exchanges.sort((a, b) => b.at.getTime() - a.at.getTime())
}

async function callsOf({ visitId, customerId }: Owner): Promise<Exchange[]> {
	const own = customerId
		? or(eq(callbacks.visitId, visitId), eq(callbacks.customerId, customerId))
		: eq(callbacks.visitId, visitId)
	const rows = await db.select().from(callbacks).where(own).orderBy(desc(callbacks.createdAt))
	const names = await advisorNames(rows.map(({ advisorId }) => advisorId))
	return rows.map(
		({ id, reference, subject, createdAt, state, advisorId }): Exchange => ({
			...{ kind: 'callback', id, reference, subject, at: createdAt, state },
			advisor: names.get(advisorId) ?? null,
		}),
	)
}
