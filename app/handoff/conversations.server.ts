import { randomUUID } from 'node:crypto'
import { and, asc, count, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { cases, conversationEvents, conversations, messages, type TrailItem } from '#db/schema/handoff.server'
import { findPeople } from '~/auth/people.server'
import { endVisit, recordFriction } from '~/friction/record.server'
import { chatMessages } from '~/i18n/chat'
import { roundWaitMinutes } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { closeCase, findCase, openCase, reopenCase } from './cases.server'
import { mailWishedCopy } from './chat-transcript.server'
import { firstNameOf, moveChat, recordChat, sayInChat, tellQueue } from './conversation-moves.server'
import type { ChatMove, GivenBackBecause } from './conversation-reducer'
import { dismissGuests, welcomeColleague } from './guests.server'
import { maskPaymentNumbers } from './masking'
import { postMessage } from './messages.server'
import { makePromise, settlePromise, withdrawPromise } from './promises.server'
import { firstPlace, QUEUE_ORDER, queuePlace } from './queue.server'
import { skillsOf } from './roster.server'

export { queuePlace } from './queue.server'

export type Conversation = typeof conversations.$inferSelect

/**
 * Whose conversation it is: of the visit that asked, of the customer on any device, or of who followed
 * its link.
 */
export interface Owner {
	visitId: string
	customerId: string | null
	/** Conversations opened by a link that still opens them. */
	held?: readonly string[]
}

interface ChatRequest extends Owner {
	firstName: string
	/** In a few words: what the queue shows. */
	subject: string
	/** The first message. */
	body: string
	reason: string
	lang: Lang
	askedFrom: string | null
	/** What the customer left of their path. */
	trail: TrailItem[]
	/** Made by the form; it becomes the id of the first message. */
	requestKey: string
	/** What it goes on with: same case, and its advisor first. The conversation that ended, or none for an appointment. */
	follows?: Pick<Conversation, 'caseId' | 'advisorId'> & { id: string | null }
	/** Asked first when present. */
	wishedAdvisorId?: string | null
	/** A place in the queue that was had before. */
	placeAt?: Date | null
	now?: Date
}

const LIVE = ['waiting', 'active'] as const
/** Between the wait that is announced and the instant from which it counts as not kept; nobody is told of it. */
const ANNOUNCED_MARGIN_SECONDS = 120

/**
 * Somebody asks to write to an advisor. A visit or a customer has one live conversation: asking
 * again gives it back, with the new words added to it; the same form sent twice adds nothing.
 *
 * The database allows one live conversation a visit: of two starts in the same instant, on
 * whichever node, the second joins the first.
 */
export async function askForChat(request: ChatRequest) {
	const { now = new Date() } = request
	const asked = await transaction(async () => {
		const before = await joinAsked(request, now)
		if (before) return before
		const { visitId, customerId, reason, lang, askedFrom, trail, firstName, follows } = request
		const subject = maskPaymentNumbers(request.subject)
		const opened = follows
			? await sameCase(follows.caseId)
			: await openCase({ customerId, visitId, reason, subject, lang, now })
		const [conversation] = await db
			.insert(conversations)
			.values({
				...{ caseId: opened.id, customerId, visitId, firstName, subject, lang, askedFrom, trail },
				state: 'waiting',
				customerSeenAt: now,
				askedAt: now,
				placeAt: request.placeAt ?? null,
				followsId: follows?.id ?? null,
				wishedAdvisorId: request.wishedAdvisorId ?? follows?.advisorId ?? null,
			})
			.onConflictDoNothing()
			.returning()
		if (!conversation) {
			if (!follows) await db.delete(cases).where(eq(cases.id, opened.id))
			const faster = await joinAsked(request, now)
			if (faster) return faster
			throw new Error('the conversation was not stored')
		}
		await recordChat({
			conversationId: conversation.id,
			kind: 'asked',
			detail: follows?.id ? { follows: follows.id } : null,
			now,
		})
		await addFirstMessage(conversation.id, request, now)
		await promiseWait(conversation, now)
		afterCommit(tellQueue)
		return { conversation, case: opened, existing: false }
	})
	if (!asked.existing) {
		const { visitId, lang, customerId, askedFrom } = request
		await recordFriction({ visitId, kind: 'handoff-asked', label: 'chat', path: askedFrom, lang, customerId, now })
	}
	return asked
}

/** A conversation for its customer; `null` alike when it does not exist and when it is another's. */
export async function findConversation(id: string, owner: Owner) {
	const [found] = await known(await selectKnown().where(and(eq(conversations.id, id), isOf(owner))))
	return found ?? null
}

/** Whether a conversation is this visit's or customer's. */
export async function isOwn(id: string, owner: Owner): Promise<boolean> {
	return (await db.$count(conversations, and(eq(conversations.id, id), isOf(owner)))) > 0
}

/** A conversation as an advisor reads it. */
export async function findConversationForAdvisor(id: string) {
	const [found] = await known(await selectKnown().where(eq(conversations.id, id)))
	return found ?? null
}

/** The conversation of this visit or customer that goes on; `null` for none. */
export async function findLiveConversation(owner: Owner): Promise<Conversation | null> {
	const [row] = await db
		.select()
		.from(conversations)
		.where(and(isOf(owner), inArray(conversations.state, [...LIVE])))
		.orderBy(desc(conversations.askedAt))
		.limit(1)
	return row ?? null
}

/** Those who wait, in their order. */
export async function listWaiting(): Promise<Conversation[]> {
	return db
		.select()
		.from(conversations)
		.where(eq(conversations.state, 'waiting'))
		.orderBy(...QUEUE_ORDER)
}

/** The reasons and languages an advisor declared; `null`: every one. */
interface Skills {
	reasons: ReadonlySet<string> | null
	languages: ReadonlySet<string> | null
}

/**
 * The first of those who wait, for one advisor: whom they answer and speak with comes before the others,
 * each in the order of arrival. Who a customer is or what they pay is no part of it.
 *
 * @returns with how many wait in all, and how many for each reason, the most first
 */
export async function waitingFor(skills: Skills, limit: number) {
	const isWaiting = eq(conversations.state, 'waiting')
	const [rows, byReason] = await Promise.all([
		firstFor(skills, limit),
		db
			.select({ reason: cases.reason, count: count() })
			.from(conversations)
			.innerJoin(cases, eq(cases.id, conversations.caseId))
			.where(isWaiting)
			.groupBy(cases.reason)
			.orderBy(desc(count()), asc(cases.reason)),
	])
	return {
		chats: rows.map(({ chat, reason }) => ({ ...chat, reason })),
		total: byReason.reduce((sum, one) => sum + one.count, 0),
		byReason,
	}
}

/** @param takenBy - who takes the first: nobody who is gone or on offer to a colleague, and last who they let pass */
function firstFor({ reasons, languages }: Skills, limit: number, takenBy: string | null = null) {
	const isForThem = and(
		eq(conversations.state, 'waiting'),
		reasons ? inArray(cases.reason, [...reasons]) : undefined,
		languages ? inArray(conversations.lang, [...languages] as Lang[]) : undefined,
	)
	return db
		.select({ chat: conversations, reason: cases.reason })
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
		.where(
			and(
				eq(conversations.state, 'waiting'),
				takenBy ? and(isNull(conversations.goneAt), isNull(conversations.offeredTo)) : undefined,
			),
		)
		.orderBy(
			sql`case when instr(coalesce(${conversations.passedBy}, ''), ${takenBy ?? 'nobody'}) then 1 else 0 end`,
			sql`case when ${isForThem} then 0 else 1 end`,
			...QUEUE_ORDER,
		)
		.limit(limit)
}

/** The conversations an advisor has now; `unanswered` when they are to write next. */
export async function listOfAdvisor(advisorId: string) {
	const rows = await db
		.select()
		.from(conversations)
		.where(and(eq(conversations.advisorId, advisorId), eq(conversations.state, 'active')))
		.orderBy(...QUEUE_ORDER)
	return rows.map((conversation) => ({ ...conversation, unanswered: conversation.turn === 'advisor' }))
}

/** Which part of a long list: the newest of those at or before an instant, of one case when it is named. */
export interface Part {
	until: Date
	limit: number
	caseReference: string | null
}

/** Conversations of a visit or a customer, the newest first. */
export async function listConversationsOf(owner: Owner, part?: Part) {
	const wanted = and(isOf(owner), part && lte(conversations.askedAt, part.until), part && isOfCase(part))
	const rows = selectKnown().where(wanted).orderBy(desc(conversations.askedAt))
	return known(await (part ? rows.limit(part.limit) : rows))
}

/** Of the case that is named, if any. */
export function isOfCase({ caseReference }: Part) {
	return caseReference ? eq(cases.reference, caseReference) : undefined
}

/**
 * An advisor takes a conversation that waits, whether it was offered to them or not, or says yes to a
 * colleague who passes one; `null` when somebody was faster, it was left, or it is not for them.
 */
export async function takeConversation({
	conversationId,
	advisorId,
	now = new Date(),
}: {
	conversationId: string
	advisorId: string
	now?: Date
}): Promise<Conversation | null> {
	return transaction(async () => {
		const moved = await moveChat(conversationId, { kind: 'take', by: advisorId }, now)
		if (!moved) return null
		if (moved.step.record === 'taken') {
			await settlePromise(conversationId, 'chat-wait', undefined, now)
			await sayWhoTakesOver(moved.after, now)
		} else await welcomeColleague(moved, now)
		return moved.after
	})
}

/**
 * Gives the conversation that is offered to an advisor, else the one that has waited longest;
 * `null` when nobody waits.
 */
export async function takeNext({
	advisorId,
	now = new Date(),
}: {
	advisorId: string
	now?: Date
}): Promise<Conversation | null> {
	return transaction(async () => {
		const [offered] = await db
			.select()
			.from(conversations)
			.where(and(eq(conversations.state, 'waiting'), eq(conversations.offeredTo, advisorId)))
			.orderBy(...QUEUE_ORDER)
			.limit(1)
		const [first] = offered ? [] : await firstFor(await skillsOf(advisorId), 1, advisorId)
		const next = offered ?? first?.chat
		return next ? takeConversation({ conversationId: next.id, advisorId, now }) : null
	})
}

/** An advisor gives a conversation back: its customer goes first, and is told. */
export async function requeueConversation({
	conversationId,
	advisorId,
	now = new Date(),
}: {
	conversationId: string
	advisorId: string
	now?: Date
}): Promise<Conversation | null> {
	return giveBack(conversationId, (firstPlace) => ({ kind: 'give-back', by: advisorId, firstPlace }), now)
}

/**
 * A conversation goes back to the front of the queue, whoever or whatever caused it, and its customer
 * is told why. `null` when it does not go on, or not as the cause has it.
 */
export async function giveBack(
	conversationId: string,
	move: (firstPlace: Date) => Extract<ChatMove, { firstPlace: Date }>,
	now = new Date(),
	stillSo?: (chat: Conversation) => boolean,
): Promise<Conversation | null> {
	return transaction(async () => {
		const [row] = await db.select().from(conversations).where(eq(conversations.id, conversationId))
		const moved = row && (await moveChat(conversationId, move(await firstPlace(row)), now, stillSo))
		if (!moved) return null
		const { before, after, step } = moved
		await db.update(conversations).set({ customerSeenAt: now }).where(eq(conversations.id, conversationId))
		await dismissGuests(conversationId)
		const name = await firstNameOf(before.advisorId, after.lang)
		await sayInChat(after, (t) => t.requeued[step.detail?.cause as GivenBackBecause](name), now)
		await promiseWait(after, now)
		return after
	})
}

/** Ends a conversation, once: `null` when it had ended. */
export async function endConversation({
	conversationId,
	by,
	actorId = null,
	now = new Date(),
}: {
	conversationId: string
	by: 'customer' | 'advisor' | 'system'
	actorId?: string | null
	now?: Date
}): Promise<Conversation | null> {
	return closed(await moveAndSettle(conversationId, { kind: 'end', by, actorId }, now))
}

/** The customer who was asked whether they are there did not answer: closed gently, to be taken up again. */
export async function endOfSilence(conversationId: string, now = new Date()): Promise<Conversation | null> {
	return closed(await moveAndSettle(conversationId, { kind: 'still-silent' }, now))
}

/** A conversation becomes a callback: it ends here, and its promise of a wait with it. */
export async function becomeCallback(
	conversationId: string,
	callbackId: string,
	now = new Date(),
): Promise<Conversation | null> {
	return moveAndSettle(conversationId, { kind: 'to-callback', callbackId }, now)
}

/** Who waits leaves a message instead: the answer is promised in writing, and nobody was lost. */
export async function becomeMessage(
	conversationId: string,
	messageId: string,
	now = new Date(),
): Promise<Conversation | null> {
	return moveAndSettle(conversationId, { kind: 'to-message', messageId }, now)
}

/** The customer no longer waits: logged as a failure of ours. `null` when nobody waited there. */
export async function leaveQueue({
	conversationId,
	by = 'customer',
	now = new Date(),
	stillSo,
}: {
	conversationId: string
	/** `system`: no sign of life for longer than a place is kept. */
	by?: 'customer' | 'system'
	now?: Date
	/** As `moveChat` has it. */
	stillSo?: (chat: Conversation) => boolean
}): Promise<Conversation | null> {
	const left = await transaction(async () => {
		const moved = await moveChat(conversationId, { kind: 'leave', by }, now, stillSo)
		if (!moved) return null
		await withdrawPromise(conversationId, 'chat-wait', now)
		await closeCase(moved.after.caseId, now)
		return moved.after
	})
	if (left) {
		const { visitId, lang, customerId, askedFrom } = left
		await recordFriction({ visitId, kind: 'queue-left', label: 'chat', path: askedFrom, lang, customerId, now })
	}
	return left
}

async function moveAndSettle(conversationId: string, move: ChatMove, now: Date): Promise<Conversation | null> {
	return transaction(async () => {
		const moved = await moveChat(conversationId, move, now)
		if (!moved) return null
		await dismissGuests(conversationId)
		await mailWishedCopy(moved.after, now)
		const isTheirWish = moved.after.endedBy === 'customer'
		if (isTheirWish) await withdrawPromise(conversationId, 'chat-wait', now)
		else await settlePromise(conversationId, 'chat-wait', 'broken', now)
		return moved.after
	})
}

/** What the visit came to, once a person was reached. */
async function closed(ended: Conversation | null): Promise<Conversation | null> {
	if (ended?.advisorId) await endVisit(ended.visitId, 'somebody')
	return ended
}

/** Who was answered before learns who goes on; a first answer needs no words. */
async function sayWhoTakesOver(chat: Conversation, now: Date): Promise<void> {
	const takings = await db.$count(
		conversationEvents,
		and(eq(conversationEvents.conversationId, chat.id), eq(conversationEvents.kind, 'taken')),
	)
	if (takings < 2) return
	const name = await firstNameOf(chat.advisorId, chat.lang)
	await sayInChat(chat, (t) => t.taken(name), now)
}

/** Joins what was asked before, with the words of this form added while it goes on; `null` for none. */
async function joinAsked(request: ChatRequest, now: Date) {
	const asked = await alreadyAsked(request)
	if (!asked) return null
	if (LIVE.some((state) => state === asked.conversation.state))
		await addFirstMessage(asked.conversation.id, request, now)
	return { ...asked, existing: true }
}

/** The conversation this form made, or the live one of who asks. */
async function alreadyAsked({ requestKey, visitId, customerId, held }: ChatRequest) {
	const owner = { visitId, customerId, held }
	const [made] = await db.select({ id: messages.conversationId }).from(messages).where(eq(messages.id, requestKey))
	const found = made && (await findConversation(made.id, owner))
	const conversation = found ?? (await findLiveConversation(owner))
	if (!conversation) return null
	const [row] = await db
		.select({ id: cases.id, reference: cases.reference })
		.from(cases)
		.where(eq(cases.id, conversation.caseId))
	if (!row) throw new Error('a conversation without its case')
	return { conversation: conversation as Conversation, case: row }
}

/** A case that is taken up again is open again. */
async function sameCase(caseId: string): Promise<{ id: string; reference: string }> {
	await reopenCase(caseId)
	const found = await findCase(caseId)
	if (!found) throw new Error('a conversation without its case')
	return found
}

/** An id that somebody else's message has is replaced: it says nothing about that message. */
async function addFirstMessage(
	conversationId: string,
	{ requestKey, customerId, firstName, body }: ChatRequest,
	now: Date,
): Promise<void> {
	const elsewhere = await db
		.select({ conversationId: messages.conversationId })
		.from(messages)
		.where(eq(messages.id, requestKey))
	const isTaken = elsewhere.some((message) => message.conversationId !== conversationId)
	await postMessage({
		id: isTaken ? randomUUID() : requestKey,
		conversationId,
		author: 'customer',
		authorId: customerId,
		authorName: firstName,
		body,
		now,
	})
}

/**
 * What was announced when it was asked; nothing is announced when nobody is there. It is due two
 * minutes after the wait in the words, which is itself the expected one rounded up by
 * `roundWaitMinutes`: an announced wait counts as late only beyond both.
 */
async function promiseWait(conversation: Conversation, now: Date): Promise<void> {
	const { expectedWaitSeconds } = await queuePlace(conversation, now)
	if (expectedWaitSeconds === null) return
	const { id: objectId, caseId, customerId, lang } = conversation
	const minutes = roundWaitMinutes(expectedWaitSeconds)
	await makePromise({
		...{ kind: 'chat-wait', caseId, objectId, customerId },
		text: messagesIn(chatMessages, lang).promise.wait(minutes),
		dueAt: new Date(now.getTime() + (minutes * 60 + ANNOUNCED_MARGIN_SECONDS) * 1_000),
		now,
	})
}

function selectKnown() {
	return db
		.select({ conversation: conversations, caseReference: cases.reference, reason: cases.reason })
		.from(conversations)
		.innerJoin(cases, eq(cases.id, conversations.caseId))
}

/** With the names of their advisors, read at once. */
async function known(rows: Awaited<ReturnType<ReturnType<typeof selectKnown>['execute']>>) {
	const advisors = await findPeople([...new Set(rows.flatMap(({ conversation }) => conversation.advisorId ?? []))])
	return rows.map(({ conversation, ...rest }) => {
		const advisor = advisors.find(({ id }) => id === conversation.advisorId)
		return { ...conversation, ...rest, advisorName: advisor?.name ?? null, advisorCity: advisor?.city ?? null }
	})
}

function isOf({ visitId, customerId, held = [] }: Owner) {
	return or(
		eq(conversations.visitId, visitId),
		customerId ? eq(conversations.customerId, customerId) : undefined,
		held.length > 0 ? inArray(conversations.id, [...held]) : undefined,
	)
}
