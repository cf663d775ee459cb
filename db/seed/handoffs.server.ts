import { randomUUID } from 'node:crypto'
import { db, transaction } from '../client.server'
import {
	callbackAttempts,
	callbacks,
	cases,
	conversationEvents,
	conversations,
	leftMessages,
	messages,
	promises,
	wrapUps,
} from '../schema/handoff.server'

const MINUTE_MS = 60_000
const ROWS_A_STATEMENT = 300
const CHAT_SHARE = 0.6
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export interface SeededHandoff {
	visitId: string
	customerId: string | null
	subject: string
	lang: 'fr' | 'en'
	askedAt: Date
}

interface SeedInput {
	now: Date
	random: () => number
	handoffs: SeededHandoff[]
	customers: { id: string; firstName: string; phone: string | null; email: string }[]
	advisors: { id: string; name: string }[]
	/** Half-hours in which a callback can be promised from now on, earliest first. */
	slots: { start: Date; end: Date }[]
}

const ANSWERS = {
	fr: [
		'Bonjour, je vois ce que vous avez déjà essayé : inutile de le refaire.',
		"C'est fait de mon côté. Pouvez-vous regarder chez vous ?",
		'Je reste là pendant que vous vérifiez.',
	],
	en: [
		'Hello, I can see what you have already tried: no need to do it again.',
		'It is done on my side. Could you check on yours?',
		'I am here while you check.',
	],
} as const
const THANKS = { fr: 'Oui, ça marche. Merci beaucoup !', en: 'Yes, it works. Thank you!' } as const
const REASONS = ['internet', 'mobile', 'invoice', 'contract', 'other']

/** Past chats and calls for the visits that ended with somebody, and what is promised for the next days. */
export async function seedHandoffs({ now, random, handoffs, customers, advisors, slots }: SeedInput): Promise<void> {
	const pick = <T>(values: readonly T[]): T => {
		const value = values[Math.floor(random() * values.length)]
		if (value === undefined) throw new Error('nothing to pick from')
		return value
	}
	const reference = () =>
		`RC-${Array.from({ length: 6 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')}`
	const byId = new Map(customers.map((customer) => [customer.id, customer]))
	const made = {
		cases: [] as (typeof cases.$inferInsert)[],
		conversations: [] as (typeof conversations.$inferInsert)[],
		events: [] as (typeof conversationEvents.$inferInsert)[],
		messages: [] as (typeof messages.$inferInsert)[],
		callbacks: [] as (typeof callbacks.$inferInsert)[],
		attempts: [] as (typeof callbackAttempts.$inferInsert)[],
		promises: [] as (typeof promises.$inferInsert)[],
		wrapUps: [] as (typeof wrapUps.$inferInsert)[],
		left: [] as (typeof leftMessages.$inferInsert)[],
	}

	for (const handoff of handoffs) {
		if (handoff.askedAt.getTime() > now.getTime() - 60 * MINUTE_MS) continue
		if (random() < CHAT_SHARE) pastChat(handoff)
		else pastCall(handoff)
	}
	for (const slot of slots.slice(0, 4)) if (random() < 0.8) comingCall(slot)
	for (let n = 0; n < 3; n++) waitingMessage(n)

	await transaction(async () => {
		await insertAll(cases, made.cases)
		await insertAll(conversations, made.conversations)
		await insertAll(conversationEvents, made.events)
		await insertAll(messages, made.messages)
		await insertAll(callbacks, made.callbacks)
		await insertAll(callbackAttempts, made.attempts)
		await insertAll(promises, made.promises)
		await insertAll(wrapUps, made.wrapUps)
		await insertAll(leftMessages, made.left)
	})

	function openedCase(
		from: { customerId: string | null; visitId: string | null; subject: string; lang: 'fr' | 'en'; askedAt: Date },
		closed: boolean,
	) {
		const row = {
			id: randomUUID(),
			reference: reference(),
			customerId: from.customerId,
			visitId: from.visitId,
			reason: pick(REASONS),
			subject: from.subject,
			lang: from.lang,
			state: closed ? ('closed' as const) : ('open' as const),
			openedAt: from.askedAt,
			closedAt: closed ? new Date(from.askedAt.getTime() + 20 * MINUTE_MS) : null,
		}
		made.cases.push(row)
		return row
	}

	function pastChat(handoff: SeededHandoff) {
		const { askedAt, lang, customerId, visitId, subject } = handoff
		const opened = openedCase(handoff, true)
		const advisor = pick(advisors)
		const id = randomUUID()
		const waitMinutes = 1 + Math.floor(random() * 5)
		const takenAt = minutesAfter(askedAt, waitMinutes)
		const endedAt = minutesAfter(takenAt, 6 + random() * 12)
		const firstName = (customerId && byId.get(customerId)?.firstName) || pick(customers).firstName
		const said: [author: 'customer' | 'advisor', body: string][] = [
			['customer', subject],
			['advisor', ANSWERS[lang][0]],
			['advisor', ANSWERS[lang][1]],
			['customer', THANKS[lang]],
		]
		said.forEach(([author, body], index) => {
			made.messages.push({
				id: randomUUID(),
				conversationId: id,
				seq: index + 1,
				author,
				authorId: author === 'advisor' ? advisor.id : null,
				authorName: author === 'advisor' ? advisor.name.split(' ')[0] : firstName,
				body,
				at: index === 0 ? askedAt : minutesAfter(takenAt, index),
			})
		})
		made.conversations.push({
			id,
			caseId: opened.id,
			customerId,
			visitId,
			firstName,
			subject,
			lang,
			trail: [],
			state: 'ended',
			advisorId: advisor.id,
			lastSeq: said.length,
			askedAt,
			endedAt,
			endedBy: 'advisor',
		})
		made.events.push(
			{ conversationId: id, kind: 'asked', actorId: null, at: askedAt },
			{ conversationId: id, kind: 'taken', actorId: advisor.id, at: takenAt },
			{ conversationId: id, kind: 'ended', actorId: advisor.id, at: endedAt },
		)
		const dueAt = minutesAfter(askedAt, 4)
		made.promises.push({
			kind: 'chat-wait',
			caseId: opened.id,
			objectId: id,
			customerId,
			text: lang === 'fr' ? 'environ 5 min d’attente' : 'about 5 min to wait',
			dueAt,
			state: takenAt <= dueAt ? 'kept' : 'late',
			madeAt: askedAt,
			settledAt: takenAt,
		})
		wrapUp(opened, 'chat', id, advisor.id, subject, endedAt)
	}

	function pastCall(handoff: SeededHandoff) {
		const { askedAt, lang, customerId, visitId, subject } = handoff
		const opened = openedCase(handoff, true)
		const advisor = pick(advisors)
		const id = randomUUID()
		const dueAt = minutesAfter(askedAt, 30 + Math.floor(random() * 6) * 30)
		if (dueAt >= now) return
		const customer = (customerId && byId.get(customerId)) || pick(customers)
		const phone = customer.phone ?? '+33353015999'
		const late = random() < 0.04
		const startedAt = minutesAfter(dueAt, late ? 40 : random() * 12)
		made.callbacks.push({
			id,
			reference: opened.reference,
			caseId: opened.id,
			customerId,
			visitId,
			phone,
			firstName: customer.firstName,
			reason: opened.reason,
			subject,
			lang,
			trail: [],
			state: 'done',
			slotStart: dueAt,
			slotEnd: minutesAfter(dueAt, 30),
			dueAt,
			advisorId: advisor.id,
			password: 'colline verte',
			offers: 1,
			attempts: 1,
			requestKey: randomUUID(),
			createdAt: askedAt,
			endedAt: minutesAfter(startedAt, 9),
		})
		made.attempts.push({
			callbackId: id,
			key: randomUUID(),
			advisorId: advisor.id,
			customerPhone: phone,
			state: 'ended',
			advisorOutcome: 'connected',
			customerOutcome: 'connected',
			bridged: true,
			startedAt,
			lastHeardAt: startedAt,
			endedAt: minutesAfter(startedAt, 9),
		})
		made.promises.push({
			kind: 'callback',
			caseId: opened.id,
			objectId: id,
			customerId,
			text: lang === 'fr' ? 'Rappel dans le créneau choisi' : 'A call within the chosen slot',
			dueAt: minutesAfter(dueAt, 30),
			state: late ? 'late' : 'kept',
			madeAt: askedAt,
			settledAt: startedAt,
		})
		wrapUp(opened, 'callback', id, advisor.id, subject, minutesAfter(startedAt, 9))
	}

	function wrapUp(
		opened: { id: string; reason: string },
		channel: 'chat' | 'callback',
		objectId: string,
		advisorId: string,
		subject: string,
		at: Date,
	) {
		const outcome = random() < 0.8 ? 'solved' : 'promised'
		made.wrapUps.push({
			caseId: opened.id,
			channel,
			objectId,
			advisorId,
			reason: opened.reason,
			outcome,
			summary: subject,
			draft: subject,
			at,
		})
	}

	function comingCall(slot: { start: Date; end: Date }) {
		const customer = pick(customers.slice(5))
		if (!customer.phone || made.callbacks.some(({ phone, state }) => phone === customer.phone && state === 'scheduled'))
			return
		const askedAt = minutesAfter(now, -90)
		const subject = pick([
			'Renvoi d’appel vers mon fixe',
			'Déménagement à Riom',
			'Facture plus élevée ce mois-ci',
			'Box qui redémarre seule',
		])
		const opened = openedCase({ customerId: customer.id, visitId: null, subject, lang: 'fr', askedAt }, false)
		const id = randomUUID()
		made.callbacks.push({
			id,
			reference: opened.reference,
			caseId: opened.id,
			customerId: customer.id,
			phone: customer.phone,
			firstName: customer.firstName,
			reason: opened.reason,
			subject,
			lang: 'fr',
			email: customer.email,
			trail: [],
			state: 'scheduled',
			slotStart: slot.start,
			slotEnd: slot.end,
			dueAt: slot.start,
			password: 'lanterne bleue',
			requestKey: randomUUID(),
			createdAt: askedAt,
		})
		made.promises.push({
			kind: 'callback',
			caseId: opened.id,
			objectId: id,
			customerId: customer.id,
			text: 'Rappel dans le créneau choisi',
			dueAt: slot.end,
			state: 'promised',
			madeAt: askedAt,
		})
	}

	function waitingMessage(n: number) {
		const customer = pick(customers.slice(5))
		const askedAt = minutesAfter(now, -60 * (n + 2))
		const body = pick([
			'Ma ligne fixe grésille depuis hier soir, surtout quand il pleut.',
			"Je pars vivre en Belgique en janvier : puis-je garder mon numéro ? Je n'ai rien trouvé.",
			'La facture de novembre compte deux fois la même option.',
		])
		const opened = openedCase({ customerId: customer.id, visitId: null, subject: body, lang: 'fr', askedAt }, false)
		const id = randomUUID()
		made.left.push({
			id,
			caseId: opened.id,
			requestKey: randomUUID(),
			customerId: customer.id,
			firstName: customer.firstName,
			contact: customer.email,
			body,
			lang: 'fr',
			trail: [],
			state: 'waiting',
			at: askedAt,
		})
		made.promises.push({
			kind: 'answer',
			caseId: opened.id,
			objectId: id,
			customerId: customer.id,
			text: 'Réponse avant la fin du prochain jour ouvré',
			dueAt: minutesAfter(now, 20 * 60),
			state: 'promised',
			madeAt: askedAt,
		})
	}
}

function minutesAfter(at: Date, minutes: number): Date {
	return new Date(at.getTime() + minutes * MINUTE_MS)
}

async function insertAll<T extends Parameters<typeof db.insert>[0]>(
	table: T,
	rows: T['$inferInsert'][],
): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
		await db.insert(table).values(rows.slice(from, from + ROWS_A_STATEMENT) as never)
}
