import { and, desc, eq, lte, or } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type CallbackState, callbacks, cases } from '#db/schema/handoff.server'
import { advisorNames } from './callbacks.server'
import { type Conversation, isOfCase, listConversationsOf, type Owner, type Part } from './conversations.server'
import { type LeftMessage, listLeftMessagesOf } from './left-messages.server'
import { listPromisesOf } from './promises.server'

type Promised = Awaited<ReturnType<typeof listPromisesOf>>[number]

interface Common {
	id: string
	/** Of the conversation, callback or message itself, where it has one of its own. */
	reference: string
	caseId: string
	/** One number for all that is about the same matter, whatever the channel. */
	caseReference: string
	subject: string
	at: Date
	/** First name of the advisor who took it. */
	advisor: string | null
	/** What was promised in it, oldest first; a wait that was as short as announced is not told. */
	promises: Pick<Promised, 'id' | 'kind' | 'text' | 'dueAt' | 'state'>[]
}

export type Exchange = Common &
	(
		| { kind: 'chat'; state: Conversation['state'] }
		| { kind: 'callback'; state: CallbackState }
		| { kind: 'message'; state: LeftMessage['state'] }
	)

/** What a visit or a customer has had with people here, the newest first. */
export async function listExchangesOf(owner: Owner, part: Part): Promise<Exchange[]> {
	const [chats, calls, left] = await Promise.all([
		listConversationsOf(owner, part),
		callsOf(owner, part),
		listLeftMessagesOf(owner, part),
	])
	const exchanges: Exchange[] = [
		...chats.map(
			({ id, caseId, caseReference, subject, askedAt, state, advisorName: name }): Exchange => ({
				...{ kind: 'chat', id, caseId, caseReference, reference: caseReference, subject, at: askedAt, state },
				...{ advisor: name?.split(' ')[0] ?? null, promises: [] },
			}),
		),
		...calls,
		...left.map(
			({ id, caseId, reference, body, at, state }): Exchange => ({
				...{ kind: 'message', id, caseId, caseReference: reference, reference, subject: body, at, state },
				...{ advisor: null, promises: [] },
			}),
		),
	]
	const newest = exchanges.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, part.limit)
	return withPromises(newest)
}

async function callsOf({ visitId, customerId }: Owner, part: Part): Promise<Exchange[]> {
	const own = customerId
		? or(eq(callbacks.visitId, visitId), eq(callbacks.customerId, customerId))
		: eq(callbacks.visitId, visitId)
	const rows = await db
		.select({ callback: callbacks, caseReference: cases.reference })
		.from(callbacks)
		.innerJoin(cases, eq(cases.id, callbacks.caseId))
		.where(and(own, lte(callbacks.createdAt, part.until), isOfCase(part)))
		.orderBy(desc(callbacks.createdAt))
		.limit(part.limit)
	const names = await advisorNames(rows.map(({ callback }) => callback.advisorId))
	return rows.map(
		({ callback: { id, caseId, reference, subject, createdAt, state, advisorId }, caseReference }): Exchange => ({
			...{ kind: 'callback', id, caseId, caseReference, reference, subject, at: createdAt, state },
			...{ advisor: names.get(advisorId) ?? null, promises: [] },
		}),
	)
}

/** Each with its own promises; what an advisor promised to do is on the newest exchange of its case. */
async function withPromises(exchanges: Exchange[]): Promise<Exchange[]> {
	const made = await listPromisesOf(exchanges.map(({ caseId }) => caseId))
	const told = made.filter(({ kind, state }) => state !== 'moved' && (kind !== 'chat-wait' || state !== 'kept'))
	const acts = new Set<string>()
	return exchanges.map((exchange) => {
		const isNewest = !acts.has(exchange.caseId)
		acts.add(exchange.caseId)
		const own = told.filter(({ kind, objectId, caseId }) =>
			kind === 'act' ? isNewest && caseId === exchange.caseId : objectId === exchange.id,
		)
		const promises = own.map(({ id, kind, text, dueAt, state }) => ({ id, kind, text, dueAt, state }))
		return { ...exchange, promises }
	})
}
