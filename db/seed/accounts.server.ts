import { existsSync, readFileSync } from 'node:fs'
import { inArray } from 'drizzle-orm'
import { parse } from 'yaml'
import { db, transaction } from '../client.server'
import {
	customers,
	type ForwardingKind,
	forwardings,
	invoiceLines,
	invoices,
	lines,
	paymentMethods,
	subscriptionOptions,
	subscriptions,
	usage,
} from '../schema/accounts.server'
import { people } from '../schema/auth.server'
import { CITIES, FIRST_NAMES, LAST_NAMES, STREETS } from './names'

type Row<T extends { $inferInsert: unknown }> = T['$inferInsert']
type Random = () => number

interface SeedPlanVersion {
	/** First local day it was sold. */
	since: string
	name: { fr: string }
	priceCents: number
	services: string[]
	allowanceMb?: number
}

interface SeedPlan extends SeedPlanVersion {
	id: string
	kind: 'fibre' | 'mobile'
	earlier?: SeedPlanVersion[]
}

interface SeedOption {
	id: string
	for: 'fibre' | 'mobile'
	name: { fr: string }
	priceCents: number
	plans?: string[]
	services?: string[]
	requires?: unknown[]
}

interface SeedCatalogue {
	plans: SeedPlan[]
	options: SeedOption[]
	billing: { issueDay: number; paymentDay: number }
}

export interface AccountsToSeed {
	count?: number
	now: Date
	/** A generator between 0 and 1: the same one from the same start makes the same customers. */
	random: Random
	/** Who signs in as Camille Vasseur, the first customer. */
	demoPersonId?: string
	/** Who sign in as the customers after her. */
	personIds?: string[]
	timeZone?: string
}

export interface SeededCustomer {
	id: string
	personId: string | null
	firstName: string
	lastName: string
	email: string
	phone: string | null
	city: string
}

const INVOICE_MONTHS = 14
const USAGE_MONTHS = 13
const ROWS_A_BATCH = 400
const DAY_MS = 86_400_000

/** Numbers that Arcep keeps for fiction and that pass as valid: a first block by what they are for. */
const NUMBER_BLOCKS = { fibreNorth: '+3335301', fibreSouth: '+3346571', mobile: ['+3319900', '+3326191', '+3353649'] }
const BRAND_PHONE = '+33353012020'

const OUT_OF_BUNDLE = [
	['Appels vers la Belgique', 150],
	['Appels vers la Suisse', 290],
	['Appels vers des numéros surtaxés', 80],
	['Internet hors Union européenne', 500],
] as const
const CREDITS = [
	['Geste commercial', -500],
	['Dédommagement pour une panne', -1_000],
	['Rendez-vous manqué du technicien', -1_000],
] as const

/**
 * Fills the demo with customers, contracts, lines, options, invoices, usage and forwardings,
 * relative to `now`. The first customer is Camille Vasseur of the design, to the cent.
 *
 * @returns the customers, Camille first
 */
export async function seedAccounts({
	count = 300,
	now,
	random,
	demoPersonId,
	personIds = [],
	timeZone = 'Europe/Paris',
}: AccountsToSeed): Promise<SeededCustomer[]> {
	const world = new World(random, now, timeZone)
	const signIns = await signInsOf([demoPersonId, ...personIds])
	for (let index = 0; index < count; index++) {
		const signIn = signIns[index] ?? null
		if (index === 0) addCamille(world, signIn)
		else addCustomer(world, index, signIn)
	}
	await transaction(async () => {
		await insertAll(customers, world.customers)
		await insertAll(subscriptions, world.subscriptions)
		await insertAll(lines, world.lines)
		await insertAll(subscriptionOptions, world.options)
		await insertAll(forwardings, world.forwardings)
		await insertAll(usage, world.usage)
		await insertAll(paymentMethods, world.customers.flatMap(accountOf))
		await insertAll(invoices, world.invoices)
		await insertAll(invoiceLines, world.invoiceLines)
	})
	return world.customers.map(({ id, personId, firstName, lastName, email, phone, city }) => ({
		id: id as string,
		personId: personId ?? null,
		firstName,
		lastName,
		email,
		phone: phone ?? null,
		city,
	}))
}

/** One in twenty pays each invoice by hand. */
const WITHOUT_ACCOUNT = 20

/** The account that a customer's invoices are taken from since their first day. */
function accountOf(customer: Row<typeof customers>, index: number): Row<typeof paymentMethods>[] {
	if (index % WITHOUT_ACCOUNT === WITHOUT_ACCOUNT - 1) return []
	const number = String(index + 1).padStart(5, '0')
	return [
		{
			customerId: customer.id as string,
			holder: `${customer.firstName} ${customer.lastName}`,
			country: 'FR',
			last4: String((index * 7_919 + 189) % 10_000).padStart(4, '0'),
			mandate: `MDDEMO${number}`,
			providerToken: `demo_${number}`,
			requestKey: `demo ${number}`,
			signedAt: customer.since,
		},
	]
}

/** Whoever signs in as a customer: name and address are theirs. */
interface SignIn {
	personId: string
	firstName: string
	lastName: string
	email: string
}

async function signInsOf(personIds: (string | undefined)[]): Promise<(SignIn | null)[]> {
	const known = personIds.filter((id) => id !== undefined)
	const rows = known.length > 0 ? await db.select().from(people).where(inArray(people.id, known)) : []
	return personIds.map((id) => {
		const person = rows.find((row) => row.id === id)
		if (!person) return null
		const [firstName = person.name, ...rest] = person.name.split(' ')
		return { personId: person.id, firstName, lastName: rest.join(' '), email: person.email }
	})
}

interface Running {
	subscriptionId: string
	plan: SeedPlan
	startedAt: Date
	options: { name: string; priceCents: number; since: Date }[]
}

/** A charge or credit of one month, beside what the contracts cost. */
interface Extra {
	kind: 'usage' | 'credit'
	label: string
	subscriptionId: string
	amountCents: number
}

/** The rows being made, and the means to make them: dice, dates, numbers not given yet. */
class World {
	readonly catalogue = readCatalogue()
	readonly customers: Row<typeof customers>[] = []
	readonly subscriptions: Row<typeof subscriptions>[] = []
	readonly lines: Row<typeof lines>[] = []
	readonly options: Row<typeof subscriptionOptions>[] = []
	readonly forwardings: Row<typeof forwardings>[] = []
	readonly usage: Row<typeof usage>[] = []
	readonly invoices: Row<typeof invoices>[] = []
	readonly invoiceLines: Row<typeof invoiceLines>[] = []
	/** The month of the last invoice issued, and the calendar month of now. */
	readonly lastPeriod: string
	readonly thisMonth: string
	readonly monthShare: number
	private readonly numbers = new Set([BRAND_PHONE])

	constructor(
		private readonly random: Random,
		readonly now: Date,
		timeZone: string,
	) {
		const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
		this.thisMonth = day.slice(0, 7)
		const dayNumber = Number(day.slice(8))
		this.monthShare = dayNumber / 30
		this.lastPeriod = dayNumber >= this.catalogue.billing.issueDay ? this.thisMonth : shift(this.thisMonth, -1)
	}

	chance(share: number): boolean {
		return this.random() < share
	}

	between(least: number, most: number): number {
		return least + Math.floor(this.random() * (most - least + 1))
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.random() * list.length)] as T
	}

	/** A random identifier of the same shape as those made in use. */
	id(): string {
		const hex = (length: number) => Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join('')
		return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
	}

	number(block: string): string {
		for (;;) {
			const number = `${block}${String(this.between(0, 9_999)).padStart(4, '0')}`
			if (this.claim(number)) return number
		}
	}

	/** Takes a number that is written in a script of the demo. @returns whether it was free */
	claim(number: string): boolean {
		if (this.numbers.has(number)) return false
		this.numbers.add(number)
		return true
	}

	plan(id: string): SeedPlan {
		const plan = this.catalogue.plans.find((one) => one.id === id)
		if (!plan) throw new Error(`the catalogue has no plan called ${id}, which the demo needs`)
		return plan
	}

	plans(kind: SeedPlan['kind']): SeedPlan[] {
		return this.catalogue.plans.filter((plan) => plan.kind === kind)
	}

	/** The plan with the name and price it was sold with at an instant, which whoever took it then keeps. */
	planAt(plan: SeedPlan, at: Date): SeedPlan {
		const day = at.toISOString().slice(0, 10)
		const version = [plan, ...(plan.earlier ?? [])].find((one) => one.since <= day)
		return { ...plan, ...version }
	}

	/** Options that can be added alone to a plan. */
	optionsFor(plan: SeedPlan): SeedOption[] {
		return this.catalogue.options.filter(
			(option) =>
				option.for === plan.kind &&
				!option.requires?.length &&
				(option.plans?.includes(plan.id) ?? true) &&
				(option.services ?? []).every((service) => plan.services.includes(service)),
		)
	}

	daysAgo(days: number): Date {
		return new Date(this.now.getTime() - days * DAY_MS)
	}
}

function addCamille(world: World, signIn: SignIn | null): void {
	const customerId = world.id()
	const since = world.daysAgo(980)
	const landline = '+33353014418'
	const mobile = '+33199001234'
	world.claim(landline)
	world.claim(mobile)
	world.customers.push({
		id: customerId,
		personId: signIn?.personId,
		number: 'LC-204417',
		firstName: 'Camille',
		lastName: 'Vasseur',
		email: signIn?.email ?? 'camille.vasseur@exemple.fr',
		phone: mobile,
		address: '12 rue des Arts, 59800 Lille',
		city: 'Lille',
		since,
		createdAt: since,
	})
	const fibre = addContract(
		world,
		{
			customerId,
			plan: world.plan('fibre-1000'),
			label: '12 rue des Arts, Lille',
			startedAt: since,
			number: landline,
			lineLabel: 'Fixe',
		},
		0,
	)
	const phone = addContract(
		world,
		{
			customerId,
			plan: world.plan('mobile-40'),
			label: 'Mobile de Camille',
			startedAt: since,
			number: mobile,
			lineLabel: 'Mobile',
		},
		0,
	)
	world.forwardings.push({
		lineId: fibre.lineId,
		kind: 'no-answer',
		target: mobile,
		active: false,
		delaySeconds: 15,
		changedAt: world.daysAgo(46),
	})
	addUsage(world, phone.lineId, 40_000, 28_400)
	addInvoices(world, customerId, 1, [fibre.running, phone.running], (period) => {
		if (period === world.lastPeriod)
			return [
				{
					kind: 'usage',
					label: 'Appels vers la Belgique · 3 appels, 18 min',
					subscriptionId: phone.running.subscriptionId,
					amountCents: 450,
				},
			]
		if (period === shift(world.lastPeriod, -2))
			return [
				{
					kind: 'credit',
					label: 'Rendez-vous manqué du technicien',
					subscriptionId: fibre.running.subscriptionId,
					amountCents: -1_000,
				},
			]
		if (period === shift(world.lastPeriod, -3))
			return [
				{
					kind: 'usage',
					label: 'Appels vers la Suisse · 1 appel, 8 min',
					subscriptionId: phone.running.subscriptionId,
					amountCents: 220,
				},
			]
		return []
	})
}

function addCustomer(world: World, index: number, signIn: SignIn | null): void {
	const customerId = world.id()
	const firstName = signIn?.firstName ?? world.pick(FIRST_NAMES)
	const lastName = signIn?.lastName ?? world.pick(LAST_NAMES)
	const [city, postcode, north] = world.pick(CITIES)
	const street = `${world.between(1, 148)} ${world.pick(STREETS)}`
	// One customer in ten came within the last year: their histories are shorter.
	const since = world.daysAgo(world.chance(0.1) ? world.between(4, 360) : world.between(440, 2_600))
	const hasFibre = world.chance(0.72)
	const mobiles = hasFibre ? world.between(0, 2) : world.between(1, 2)
	const running: Running[] = []
	const phones: string[] = []

	if (hasFibre) {
		const number = world.number(north ? NUMBER_BLOCKS.fibreNorth : NUMBER_BLOCKS.fibreSouth)
		const plan = world.pick(world.plans('fibre'))
		const made = addContract(world, {
			customerId,
			plan,
			label: `${street}, ${city}`,
			startedAt: since,
			number,
			lineLabel: 'Fixe',
		})
		running.push(made.running)
		phones.push(number)
		if (world.chance(0.06)) addForwarding(world, made.lineId)
	}
	for (let nth = 0; nth < mobiles; nth++) {
		const number = world.number(world.pick(NUMBER_BLOCKS.mobile))
		const plan = world.pick(world.plans('mobile'))
		const owner = nth === 0 ? firstName : world.pick(FIRST_NAMES)
		const startedAt =
			nth === 0 ? since : new Date(since.getTime() + Math.floor((world.now.getTime() - since.getTime()) * 0.4))
		const label = /^[AEIOUYÉÈÎ]/i.test(owner) ? `Mobile d'${owner}` : `Mobile de ${owner}`
		const made = addContract(world, { customerId, plan, label, startedAt, number, lineLabel: 'Mobile' })
		running.push(made.running)
		phones.unshift(number)
		addUsage(world, made.lineId, made.running.plan.allowanceMb ?? 0)
		if (world.chance(0.05)) addForwarding(world, made.lineId)
	}

	world.customers.push({
		id: customerId,
		personId: signIn?.personId,
		number: `LC-${String(300_000 + index * 37)}`,
		firstName,
		lastName,
		email: signIn?.email ?? `${plain(firstName)}.${plain(lastName)}${index}@exemple.fr`,
		phone: world.chance(0.95) ? (phones[0] ?? null) : null,
		lang: world.chance(0.05) ? 'en' : 'fr',
		address: `${street}, ${postcode} ${city}`,
		city,
		since,
		createdAt: since,
	})
	addInvoices(world, customerId, index + 1, running, () => randomExtras(world, running), world.chance(0.03))
}

function addContract(
	world: World,
	contract: { customerId: string; plan: SeedPlan; label: string; startedAt: Date; number: string; lineLabel: string },
	optionsShare = 0.25,
): { running: Running; lineId: string } {
	const { customerId, label, startedAt, number, lineLabel } = contract
	const plan = world.planAt(contract.plan, startedAt)
	const subscriptionId = world.id()
	const lineId = world.id()
	world.subscriptions.push({
		id: subscriptionId,
		customerId,
		planId: plan.id,
		planName: plan.name.fr,
		service: plan.kind,
		label,
		priceCents: plan.priceCents,
		state: 'active',
		startedAt,
	})
	world.lines.push({ id: lineId, subscriptionId, customerId, number, label: lineLabel })
	const options: Running['options'] = []
	if (world.chance(optionsShare)) {
		const option = world.pick(world.optionsFor(plan))
		const age = world.now.getTime() - startedAt.getTime()
		const since = new Date(startedAt.getTime() + Math.floor(age * world.between(10, 95) * 0.01))
		world.options.push({
			id: world.id(),
			subscriptionId,
			optionId: option.id,
			name: option.name.fr,
			priceCents: option.priceCents,
			since,
		})
		options.push({ name: option.name.fr, priceCents: option.priceCents, since })
	}
	return { running: { subscriptionId, plan, startedAt, options }, lineId }
}

function addForwarding(world: World, lineId: string): void {
	const kind = world.pick<ForwardingKind>(['always', 'busy', 'no-answer', 'unreachable'])
	world.forwardings.push({
		lineId,
		kind,
		target: world.number(world.pick(NUMBER_BLOCKS.mobile)),
		active: world.chance(0.8),
		delaySeconds: kind === 'no-answer' ? world.pick([10, 15, 20]) : null,
		changedAt: world.daysAgo(world.between(1, 300)),
	})
}

/** A habit that varies from month to month; the running month has only its days so far. */
function addUsage(world: World, lineId: string, allowanceMb: number, usedNowMb?: number): void {
	const habit = 0.15 + world.between(0, 75) * 0.01
	for (let back = USAGE_MONTHS - 1; back >= 0; back--) {
		const share = back === 0 ? world.monthShare : 1
		const month = habit * (0.7 + world.between(0, 60) * 0.01)
		world.usage.push({
			lineId,
			month: shift(world.thisMonth, -back),
			dataMb: back === 0 && usedNowMb !== undefined ? usedNowMb : Math.round(Math.min(1, month) * allowanceMb * share),
			dataAllowanceMb: allowanceMb,
			minutes: Math.round(world.between(20, 420) * share),
			sms: Math.round(world.between(0, 120) * share),
		})
	}
}

function randomExtras(world: World, running: Running[]): Extra[] {
	const extras: Extra[] = []
	const mobile = running.find(({ plan }) => plan.kind === 'mobile')
	if (mobile && world.chance(0.09)) {
		const [what, unitCents] = world.pick(OUT_OF_BUNDLE)
		const times = world.between(1, 6)
		extras.push({
			kind: 'usage',
			label: `${what} · ${times} fois`,
			subscriptionId: mobile.subscriptionId,
			amountCents: unitCents * times,
		})
	}
	const [first] = running
	if (first && world.chance(0.025)) {
		const [label, amountCents] = world.pick(CREDITS)
		extras.push({ kind: 'credit', label, subscriptionId: first.subscriptionId, amountCents })
	}
	return extras
}

/** One invoice a month since the customer came, the last one not paid yet. */
function addInvoices(
	world: World,
	customerId: string,
	customerIndex: number,
	running: Running[],
	extrasOf: (period: string) => Extra[],
	lastButOneUnpaid = false,
): void {
	const { issueDay, paymentDay } = world.catalogue.billing
	for (let back = INVOICE_MONTHS - 1; back >= 0; back--) {
		const period = shift(world.lastPeriod, -back)
		const issuedAt = new Date(`${period}-${String(issueDay).padStart(2, '0')}T07:00:00Z`)
		const dueAt = new Date(`${shift(period, 1)}-${String(paymentDay).padStart(2, '0')}T07:00:00Z`)
		const charged = linesOf(running, period, issuedAt, extrasOf(period))
		if (charged.length === 0) continue
		const invoiceId = world.id()
		const unpaid = lastButOneUnpaid && back === 1 && dueAt < world.now
		const paid = dueAt < world.now && !unpaid
		world.invoices.push({
			id: invoiceId,
			customerId,
			number: `F${period.replace('-', '')}-${String(customerIndex).padStart(5, '0')}`,
			period,
			issuedAt,
			dueAt,
			totalCents: charged.reduce((sum, line) => sum + line.amountCents, 0),
			state: unpaid ? 'late' : paid ? 'paid' : 'due',
			paidAt: paid ? dueAt : null,
		})
		charged.forEach((line, index) => {
			world.invoiceLines.push({ ...line, invoiceId, position: index + 1 })
		})
	}
}

/** What a month costs: plans and options that ran, to the day in the month they began, and the extras. */
function linesOf(running: Running[], period: string, issuedAt: Date, extras: Extra[]) {
	const lines: Omit<Row<typeof invoiceLines>, 'invoiceId' | 'position'>[] = []
	for (const { subscriptionId, plan, startedAt, options } of running) {
		if (startedAt > issuedAt) continue
		lines.push(charge('plan', plan.name.fr, subscriptionId, plan.priceCents))
		// The days between the start and the first invoice's month are charged on that invoice.
		if (startedAt.toISOString().slice(0, 7) === shift(period, -1) && startedAt.getUTCDate() > issuedAt.getUTCDate())
			lines.push(prorated(plan.name.fr, subscriptionId, plan.priceCents, startedAt))
		for (const option of options) {
			if (option.since > issuedAt) continue
			lines.push(charge('option', option.name, subscriptionId, option.priceCents))
			if (option.since.toISOString().slice(0, 7) === shift(period, -1))
				lines.push(prorated(option.name, subscriptionId, option.priceCents, option.since))
		}
	}
	if (lines.length === 0) return []
	return [...lines, ...extras]
}

function charge(kind: 'plan' | 'option', label: string, subscriptionId: string, amountCents: number) {
	return { kind, label, subscriptionId, amountCents }
}

function prorated(name: string, subscriptionId: string, priceCents: number, since: Date) {
	const days = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 0)).getUTCDate()
	const left = days - since.getUTCDate() + 1
	return {
		kind: 'proration' as const,
		label: `${name}, début de contrat · ${left} jours sur ${days}`,
		subscriptionId,
		amountCents: Math.round((priceCents * left) / days),
	}
}

/** `shift('2026-01', -1)` is `2025-12`. */
function shift(month: string, count: number): string {
	const date = new Date(`${month}-01T00:00:00Z`)
	date.setUTCMonth(date.getUTCMonth() + count)
	return date.toISOString().slice(0, 7)
}

function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/[^a-zA-Z]/g, '')
		.toLowerCase()
}

/** The app checks this file against its schema; the demo only reads names and prices from it. */
function readCatalogue(): SeedCatalogue {
	const own = `${process.env.CONTENT_DIR ?? 'content'}/catalogue.yaml`
	return parse(readFileSync(existsSync(own) ? own : 'content/catalogue.yaml', 'utf8')) as SeedCatalogue
}

async function insertAll<T extends Parameters<typeof db.insert>[0]>(
	table: T,
	rows: T['$inferInsert'][],
): Promise<void> {
	for (let start = 0; start < rows.length; start += ROWS_A_BATCH)
		await db.insert(table).values(rows.slice(start, start + ROWS_A_BATCH) as never)
}
