import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { people } from './auth.server'
import { cents, flag, id, instant, json, madeAt } from './columns.server'

/** A customer of the business, with or without a sign-in. */
export const customers = sqliteTable(
	'customers',
	{
		id: id(),
		personId: text().references(() => people.id, { onDelete: 'set null' }),
		/** Number printed on contracts and invoices. */
		number: text().notNull().unique(),
		firstName: text().notNull(),
		lastName: text().notNull(),
		email: text().notNull(),
		/** E.164; `null` when none was given. */
		phone: text(),
		lang: text({ enum: ['fr', 'en'] })
			.notNull()
			.default('fr'),
		address: text().notNull(),
		city: text().notNull(),
		since: instant().notNull(),
		createdAt: madeAt(),
	},
	(t) => [uniqueIndex('customers_person').on(t.personId), index('customers_email').on(t.email)],
)

/** A contract: what is paid each month for one service. */
export const subscriptions = sqliteTable(
	'subscriptions',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		/** Plan of content/catalogue.yaml, at the version and price the customer took. */
		planId: text().notNull(),
		planName: text().notNull(),
		service: text().notNull(),
		label: text().notNull(),
		priceCents: cents().notNull(),
		state: text({ enum: ['active', 'suspended', 'ended'] }).notNull(),
		startedAt: instant().notNull(),
		/** Since when it is this plan at this price; `null` when it was so from the start. */
		planSince: instant(),
		/** Of a plan taken later than the start: the last instant of its commitment. */
		committedUntil: instant(),
		endsAt: instant(),
	},
	(t) => [
		index('subscriptions_customer').on(t.customerId),
		check('subscriptions_state', sql`${t.state} in ('active', 'suspended', 'ended')`),
	],
)

export const lines = sqliteTable(
	'lines',
	{
		id: id(),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		/** E.164 */
		number: text().notNull().unique(),
		label: text().notNull(),
		state: text({ enum: ['active', 'suspended'] })
			.notNull()
			.default('active'),
	},
	(t) => [index('lines_customer').on(t.customerId)],
)

export const subscriptionOptions = sqliteTable(
	'subscription_options',
	{
		id: id(),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		optionId: text().notNull(),
		name: text().notNull(),
		priceCents: cents().notNull(),
		since: instant().notNull(),
		until: instant(),
		/** The change that added it, and the one that ended it; `null` for what no change of ours did. */
		startedBy: text(),
		endedBy: text(),
	},
	(t) => [
		index('subscription_options_subscription').on(t.subscriptionId),
		uniqueIndex('subscription_options_running').on(t.subscriptionId, t.optionId).where(sql`${t.until} is null`),
	],
)

/** Plans a contract had before the one it has: with it they cover its whole life, without gap or overlap. */
export const formerPlans = sqliteTable(
	'former_plans',
	{
		id: id(),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		planId: text().notNull(),
		planName: text().notNull(),
		priceCents: cents().notNull(),
		/** As it was on the contract, to be brought back exactly: `null` for the plan it started with. */
		planSince: instant(),
		committedUntil: instant(),
		since: instant().notNull(),
		until: instant().notNull(),
		/** The change that ended it: the same change ends it once. */
		endedBy: text().notNull().unique(),
	},
	(t) => [
		uniqueIndex('former_plans_until').on(t.subscriptionId, t.until),
		check('former_plans_order', sql`${t.since} <= ${t.until}`),
	],
)

/** What the next invoice of a customer carries besides monthly prices, until it is on one. */
export const nextBillLines = sqliteTable(
	'next_bill_lines',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		/** The change it comes from; it goes when that is undone. */
		changeKey: text().notNull(),
		position: integer().notNull(),
		/** The first invoice it may be on, `2026-12`. */
		period: text().notNull(),
		label: text().notNull(),
		/** Tax included; negative for what comes back. */
		amountCents: cents().notNull(),
		taxBasisPoints: integer().notNull(),
		/** `null` until it is invoiced. */
		invoiceId: text().references(() => invoices.id, { onDelete: 'set null' }),
	},
	(t) => [
		uniqueIndex('next_bill_lines_change').on(t.changeKey, t.position),
		index('next_bill_lines_customer').on(t.customerId, t.invoiceId),
	],
)

/** A customer asks that a contract moves to another address; somebody answers what can be done there. */
export const addressMoves = sqliteTable(
	'address_moves',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		requestKey: text().notNull().unique(),
		/** Of its case. */
		reference: text().notNull(),
		fromAddress: text().notNull(),
		street: text().notNull(),
		postcode: text().notNull(),
		city: text().notNull(),
		/** `2026-12-10` */
		wishedDay: text().notNull(),
		/** `over`: somebody has answered, and another one may be asked. */
		state: text({ enum: ['asked', 'withdrawn', 'over'] }).notNull(),
		at: madeAt(),
	},
	(t) => [
		index('address_moves_customer').on(t.customerId, t.at),
		uniqueIndex('address_moves_one_asked').on(t.subscriptionId).where(sql`${t.state} = 'asked'`),
	],
)

export const FORWARDING_KINDS = ['always', 'busy', 'no-answer', 'unreachable'] as const
export type ForwardingKind = (typeof FORWARDING_KINDS)[number]

/** Call forwarding of a line, one row a kind. */
export const forwardings = sqliteTable(
	'forwardings',
	{
		lineId: text()
			.notNull()
			.references(() => lines.id, { onDelete: 'cascade' }),
		kind: text({ enum: FORWARDING_KINDS }).notNull(),
		/** E.164 */
		target: text().notNull(),
		active: flag().notNull(),
		delaySeconds: integer(),
		changedAt: instant().notNull(),
	},
	(t) => [primaryKey({ columns: [t.lineId, t.kind] })],
)

/**
 * What was so before what is so now, each until the next: at any instant the first that lasted longer is
 * true, and what is current when none did. Without a beginning there is no gap and no overlap.
 */
export const formerLines = sqliteTable(
	'former_lines',
	{
		id: id(),
		lineId: text()
			.notNull()
			.references(() => lines.id, { onDelete: 'cascade' }),
		label: text().notNull(),
		state: text({ enum: ['active', 'suspended'] }).notNull(),
		until: instant().notNull(),
	},
	(t) => [index('former_lines_line').on(t.lineId, t.until)],
)

export const formerForwardings = sqliteTable(
	'former_forwardings',
	{
		id: id(),
		lineId: text()
			.notNull()
			.references(() => lines.id, { onDelete: 'cascade' }),
		kind: text({ enum: FORWARDING_KINDS }).notNull(),
		/** E.164; `null` while it was never set. */
		target: text(),
		active: flag().notNull(),
		delaySeconds: integer(),
		changedAt: instant(),
		until: instant().notNull(),
	},
	(t) => [index('former_forwardings_line').on(t.lineId, t.until)],
)

export const formerEnds = sqliteTable(
	'former_ends',
	{
		id: id(),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		/** `null`: it ran on. */
		endsAt: instant(),
		until: instant().notNull(),
	},
	(t) => [index('former_ends_subscription').on(t.subscriptionId, t.until)],
)

/** Consumption of a line in a calendar month. */
export const usage = sqliteTable(
	'usage',
	{
		lineId: text()
			.notNull()
			.references(() => lines.id, { onDelete: 'cascade' }),
		/** `2026-11` */
		month: text().notNull(),
		dataMb: integer().notNull(),
		/** `null` when unlimited. */
		dataAllowanceMb: integer(),
		minutes: integer().notNull(),
		sms: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.lineId, t.month] })],
)

export const invoices = sqliteTable(
	'invoices',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		number: text().notNull().unique(),
		/** `2026-11` */
		period: text().notNull(),
		issuedAt: instant().notNull(),
		dueAt: instant().notNull(),
		totalCents: cents().notNull(),
		state: text({ enum: ['due', 'paid', 'late'] }).notNull(),
		paidAt: instant(),
	},
	(t) => [uniqueIndex('invoices_customer_period').on(t.customerId, t.period)],
)

export const invoiceLines = sqliteTable(
	'invoice_lines',
	{
		invoiceId: text()
			.notNull()
			.references(() => invoices.id, { onDelete: 'cascade' }),
		position: integer().notNull(),
		kind: text({ enum: ['plan', 'option', 'usage', 'credit', 'proration'] }).notNull(),
		label: text().notNull(),
		subscriptionId: text(),
		amountCents: cents().notNull(),
		/** Included in the amount; an invoice keeps the rate it was made with. */
		taxBasisPoints: integer().notNull().default(2_000),
	},
	(t) => [primaryKey({ columns: [t.invoiceId, t.position] })],
)

/**
 * One try to pay an invoice with the payment provider; what it became is learnt by asking the provider.
 * The invoice may be another system's: it has no row of ours to refer to.
 */
export const payments = sqliteTable(
	'payments',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		invoiceId: text().notNull(),
		invoiceNumber: text().notNull(),
		amountCents: cents().notNull(),
		/** Made by the form: the same key begins one payment. */
		requestKey: text().notNull().unique(),
		/** What the provider calls it; `null` while it is not known whether it heard of it. */
		providerReference: text(),
		/** Where it is paid; the provider's page. */
		payUrl: text(),
		/** `open` waits for the payer, `unknown` for an answer of the provider. */
		state: text({ enum: ['open', 'unknown', 'paid', 'refused', 'left'] }).notNull(),
		/** Why it was refused, as the provider names it. */
		reason: text(),
		/** The visit it was asked in, where a failure is left for whoever helps next. */
		visitId: text(),
		/** Whether the holder of the invoices has been told that it is paid. */
		booked: flag().notNull().default(false),
		startedAt: instant().notNull(),
		settledAt: instant(),
	},
	(t) => [
		index('payments_customer').on(t.customerId, t.startedAt),
		uniqueIndex('payments_one_alive').on(t.invoiceId).where(sql`${t.state} in ('open', 'unknown', 'paid')`),
		check('payments_state', sql`${t.state} in ('open', 'unknown', 'paid', 'refused', 'left')`),
	],
)

/** Accounts that invoices are taken from, one after the other: the full number is the provider's alone. */
export const paymentMethods = sqliteTable(
	'payment_methods',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		holder: text().notNull(),
		/** Country and end of the IBAN: all of it that is kept. */
		country: text().notNull(),
		last4: text().notNull(),
		/** Unique mandate reference (RUM). */
		mandate: text().notNull().unique(),
		providerToken: text().notNull(),
		/** Made by the form: the same key signs one mandate. */
		requestKey: text().notNull().unique(),
		signedAt: instant().notNull(),
		/** The one in use before; it is put back when this one is undone. */
		replacesId: text(),
		/** `null` while it is the one in use. Of two at an instant, the one signed last was. */
		endedAt: instant(),
	},
	(t) => [uniqueIndex('payment_methods_one').on(t.customerId).where(sql`${t.endedAt} is null`)],
)

/** What the embedded test provider holds, in place of a payment company's own records. */
export const testPayments = sqliteTable('test_payments', {
	id: id(),
	/** Ours: the same key is the same payment. */
	requestKey: text().notNull().unique(),
	amountCents: cents().notNull(),
	label: text().notNull(),
	returnUrl: text().notNull(),
	state: text({ enum: ['open', 'paid', 'refused'] }).notNull(),
	reason: text(),
	/** Until then it answers nobody, as a company whose lines are down. */
	silentUntil: instant(),
	at: madeAt(),
})

/** A line of an invoice that a customer contests; the written question it opened answers it. */
export const invoiceDisputes = sqliteTable(
	'invoice_disputes',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		invoiceId: text().notNull(),
		position: integer().notNull(),
		/** Made by the form: the same key opens one case. */
		requestKey: text().notNull().unique(),
		/** Of the written question, `RC-7K42PQ`. */
		caseReference: text().notNull(),
		dueAt: instant().notNull(),
		at: madeAt(),
	},
	(t) => [
		uniqueIndex('invoice_disputes_line').on(t.invoiceId, t.position),
		index('invoice_disputes_customer').on(t.customerId),
	],
)

/** One operation asked on an account: asked once by key, with what was asked and what was read afterwards. */
export const accountChanges = sqliteTable(
	'account_changes',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		/** Made by the form: the same key asks the same thing once. */
		requestKey: text().notNull().unique(),
		operation: text().notNull(),
		objectId: text().notNull(),
		/** What was asked, the state it starts from included. */
		before: json<unknown>(),
		/** What was read afterwards. */
		after: json<unknown>(),
		actorId: text().notNull(),
		/** The name stays when the person has left. */
		actorKind: text({ enum: ['customer', 'delegate', 'advisor'] })
			.notNull()
			.default('customer'),
		actorName: text(),
		actorCase: text(),
		/** In which it was asked, when it was in one. */
		visitId: text(),
		/** The change that this one takes back. */
		takesBack: text(),
		/** `open` waits for an answer, `planned` for its day; `failed` is certainly not done. */
		outcome: text({ enum: ['open', 'planned', 'done', 'refused', 'failed', 'differs'] }).notNull(),
		/** Of the case that a difference opened. */
		caseReference: text(),
		undoneAt: instant(),
		at: madeAt(),
	},
	(t) => [
		index('account_changes_customer').on(t.customerId, t.at),
		uniqueIndex('account_changes_one_open').on(t.operation, t.objectId).where(sql`${t.outcome} = 'open'`),
	],
)

export const DELEGATION_LEVELS = ['see', 'manage'] as const
export type DelegationLevel = (typeof DELEGATION_LEVELS)[number]

/** A customer lets another one see or manage some of their lines, until a day. */
export const delegations = sqliteTable(
	'delegations',
	{
		id: id(),
		/** Whose lines they are. */
		ownerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		/** The address that was invited: whoever signs in with it may accept. */
		email: text().notNull(),
		/** Who accepted; `null` until then. */
		delegateId: text().references(() => customers.id, { onDelete: 'cascade' }),
		level: text({ enum: DELEGATION_LEVELS }).notNull(),
		/** Made by the form: the same key invites once. */
		requestKey: text().notNull().unique(),
		invitedAt: madeAt(),
		acceptedAt: instant(),
		/** From then on nothing can be seen or done. */
		endsAt: instant().notNull(),
		/** Taken or given back before. */
		endedAt: instant(),
		endedBy: text({ enum: ['owner', 'delegate'] }),
	},
	(t) => [
		index('delegations_owner').on(t.ownerId),
		index('delegations_delegate').on(t.delegateId),
		index('delegations_email').on(t.email),
		check('delegations_level', sql`${t.level} in ('see', 'manage')`),
	],
)

/** The lines of a delegation; they may be kept by another system. */
export const delegatedLines = sqliteTable(
	'delegated_lines',
	{
		delegationId: text()
			.notNull()
			.references(() => delegations.id, { onDelete: 'cascade' }),
		lineId: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.delegationId, t.lineId] }), index('delegated_lines_line').on(t.lineId)],
)

/** A change of plan or options that begins later; at most one waits on a contract. */
export const scheduledChanges = sqliteTable(
	'scheduled_changes',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		subscriptionId: text()
			.notNull()
			.references(() => subscriptions.id, { onDelete: 'cascade' }),
		/** The operation it was asked with, which holds what was promised. */
		changeId: text()
			.notNull()
			.unique()
			.references(() => accountChanges.id, { onDelete: 'cascade' }),
		beginsAt: instant().notNull(),
		state: text({ enum: ['scheduled', 'applying', 'applied', 'withdrawn', 'failed'] }).notNull(),
		endedAt: instant(),
	},
	(t) => [
		uniqueIndex('scheduled_changes_one').on(t.subscriptionId).where(sql`${t.state} in ('scheduled', 'applying')`),
		index('scheduled_changes_customer').on(t.customerId, t.state),
		check('scheduled_changes_state', sql`${t.state} in ('scheduled', 'applying', 'applied', 'withdrawn', 'failed')`),
	],
)

/** A cancellation or withdrawal that was notified; kept with its acknowledgement. */
export const cancellations = sqliteTable('cancellations', {
	id: id(),
	reference: text().notNull().unique(),
	kind: text({ enum: ['cancellation', 'withdrawal'] }).notNull(),
	customerId: text(),
	subscriptionId: text(),
	lastName: text().notNull(),
	contractReference: text().notNull(),
	email: text().notNull(),
	wishedEnd: text(),
	endsAt: instant(),
	state: text({ enum: ['notified', 'undone', 'unmatched'] }).notNull(),
	at: madeAt(),
})

/** What goes wrong in the network, by service and area; empty means normal. */
export const networkIncidents = sqliteTable('network_incidents', {
	id: id(),
	service: text().notNull(),
	area: text().notNull(),
	state: text({ enum: ['slowed', 'down'] }).notNull(),
	startedAt: instant().notNull(),
	expectedEndAt: instant(),
	endedAt: instant(),
})

export const PERSONAL_FIELDS = ['phone', 'email', 'address', 'lines'] as const
export type PersonalField = (typeof PERSONAL_FIELDS)[number]

/** Somebody who works here had a personal detail of a customer shown in full. Never changed, erased with the customer. */
export const personalReveals = sqliteTable(
	'personal_reveals',
	{
		id: id(),
		customerId: text()
			.notNull()
			.references(() => customers.id, { onDelete: 'cascade' }),
		field: text({ enum: PERSONAL_FIELDS }).notNull(),
		/** Who looked; the name stays when the person has left. */
		personId: text().references(() => people.id, { onDelete: 'set null' }),
		personName: text().notNull(),
		/** The contact it was needed for. */
		contactKind: text({ enum: ['conversations', 'callbacks', 'messages'] }).notNull(),
		contactId: text().notNull(),
		caseReference: text().notNull(),
		at: madeAt(),
	},
	(t) => [
		index('personal_reveals_customer').on(t.customerId, t.at),
		index('personal_reveals_at').on(t.at),
		check('personal_reveals_field', sql`${t.field} in ('phone', 'email', 'address', 'lines')`),
	],
)
