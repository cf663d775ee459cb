import {
	and,
	eq,
	getTableColumns,
	getTableName,
	inArray,
	isNotNull,
	isNull,
	or,
	type SQL,
	type SQLWrapper,
} from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { db } from './client.server'
import * as accountability from './schema/accountability.server'
import * as account from './schema/accounts.server'
import * as auth from './schema/auth.server'
import * as desk from './schema/desk.server'
import * as friction from './schema/friction.server'
import * as handoff from './schema/handoff.server'
import * as knowledge from './schema/knowledge.server'
import * as personal from './schema/personal.server'
import * as studio from './schema/studio.server'
import * as training from './schema/training.server'
import * as work from './schema/work.server'

/**
 * Which rows of each table are about a person, what of them goes into the copy that they may ask for,
 * and what becomes of them when the person is erased. A table that is not here fails a test.
 */

/** Somebody, with every address and number that is theirs alone. */
export interface Subject {
	customerId: string
	personId: string | null
	/** Addresses and numbers (E.164) that no other customer has. */
	contacts: string[]
	/** Those of them that were proved to be theirs: by a code, by a contract, or by signing in with them. */
	proved: string[]
}

type Condition = (of: Subject) => SQL | undefined

interface AboutPerson {
	table: SQLiteTable
	of: Condition
	/**
	 * `delete`; `follows`: gone with the row it belongs to; an object: what its columns are set to, where
	 * the row itself tells nothing of anybody any more.
	 */
	erase: 'delete' | 'follows' | Record<string, null>
	/** Rows that are erased besides, which the copy leaves out: nobody proved whose they are. */
	eraseAlso?: Condition
	/** Why it is in no copy. */
	notInCopy?: string
	/** Columns left out of the copy. */
	without?: string[]
}

interface AboutNobody {
	table: SQLiteTable
	/** Why no row of it is about a customer. */
	aboutNobody: string
}

export type Rule = AboutPerson | AboutNobody

const own = (column: SQLiteColumn): Condition => {
	return ({ customerId }) => eq(column, customerId)
}
const within = (column: SQLiteColumn, ids: (of: Subject) => SQLWrapper): Condition => {
	return (of) => inArray(column, ids(of))
}
const contactIn =
	(column: SQLiteColumn): Condition =>
	({ contacts }) =>
		inArray(column, contacts)

const visitIds = ({ customerId }: Subject) =>
	db.select({ id: friction.visits.id }).from(friction.visits).where(eq(friction.visits.customerId, customerId))

/** Signed in, or in a visit that was theirs later on. */
const ownOrVisit =
	(customerId: SQLiteColumn, visitId: SQLiteColumn): Condition =>
	(of) =>
		or(eq(customerId, of.customerId), and(isNull(customerId), inArray(visitId, visitIds(of))))

const ownCases = ownOrVisit(handoff.cases.customerId, handoff.cases.visitId)
const ownChats = ownOrVisit(handoff.conversations.customerId, handoff.conversations.visitId)
const ownCalls = ownOrVisit(handoff.callbacks.customerId, handoff.callbacks.visitId)
const ids = (table: SQLiteTable & { id: SQLiteColumn }, condition: Condition) => (of: Subject) =>
	db.select({ id: table.id }).from(table).where(condition(of))
const caseIds = ids(handoff.cases, ownCases)
const chatIds = ids(handoff.conversations, ownChats)
const callIds = ids(handoff.callbacks, ownCalls)
const contractIds = ids(account.subscriptions, own(account.subscriptions.customerId))
const lineIds = ids(account.lines, own(account.lines.customerId))
const invoiceIds = ids(account.invoices, own(account.invoices.customerId))
const paymentIds = ids(account.payments, own(account.payments.customerId))
const ownDelegations: Condition = (of) =>
	or(
		eq(account.delegations.ownerId, of.customerId),
		eq(account.delegations.delegateId, of.customerId),
		contactIn(account.delegations.email)(of),
	)
const delegationIds = ids(account.delegations, ownDelegations)
const wrapUpIds = ids(handoff.wrapUps, within(handoff.wrapUps.caseId, caseIds))
const messageIds = ids(work.outbox, contactIn(work.outbox.recipient))
const contactIds: Condition[] = [
	within(auth.auditTrail.objectId, chatIds),
	within(auth.auditTrail.objectId, callIds),
	({ customerId }) => eq(auth.auditTrail.objectId, customerId),
]

const STAFF = 'what those who work here planned, chose or did among themselves'
const ARTICLES = 'articles, which are the same for everybody'
const OF_CONTACT = { erase: 'follows' } as const

/** In the order in which rows are erased. */
export const RULES: Rule[] = [
	// What lies outside and names them by address, number or visit.
	{
		table: work.messageEvents,
		of: within(work.messageEvents.messageId, messageIds),
		erase: 'follows',
		without: ['dedupeKey'],
	},
	{
		table: work.outbox,
		of: contactIn(work.outbox.recipient),
		erase: 'delete',
		without: ['html', 'attachments', 'dedupeKey', 'tries', 'notBefore', 'lastError', 'carrierSid', 'errorCode'],
	},
	{
		table: work.smsRefusals,
		of: contactIn(work.smsRefusals.phone),
		erase: 'delete',
	},
	{
		table: work.simulatedCalls,
		of: contactIn(work.simulatedCalls.toNumber),
		erase: 'delete',
		notInCopy: 'stands for the records of the phone company, in the demonstration',
	},
	{
		table: work.simulatedMessages,
		of: contactIn(work.simulatedMessages.toNumber),
		erase: 'delete',
		notInCopy: 'stands for the records of the phone company, in the demonstration',
	},
	{
		table: handoff.phoneProofs,
		of: ownOrVisit(handoff.phoneProofs.customerId, handoff.phoneProofs.visitId),
		erase: 'delete',
		eraseAlso: contactIn(handoff.phoneProofs.phone),
		without: ['codeHash'],
	},
	{
		table: handoff.blockedNumbers,
		of: contactIn(handoff.blockedNumbers.phone),
		// One in force stays: it is what keeps the number from being called.
		erase: 'follows',
		eraseAlso: ({ contacts }) =>
			and(inArray(handoff.blockedNumbers.phone, contacts), isNotNull(handoff.blockedNumbers.liftedAt)),
		without: ['callbackId', 'blockedBy', 'liftedBy'],
	},
	{
		table: knowledge.answerAlerts,
		of: contactIn(knowledge.answerAlerts.email),
		erase: 'delete',
	},
	{
		table: knowledge.articleFeedback,
		of: within(knowledge.articleFeedback.visitId, visitIds),
		erase: { words: null },
	},
	{
		table: knowledge.articleProposals,
		of: within(knowledge.articleProposals.caseId, caseIds),
		erase: { question: null, words: null, caseId: null },
		without: ['articleId', 'authorId', 'authorName', 'answeredBy', 'answeredByName', 'answer', 'answerSeenAt'],
	},
	{
		table: handoff.helpOffers,
		of: ownOrVisit(handoff.helpOffers.customerId, handoff.helpOffers.visitId),
		erase: 'delete',
	},
	{
		table: handoff.effortQuestions,
		of: (of) =>
			or(eq(handoff.effortQuestions.askedOf, of.customerId), inArray(handoff.effortQuestions.askedOf, visitIds(of))),
		erase: 'delete',
	},
	{
		table: handoff.effortAnswers,
		of: own(handoff.effortAnswers.customerId),
		erase: { customerId: null, words: null },
	},
	{
		table: friction.frictions,
		of: ownOrVisit(friction.frictions.customerId, friction.frictions.visitId),
		erase: 'delete',
		eraseAlso: within(friction.frictions.visitId, visitIds),
		without: ['causeKey'],
	},
	{
		table: handoff.callDifferences,
		of: within(handoff.callDifferences.callbackId, callIds),
		erase: 'delete',
		notInCopy: 'compares two counts of a call; the call itself is in the copy',
	},
	{
		table: auth.auditTrail,
		of: (of) => or(...contactIds.map((condition) => condition(of))),
		// Which act was done and when stays with who did it; what it was done to leads nowhere any more.
		erase: { detail: null },
		without: ['detail'],
	},
	// What hangs on a case, a chat or a callback goes with it.
	{ table: handoff.messages, of: within(handoff.messages.conversationId, chatIds), ...OF_CONTACT },
	{ table: handoff.attachments, of: within(handoff.attachments.conversationId, chatIds), ...OF_CONTACT },
	{ table: handoff.caseArticles, of: within(handoff.caseArticles.caseId, caseIds), ...OF_CONTACT },
	{
		table: handoff.conversationEvents,
		of: within(handoff.conversationEvents.conversationId, chatIds),
		...OF_CONTACT,
		without: ['detail'],
	},
	{
		table: handoff.conversationGuests,
		of: within(handoff.conversationGuests.conversationId, chatIds),
		...OF_CONTACT,
		notInCopy: STAFF,
	},
	{
		table: handoff.callbackAttempts,
		of: within(handoff.callbackAttempts.callbackId, callIds),
		...OF_CONTACT,
		without: ['key', 'advisorAddress', 'advisorCallSid', 'customerCallSid', 'advisorOutcome'],
	},
	{
		table: handoff.callbackEvents,
		of: within(handoff.callbackEvents.callbackId, callIds),
		...OF_CONTACT,
		without: ['dedupeKey', 'detail', 'answer', 'effect', 'repeats'],
	},
	{
		table: handoff.idempotencyKeys,
		of: within(handoff.idempotencyKeys.callbackId, callIds),
		...OF_CONTACT,
		notInCopy: 'what another program was answered: the callback it is about is in the copy',
	},
	{ table: handoff.promises, of: within(handoff.promises.caseId, caseIds), ...OF_CONTACT },
	{ table: handoff.wrapUps, of: within(handoff.wrapUps.caseId, caseIds), ...OF_CONTACT, without: ['draft'] },
	{ table: handoff.wrapUpCorrections, of: within(handoff.wrapUpCorrections.wrapUpId, wrapUpIds), ...OF_CONTACT },
	{ table: desk.deskNotes, of: within(desk.deskNotes.caseId, caseIds), ...OF_CONTACT },
	{ table: desk.guideTicks, of: within(desk.guideTicks.caseId, caseIds), ...OF_CONTACT },
	{ table: desk.looks, of: within(desk.looks.caseId, caseIds), ...OF_CONTACT, without: ['personName', 'opensUntil'] },
	{
		table: desk.supportRequests,
		of: within(desk.supportRequests.caseId, caseIds),
		...OF_CONTACT,
		without: ['askedBy'],
	},
	{ table: desk.supportHelpers, of: within(desk.supportHelpers.caseId, caseIds), ...OF_CONTACT, notInCopy: STAFF },
	{
		table: handoff.leftMessages,
		of: ownOrVisit(handoff.leftMessages.customerId, handoff.leftMessages.visitId),
		erase: 'delete',
		eraseAlso: ({ contacts }) =>
			and(isNull(handoff.leftMessages.customerId), inArray(handoff.leftMessages.contact, contacts)),
	},
	{
		table: handoff.conversations,
		of: ownChats,
		erase: 'delete',
		eraseAlso: ({ contacts }) =>
			and(isNull(handoff.conversations.customerId), inArray(handoff.conversations.contactEmail, contacts)),
		without: [
			'lastSeq',
			'customerReadSeq',
			'advisorReadSeq',
			'offeredTo',
			'offerEndsAt',
			'passedBy',
			'passing',
			'moves',
			'placeAt',
		],
	},
	{
		table: handoff.callbacks,
		of: ownCalls,
		erase: 'delete',
		eraseAlso: ({ contacts }) =>
			and(
				isNull(handoff.callbacks.customerId),
				or(inArray(handoff.callbacks.phone, contacts), inArray(handoff.callbacks.email, contacts)),
			),
		without: ['calendarSequence', 'offers'],
	},
	{ table: handoff.cases, of: ownCases, erase: 'delete' },
	{ table: friction.visitSteps, of: within(friction.visitSteps.visitId, visitIds), erase: 'follows' },
	{ table: friction.visits, of: own(friction.visits.customerId), erase: 'delete' },
	// The account.
	{
		table: account.testPayments,
		of: within(account.testPayments.requestKey, paymentIds),
		erase: 'delete',
		notInCopy: 'stands for the records of a payment company, in the demonstration',
	},
	{
		table: account.cancellations,
		of: own(account.cancellations.customerId),
		erase: 'delete',
		eraseAlso: ({ contacts }) =>
			and(isNull(account.cancellations.customerId), inArray(account.cancellations.email, contacts)),
	},
	{ table: account.forwardings, of: within(account.forwardings.lineId, lineIds), erase: 'follows' },
	{ table: account.addressMoves, of: own(account.addressMoves.customerId), erase: 'follows' },
	{ table: account.formerForwardings, of: within(account.formerForwardings.lineId, lineIds), erase: 'follows' },
	{ table: account.formerLines, of: within(account.formerLines.lineId, lineIds), erase: 'follows' },
	{ table: account.formerEnds, of: within(account.formerEnds.subscriptionId, contractIds), erase: 'follows' },
	{ table: account.usage, of: within(account.usage.lineId, lineIds), erase: 'follows' },
	{ table: account.lines, of: own(account.lines.customerId), erase: 'follows' },
	{
		table: account.subscriptionOptions,
		of: within(account.subscriptionOptions.subscriptionId, contractIds),
		erase: 'follows',
		without: ['startedBy', 'endedBy'],
	},
	{ table: account.formerPlans, of: within(account.formerPlans.subscriptionId, contractIds), erase: 'follows' },
	{ table: account.nextBillLines, of: own(account.nextBillLines.customerId), erase: 'follows', without: ['changeKey'] },
	{ table: account.subscriptions, of: own(account.subscriptions.customerId), erase: 'follows' },
	{ table: account.invoiceLines, of: within(account.invoiceLines.invoiceId, invoiceIds), erase: 'follows' },
	{ table: account.invoices, of: own(account.invoices.customerId), erase: 'follows' },
	{ table: account.payments, of: own(account.payments.customerId), erase: 'follows', without: ['payUrl', 'booked'] },
	{
		table: account.paymentMethods,
		of: own(account.paymentMethods.customerId),
		erase: 'follows',
		without: ['providerToken'],
	},
	{ table: account.delegatedLines, of: within(account.delegatedLines.delegationId, delegationIds), erase: 'follows' },
	// Given, received, and sent to an address of theirs that nobody accepted with.
	{ table: account.delegations, of: ownDelegations, erase: 'delete', without: ['ownerId', 'delegateId', 'requestKey'] },
	{ table: account.invoiceDisputes, of: own(account.invoiceDisputes.customerId), erase: 'follows' },
	{ table: account.scheduledChanges, of: own(account.scheduledChanges.customerId), erase: 'follows' },
	{ table: account.accountChanges, of: own(account.accountChanges.customerId), erase: 'follows' },
	{
		table: account.personalReveals,
		of: own(account.personalReveals.customerId),
		erase: 'follows',
		without: ['personName'],
	},
	{
		table: personal.personalChanges,
		of: own(personal.personalChanges.customerId),
		erase: 'follows',
		without: ['codeHash', 'codeExpiresAt', 'tries'],
	},
	{ table: personal.consents, of: own(personal.consents.customerId), erase: 'follows' },
	{ table: personal.dataExports, of: own(personal.dataExports.customerId), erase: 'follows', without: ['file'] },
	{
		table: personal.erasures,
		of: own(personal.erasures.customerId),
		erase: { customerId: null },
	},
	{
		table: auth.verifications,
		of: ({ contacts }) =>
			inArray(
				auth.verifications.identifier,
				contacts.map((contact) => `sign-in-otp-${contact}`),
			),
		erase: 'delete',
		notInCopy: 'codes to sign in with, which are worth ten minutes',
	},
	{
		table: auth.sessions,
		of: ({ personId }) => eq(auth.sessions.userId, personId ?? ''),
		erase: 'follows',
		without: ['token'],
	},
	{
		table: auth.signInAccounts,
		of: ({ personId }) => eq(auth.signInAccounts.userId, personId ?? ''),
		erase: 'follows',
		without: ['accessToken', 'refreshToken', 'idToken', 'password', 'accessTokenExpiresAt', 'refreshTokenExpiresAt'],
	},
	{ table: account.customers, of: own(account.customers.id), erase: 'delete' },
	{
		table: auth.people,
		of: ({ personId }) => eq(auth.people.id, personId ?? ''),
		erase: 'delete',
		without: ['image', 'role', 'team'],
	},
	// Not about a customer.
	{ table: personal.keptRecords, aboutNobody: 'what a law makes the business keep of somebody who was erased' },
	{ table: work.jobs, aboutNobody: 'work to do, by identifiers that lead nowhere once what they name is erased' },
	{ table: handoff.codeSends, aboutNobody: 'counts of codes under keyed hashes, kept for two months' },
	{ table: account.networkIncidents, aboutNobody: 'the state of the network' },
	{ table: handoff.callComparisons, aboutNobody: 'counts of calls by day' },
	{ table: friction.causeHandlings, aboutNobody: 'what those who work here did about a cause' },
	{ table: accountability.publicChanges, aboutNobody: 'what was mended, in the words of those who work here' },
	{ table: friction.frictionDays, aboutNobody: 'counts by day' },
	{ table: handoff.presences, aboutNobody: STAFF },
	{ table: handoff.handsets, aboutNobody: STAFF },
	{ table: handoff.rosterShifts, aboutNobody: STAFF },
	{ table: handoff.rosterReasons, aboutNobody: STAFF },
	{ table: handoff.rosterLanguages, aboutNobody: STAFF },
	{ table: handoff.absences, aboutNobody: STAFF },
	{ table: handoff.closures, aboutNobody: STAFF },
	{ table: desk.deskChoices, aboutNobody: STAFF },
	{ table: desk.guideRemarks, aboutNobody: STAFF },
	{ table: desk.snippets, aboutNobody: STAFF },
	{ table: training.trainingSessions, aboutNobody: 'practice with a customer who does not exist' },
	{ table: knowledge.articles, aboutNobody: ARTICLES },
	{ table: knowledge.articleChanges, aboutNobody: ARTICLES },
	{ table: knowledge.articleVersions, aboutNobody: ARTICLES },
	{ table: knowledge.synonymDecisions, aboutNobody: ARTICLES },
	{ table: studio.articleDrafts, aboutNobody: ARTICLES },
	{ table: studio.draftComments, aboutNobody: ARTICLES },
	{ table: studio.draftEditors, aboutNobody: ARTICLES },
	{ table: studio.draftSaves, aboutNobody: ARTICLES },
	{ table: studio.publications, aboutNobody: ARTICLES },
]

/** Never in a copy: who works here is known by their first name alone, and keys are nobody's data. */
const NEVER = new Set([
	...['requestKey', 'linkVersion', 'advisorId', 'authorId', 'actorId', 'ownerId', 'wishedAdvisorId', 'answeredBy'],
	...['personId', 'userId'],
])
/** Names of those who work here, of which the copy gives the first. */
const FIRST_NAME_ONLY = new Set(['authorName'])

export type CopiedRow = Record<string, unknown>

/** Columns of a table that the copy gives, in their order. */
export function copiedColumns({ table, without = [] }: AboutPerson): string[] {
	return Object.keys(getTableColumns(table)).filter((column) => !NEVER.has(column) && !without.includes(column))
}

/** Every table that the copy gives, by its name in the database. */
export function copiedTables(): { name: string; rule: AboutPerson }[] {
	return RULES.flatMap((rule) =>
		'aboutNobody' in rule || rule.notInCopy ? [] : [{ name: getTableName(rule.table), rule }],
	)
}

/**
 * Everything kept about somebody, table by table; tables without a row of theirs are left out. An
 * address or a number that they only typed somewhere leads to nothing: it may be anybody's.
 */
export async function copyOf(of: Subject): Promise<{ table: string; columns: string[]; rows: CopiedRow[] }[]> {
	const subject = { ...of, contacts: of.proved }
	const copied = []
	for (const { name, rule } of copiedTables()) {
		const columns = copiedColumns(rule)
		const rows = (await db
			.select()
			.from(rule.table)
			.where(some(rule.of(subject)))) as CopiedRow[]
		if (rows.length === 0) continue
		copied.push({
			table: name,
			columns,
			rows: rows.map((row) => Object.fromEntries(columns.map((column) => [column, shown(column, row[column])]))),
		})
	}
	return copied
}

/** Erases every row about somebody, in the transaction that this is called in. */
export async function eraseRows(subject: Subject): Promise<void> {
	// Cases that only a number or an address leads to, while it is still there to lead to them.
	const alsoCases = await Promise.all(
		[handoff.callbacks, handoff.conversations, handoff.leftMessages].map((table) =>
			db
				.select({ id: table.caseId })
				.from(table)
				.where(some(ruleOf(table).eraseAlso?.(subject))),
		),
	)
	for (const rule of RULES) {
		if ('aboutNobody' in rule) continue
		const { table, of, erase, eraseAlso } = rule
		const also = eraseAlso?.(subject)
		if (erase === 'delete') await db.delete(table).where(some(or(of(subject), also)))
		else if (erase === 'follows') {
			if (also) await db.delete(table).where(also)
		} else
			await db
				.update(table)
				.set(erase)
				.where(some(of(subject)))
	}
	const left = alsoCases.flat().map(({ id }) => id)
	await db.delete(handoff.cases).where(inArray(handoff.cases.id, left))
}

/** No condition would mean every row of the table. */
function some(condition: SQL | undefined): SQL {
	if (!condition) throw new Error('rows of everybody were asked for')
	return condition
}

function ruleOf(table: SQLiteTable): AboutPerson {
	const rule = RULES.find((one) => one.table === table)
	if (!rule || 'aboutNobody' in rule) throw new Error(`${getTableName(table)} is about nobody`)
	return rule
}

function shown(column: string, value: unknown): unknown {
	return FIRST_NAME_ONLY.has(column) && typeof value === 'string' ? value.split(' ')[0] : value
}

/** The person, with the addresses and numbers that lead to them; `null` for nobody. */
export async function subjectOf(customerId: string): Promise<Subject | null> {
	const { customers, lines } = account
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!customer) return null
	const [person] = customer.personId
		? await db.select().from(auth.people).where(eq(auth.people.id, customer.personId))
		: []
	const { personalChanges } = personal
	const changes = await db
		.select()
		.from(personalChanges)
		.where(and(eq(personalChanges.customerId, customerId), eq(personalChanges.state, 'done')))
	const ids = { customerId, personId: customer.personId, contacts: [], proved: [] }
	const { callbacks, leftMessages, phoneProofs } = handoff
	const calls = await db.select().from(callbacks).where(own(callbacks.customerId)(ids))
	const left = await db.select().from(leftMessages).where(own(leftMessages.customerId)(ids))
	const codes = await db
		.select({ phone: phoneProofs.phone })
		.from(phoneProofs)
		.where(and(eq(phoneProofs.customerId, customerId), isNotNull(phoneProofs.provedAt)))
	const numbers = await db.select({ number: lines.number }).from(lines).where(eq(lines.customerId, customerId))
	const notices = await db.select().from(account.cancellations).where(own(account.cancellations.customerId)(ids))
	const proved = bothCases([
		...[customer.email, customer.phone, person?.email],
		...changes.flatMap(({ before, after }) => [before.email, before.phone, after.email, after.phone]),
		...codes.map(({ phone }) => phone),
		...numbers.map(({ number }) => number),
	])
	const typed = bothCases([
		...calls.flatMap(({ phone, email }) => [phone, email]),
		...left.map(({ contact }) => contact),
		...notices.map(({ email }) => email),
	])
	const contacts = [...new Set([...proved, ...typed])]
	const others = await contactsOfOthers(customerId, customer.personId, contacts)
	const alone = (found: string[]) => found.filter((contact) => !others.has(contact))
	return { customerId, personId: customer.personId, contacts: alone(contacts), proved: alone(proved) }
}

/** As typed and in small letters, each once. */
function bothCases(found: (string | null | undefined)[]): string[] {
	const known = found.filter((contact): contact is string => Boolean(contact))
	return [...new Set(known.flatMap((contact) => [contact, contact.toLowerCase()]))]
}

/** Which of these somebody else has too: what was sent there may be about them. */
async function contactsOfOthers(customerId: string, personId: string | null, contacts: string[]): Promise<Set<string>> {
	const { customers, lines } = account
	const [holders, people, numbers] = await Promise.all([
		db
			.select({ id: customers.id, email: customers.email, phone: customers.phone })
			.from(customers)
			.where(or(inArray(customers.email, contacts), inArray(customers.phone, contacts))),
		db
			.select({ id: auth.people.id, email: auth.people.email, phone: auth.people.phone })
			.from(auth.people)
			.where(or(inArray(auth.people.email, contacts), inArray(auth.people.phone, contacts))),
		db.select({ id: lines.customerId, number: lines.number }).from(lines).where(inArray(lines.number, contacts)),
	])
	return new Set(
		[
			...holders.filter(({ id }) => id !== customerId).flatMap(({ email, phone }) => [email, phone]),
			...people.filter(({ id }) => id !== personId).flatMap(({ email, phone }) => [email, phone]),
			...numbers.filter(({ id }) => id !== customerId).map(({ number }) => number),
		].filter((contact): contact is string => contact !== null),
	)
}
