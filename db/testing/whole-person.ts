import { randomUUID } from 'node:crypto'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { db } from '../client.server'
import * as account from '../schema/accounts.server'
import * as auth from '../schema/auth.server'
import * as desk from '../schema/desk.server'
import * as friction from '../schema/friction.server'
import * as handoff from '../schema/handoff.server'
import * as knowledge from '../schema/knowledge.server'
import * as personal from '../schema/personal.server'
import * as work from '../schema/work.server'

/** Words that nothing else in the database holds. */
export interface Traces {
	words: string
	lastName: string
	email: string
	phone: string
	address: string
}

/**
 * Somebody with a row in every table that can be about a person, each filled with their traces; what
 * they have is over: contracts ended, invoices paid, contacts closed.
 *
 * @param advisorId - whoever answered them
 */
export async function makeWholePerson(traces: Traces, { advisorId, endedAt }: { advisorId: string; endedAt: Date }) {
	const { words, lastName, email, phone, address } = traces
	const known: Record<string, unknown> = {
		advisorId,
		authorId: advisorId,
		askedBy: advisorId,
		personName: 'Olga Conseil',
	}
	const number = `+33700${Math.floor(100_000 + Math.random() * 899_999)}`

	const person = await fill(auth.people, { name: `${words} ${lastName}`, email, role: 'customer' })
	Object.assign(known, { personId: person.id, userId: person.id })
	const customer = await fill(account.customers, {
		...{ number: `LC-${randomUUID().slice(0, 8)}`, firstName: words, lastName, email, phone, address },
		...{ city: `${words}ville`, lang: 'fr' },
	})
	const customerId = customer.id
	Object.assign(known, { customerId, personId: advisorId })
	Object.assign(known, { visitId: (await fill(friction.visits)).id })
	Object.assign(known, {
		caseId: (await fill(handoff.cases, { reference: randomUUID().slice(0, 8), state: 'closed' })).id,
	})

	const contract = await fill(account.subscriptions, { state: 'ended', endsAt: endedAt, startedAt: new Date(0) })
	Object.assign(known, { subscriptionId: contract.id })
	Object.assign(known, { lineId: (await fill(account.lines, { number })).id })
	const invoice = await fill(account.invoices, { state: 'paid', issuedAt: endedAt, dueAt: endedAt, paidAt: endedAt })
	Object.assign(known, { invoiceId: invoice.id })
	const payment = await fill(account.payments, { state: 'paid' })
	await fill(account.testPayments, { requestKey: payment.id })
	Object.assign(known, { changeId: (await fill(account.accountChanges, { outcome: 'done' })).id })
	for (const table of [
		...[account.addressMoves, account.formerForwardings, account.formerLines, account.formerEnds],
		...[account.forwardings, account.usage, account.subscriptionOptions, account.formerPlans, account.nextBillLines],
		...[account.invoiceLines, account.paymentMethods, account.invoiceDisputes, account.personalReveals],
	])
		await fill(table)
	await fill(account.scheduledChanges, { state: 'applied' })
	const delegation = await fill(account.delegations, {
		...{ ownerId: customerId, email, delegateId: null, level: 'see', endsAt: endedAt, endedBy: 'owner' },
	})
	await fill(account.delegatedLines, { delegationId: delegation.id })
	await fill(account.cancellations, { state: 'notified', lastName, email, endsAt: endedAt })

	const chat = await fill(handoff.conversations, { state: 'ended', endedAt })
	Object.assign(known, { conversationId: chat.id, contactId: chat.id, contactKind: 'conversations' })
	const message = await fill(handoff.messages, { author: 'customer', authorName: words })
	Object.assign(known, { messageId: message.id })
	const attachment = await fill(handoff.attachments, {
		id: randomUUID().replaceAll('-', '').padEnd(40, '0'),
		type: 'text/plain',
		bytes: 4,
	})
	const callback = await fill(handoff.callbacks, {
		...{ state: 'done', phone, email, endedAt, reference: randomUUID().slice(0, 8) },
	})
	Object.assign(known, { callbackId: callback.id })
	Object.assign(known, { attemptId: (await fill(handoff.callbackAttempts, { customerPhone: phone, endedAt })).id })
	Object.assign(known, { objectId: chat.id })
	Object.assign(known, { wrapUpId: (await fill(handoff.wrapUps)).id })
	for (const table of [
		...[handoff.caseArticles, handoff.conversationEvents, handoff.conversationGuests, handoff.callbackEvents],
		...[handoff.callDifferences, handoff.idempotencyKeys, handoff.promises, handoff.wrapUpCorrections],
		...[handoff.helpOffers, desk.deskNotes, desk.guideTicks, desk.looks, desk.supportRequests],
		...[desk.supportHelpers, friction.visitSteps, friction.frictions],
	])
		await fill(table)
	await fill(handoff.effortAnswers, { reason: 'invoice', scale: 'ease', day: '2026-01-15', score: 3, words })
	await fill(handoff.effortQuestions, { askedOf: customerId })
	await fill(handoff.phoneProofs, { phone })
	await fill(handoff.blockedNumbers, { phone, liftedAt: endedAt, blockedBy: null, liftedBy: null })
	await fill(handoff.leftMessages, { contact: email, state: 'answered' })

	const article = await fill(knowledge.articles, {
		...{ slug: randomUUID(), title: 'Sans lien', summary: '', markdown: '', topic: 'internet', owner: 'Rédaction' },
		...{ keywords: [], related: [], html: '', plainText: '', headings: [], extra: {} },
	})
	await fill(knowledge.articleFeedback, { articleId: article.id, words })
	await fill(knowledge.articleProposals, {
		articleId: article.id,
		authorId: advisorId,
		question: words,
		words,
		title: 'Sans lien',
		...{ requestKey: randomUUID(), authorName: 'Olga Conseil' },
	})
	await fill(knowledge.answerAlerts, { email })
	await fill(work.outbox, { recipient: email, subject: words, state: 'sent' })
	const sms = await fill(work.outbox, { recipient: phone, channel: 'sms', state: 'sent' })
	await fill(work.messageEvents, { messageId: sms.id })
	await fill(work.smsRefusals, { phone })
	await fill(work.simulatedCalls, { toNumber: phone })
	await fill(work.simulatedMessages, { toNumber: phone })
	await fill(auth.sessions)
	await fill(auth.signInAccounts)
	await fill(auth.verifications, { identifier: `sign-in-otp-${email}` })
	await fill(auth.auditTrail, {
		...{ actorId: advisorId, action: 'contact.looked', objectKind: 'conversations', objectId: chat.id },
		detail: { about: words },
	})
	await fill(personal.personalChanges, { state: 'done', before: { email: words }, after: { email } })
	await fill(personal.consents, { purpose: 'offers-email', agreed: true, at: endedAt })
	await fill(personal.dataExports, { state: 'over', askedAt: endedAt })

	return { customerId, personId: String(person.id), attachmentId: String(attachment.id), number }

	/** A row with the identifiers known so far, and the words of the person in every text that must hold some. */
	async function fill(
		table: SQLiteTable,
		over: Record<string, unknown> = {},
	): Promise<Record<string, unknown> & { id: string }> {
		const values: Record<string, unknown> = {}
		for (const [name, column] of Object.entries(getTableColumns(table))) {
			if (name in over) values[name] = over[name]
			else if (name in known && name !== 'id') values[name] = known[name]
			else if (column.notNull && !column.hasDefault) values[name] = something(column)
		}
		const [row] = await db.insert(table).values(values).returning()
		if (!row) throw new Error(`${getTableName(table)} stored nothing`)
		return row as Record<string, unknown> & { id: string }
	}

	function something(column: {
		dataType: string
		enumValues?: string[]
		isUnique: boolean
		primary: boolean
	}): unknown {
		if (column.enumValues?.length) return column.enumValues[0]
		if (column.dataType === 'number') return 1
		if (column.dataType === 'boolean') return false
		if (column.dataType === 'date') return endedAt
		if (column.dataType === 'json') return [{ label: words }]
		return `${words} ${randomUUID()}`
	}
}
