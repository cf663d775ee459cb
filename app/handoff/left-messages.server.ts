import { toZoned } from '@internationalized/date'
import { and, asc, desc, eq, lte, or } from 'drizzle-orm'
import { afterCommit, db, transaction } from '#db/client.server'
import { cases, leftMessages, type TrailItem } from '#db/schema/handoff.server'
import { endVisit, recordFriction } from '~/friction/record.server'
import { chatMessages } from '~/i18n/chat'
import { formatDay } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail, queueSms } from '~/messages/outbox.server'
import { announce } from '~/realtime/bus.server'
import { settings } from '~/settings/settings.server'
import { toGsm7 } from '~/telephony/gsm7'
import { closeCase, openCase } from './cases.server'
import { waitingToLeave } from './chat-to-callback.server'
import { becomeMessage, isOfCase, type Owner, type Part } from './conversations.server'
import { dayOf, openIntervals, openingAt } from './hours.server'
import { maskPaymentNumbers } from './masking'
import { makePromise, settlePromise, withdrawPromise } from './promises.server'

export type LeftMessage = typeof leftMessages.$inferSelect

interface NewLeftMessage extends Owner {
	/** Made by the form: sending it twice stores once. */
	requestKey: string
	firstName: string
	/** A checked e-mail address, or a checked number in E.164. */
	contact: string
	/** The address of the account, when somebody is signed in: the only one that is written to unasked. */
	provenEmail: string | null
	body: string
	lang: Lang
	askedFrom: string | null
	/** What the customer left of their path. */
	trail: TrailItem[]
	now?: Date
}

/** How the key of what nobody wrote begins. */
export const DESK_KEY = 'desk '
const SUBJECT_LENGTH = 120
const LOOK_AHEAD_DAYS = 30

/** Somebody leaves a message; an answer is promised by the end of the next working day. */
export async function leaveMessage({ now = new Date(), ...left }: NewLeftMessage) {
	const stored = await transaction(async () => {
		const [before] = await selectKnown().where(and(eq(leftMessages.requestKey, left.requestKey), isOf(left)))
		if (before) return { message: known(before), existing: true }

		const { visitId, customerId, lang, firstName, contact, trail } = left
		const body = maskPaymentNumbers(left.body.trim())
		const reasons = settings().reasons
		const reason = (reasons.find(({ id }) => id === 'other') ?? reasons.at(-1))?.id ?? 'other'
		const kept = await waitingToLeave(left)
		const opened = kept?.case ?? (await openCase({ customerId, visitId, reason, subject: subjectOf(body), lang, now }))
		const [row] = await db
			.insert(leftMessages)
			.values({
				...{ caseId: opened.id, requestKey: left.requestKey, customerId, visitId },
				...{ firstName, contact, body, lang, trail, at: now },
				state: 'waiting',
			})
			.returning()
		if (!row) throw new Error('the message was not stored')
		if (kept) await becomeMessage(kept.chat.id, row.id, now)
		const dueAt = answerDueAt(now)
		const t = messagesIn(chatMessages, lang).left
		const promised = t.promise(formatDay(lang, dueAt, settings().timeZone))
		await makePromise({ kind: 'answer', caseId: opened.id, objectId: row.id, customerId, text: promised, dueAt, now })
		if (left.provenEmail && left.provenEmail === contact)
			await queueEmail({
				to: contact,
				subject: t.mailSubject(opened.reference),
				body: t.mailBody(firstName, promised, opened.reference, settings().brand.name),
				purpose: 'left-message',
				dedupeKey: `left-message ${row.id}`,
				now,
			})
		afterCommit(() => announce('desk', { kind: 'queue' }))
		return { message: { ...row, reference: opened.reference }, existing: false }
	})
	if (!stored.existing) {
		const { visitId, lang, customerId, askedFrom: path } = left
		const kind = openingAt('chat', now).open ? 'handoff-asked' : 'handoff-closed'
		await recordFriction({ visitId, kind, label: 'message', path, lang, customerId, now })
	}
	return stored
}

interface DeskWork {
	/** The same key puts it there once. */
	requestKey: string
	/** One of the settings' reasons. */
	reason: string
	/** Who finds it among their exchanges; `null` when nobody may learn that it exists. */
	customerId: string | null
	firstName: string
	/** A checked e-mail address: where the answer goes. */
	contact: string
	body: string
	lang: Lang
	/** Who sees that it is done; `null` for the service as a whole. */
	ownerId?: string | null
	now?: Date
}

/**
 * Puts among the messages to answer what nobody wrote: something of ours that needs a person. Whoever
 * it is about is answered in writing by the day a message would be; nothing is sent to them before.
 *
 * @returns the reference of its case
 */
export async function leaveForTheDesk({
	now = new Date(),
	reason: wanted,
	ownerId = null,
	...work
}: DeskWork): Promise<{ reference: string }> {
	return transaction(async () => {
		const requestKey = `${DESK_KEY}${work.requestKey}`
		const [before] = await selectKnown().where(eq(leftMessages.requestKey, requestKey))
		if (before) return { reference: before.reference }
		const { customerId, lang, body } = work
		const reason = settings().reasons.find(({ id }) => id === wanted)?.id ?? 'other'
		const opened = await openCase({ customerId, visitId: null, reason, subject: subjectOf(body), lang, now })
		const [row] = await db
			.insert(leftMessages)
			.values({ ...work, requestKey, caseId: opened.id, visitId: null, trail: [], at: now, state: 'waiting' })
			.returning()
		if (!row) throw new Error('the work for the desk was not stored')
		const dueAt = answerDueAt(now)
		const text = messagesIn(chatMessages, lang).left.promise(formatDay(lang, dueAt, settings().timeZone))
		await makePromise({ kind: 'answer', caseId: opened.id, objectId: row.id, customerId, text, dueAt, ownerId, now })
		afterCommit(() => announce('desk', { kind: 'queue' }))
		return { reference: opened.reference }
	})
}

/** The reference of the case that this key put at the desk; `null` for none. */
export async function findDeskWork(requestKey: string): Promise<string | null> {
	const [row] = await selectKnown().where(eq(leftMessages.requestKey, `${DESK_KEY}${requestKey}`))
	return row?.reference ?? null
}

/**
 * Takes back what was put at the desk, while nobody has answered it.
 *
 * @returns whether it was taken back
 */
export function withdrawDeskWork(requestKey: string, now = new Date()): Promise<boolean> {
	return transaction(async () => {
		const [row] = await db
			.update(leftMessages)
			.set({ state: 'withdrawn' })
			.where(and(eq(leftMessages.requestKey, `${DESK_KEY}${requestKey}`), eq(leftMessages.state, 'waiting')))
			.returning({ id: leftMessages.id, caseId: leftMessages.caseId })
		if (!row) return false
		await withdrawPromise(row.id, 'answer', now)
		await closeCase(row.caseId, now)
		afterCommit(() => announce('desk', { kind: 'queue' }))
		return true
	})
}

/** The first messages to answer, the oldest first, and how many there are in all. */
export async function leftMessagesToAnswer(limit: number) {
	const isWaiting = eq(leftMessages.state, 'waiting')
	const [rows, total] = await Promise.all([
		selectKnown().where(isWaiting).orderBy(asc(leftMessages.at)).limit(limit),
		db.$count(leftMessages, isWaiting),
	])
	return { messages: rows.map(known), total }
}

/** A message as an advisor reads it. */
export async function findLeftMessage(id: string) {
	const [row] = await selectKnown().where(eq(leftMessages.id, id))
	return row ? known(row) : null
}

/** Where the message left under a case is read, for who left it; `null` for none. */
export async function findLeftUnder(caseId: string, owner: Owner) {
	const [row] = await selectKnown().where(and(eq(leftMessages.caseId, caseId), isOf(owner)))
	return row ? known(row) : null
}

/** The message of a reference, for who left it; `null` alike for missing and for another's. */
export async function findOwnLeftMessage(reference: string, owner: Owner) {
	const [row] = await selectKnown().where(and(eq(cases.reference, reference), isOf(owner)))
	return row ? known(row) : null
}

/** Messages of a visit or a customer, the newest first. */
export async function listLeftMessagesOf(owner: Owner, part?: Part) {
	const wanted = and(isOf(owner), part && lte(leftMessages.at, part.until), part && isOfCase(part))
	const rows = selectKnown().where(wanted).orderBy(desc(leftMessages.at))
	return (await (part ? rows.limit(part.limit) : rows)).map(known)
}

/**
 * Answers a message, once, where its author asked to be answered: by e-mail or by SMS. What the
 * author wrote is not sent back: the address may belong to somebody else.
 *
 * @returns `null` when it was answered before
 */
export async function answerLeftMessage({
	id,
	advisorId,
	advisorName,
	answer,
	now = new Date(),
}: {
	id: string
	advisorId: string
	advisorName: string
	answer: string
	now?: Date
}): Promise<LeftMessage | null> {
	const answered = await transaction(async () => {
		const [row] = await db
			.update(leftMessages)
			.set({ state: 'answered', answer: maskPaymentNumbers(answer.trim()), answeredBy: advisorId, answeredAt: now })
			.where(and(eq(leftMessages.id, id), eq(leftMessages.state, 'waiting')))
			.returning()
		if (!row) return null
		await settlePromise(id, 'answer', undefined, now)
		await closeCase(row.caseId, now)
		await sendAnswer(row, advisorName, now)
		afterCommit(() => announce('desk', { kind: 'queue' }))
		return row
	})
	if (answered?.visitId) await endVisit(answered.visitId, 'somebody')
	return answered
}

/** The end of the next working day after the one the message is left on. */
export function answerDueAt(now: Date): Date {
	let day = dayOf(now)
	for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
		day = day.add({ days: 1 })
		const closes = openIntervals('chat', day).at(-1)?.to
		if (closes) return closes
	}
	return toZoned(dayOf(now).add({ days: 1 }), settings().timeZone)
		.set({ hour: 18 })
		.toDate()
}

async function sendAnswer(
	{ id, caseId, contact, firstName, answer, lang, requestKey }: LeftMessage,
	advisorName: string,
	now: Date,
) {
	const [opened] = await db.select({ reference: cases.reference }).from(cases).where(eq(cases.id, caseId))
	const t = messagesIn(chatMessages, lang).left
	const brand = settings().brand.name
	const advisor = advisorName.split(' ')[0] ?? advisorName
	const reference = opened?.reference ?? ''
	const sent = { to: contact, purpose: 'message-answer', dedupeKey: `message-answer ${id}`, now }
	if (contact.includes('@'))
		await queueEmail({
			...sent,
			subject: (isOurs({ requestKey }) ? t.ours.answerSubject : t.answerSubject)(advisor, reference),
			body: t.answerBody(firstName, answer ?? '', advisor, brand, reference),
		})
	else await queueSms({ ...sent, body: toGsm7(t.answerSms(brand, advisor, reference, answer ?? '')) })
}

function subjectOf(body: string): string {
	const line = body.split('\n')[0] ?? ''
	return line.length > SUBJECT_LENGTH ? `${line.slice(0, SUBJECT_LENGTH - 1)}…` : line
}

function selectKnown() {
	return db
		.select({ message: leftMessages, reference: cases.reference })
		.from(leftMessages)
		.innerJoin(cases, eq(cases.id, leftMessages.caseId))
}

/** `isOurs`: nobody wrote it, see `leaveForTheDesk`. */
function known({ message, reference }: { message: LeftMessage; reference: string }) {
	return { ...message, reference, isOurs: isOurs(message) }
}

function isOurs({ requestKey }: Pick<LeftMessage, 'requestKey'>): boolean {
	return requestKey.startsWith(DESK_KEY)
}

function isOf({ visitId, customerId }: Owner) {
	return customerId
		? or(eq(leftMessages.visitId, visitId), eq(leftMessages.customerId, customerId))
		: eq(leftMessages.visitId, visitId)
}
