import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { customers } from '#db/schema/accounts.server'
import { settings } from '~/settings/settings.server'
import { monthOf } from './calendar'
import { findPlan } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { incidentAt, networkState } from './incidents.server'
import { type NextPayment, nextPayment, upcomingBill } from './overview.server'

export interface AccountSummary {
	customer: {
		id: string
		number: string
		firstName: string
		lastName: string
		phone: string | null
		email: string
		city: string
		since: Date
	}
	subscriptions: {
		id: string
		label: string
		planName: string
		priceCents: number
		lineNumber: string | null
		state: 'active' | 'suspended' | 'ended'
	}[]
}

/** What the home page says of the visitor's own account, each part only when there is one. */
export interface Glance {
	/** The contract with a home connection: whether something is wrong where it is. */
	home: { label: string; planName: string; state: 'normal' | 'slowed' | 'down'; expectedEndAt: Date | null } | null
	/** Data used this month on the first mobile line; `allowanceMb: null` when unlimited. */
	mobile: { label: string; planName: string; usedMb: number; allowanceMb: number | null } | null
	nextPayment: NextPayment | null
}

/** Who a customer is and what they hold, for whoever helps them; `null` when there is no such customer. */
export async function accountSummaryFor(customerId: string, now = new Date()): Promise<AccountSummary | null> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!customer) return null
	const contracts = await accountsBackend().contracts(customerId)
	const { id, number, firstName, lastName, phone, email, city, since } = customer
	return {
		customer: { id, number, firstName, lastName, phone, email, city, since },
		subscriptions: (contracts.ok ? contracts.value : []).map((contract) => ({
			id: contract.id,
			label: contract.label,
			planName: contract.planName,
			priceCents: contract.priceCents,
			lineNumber: contract.lines[0]?.number ?? null,
			state: hasEnded(contract, now) ? 'ended' : contract.state,
		})),
	}
}

/** The account in three lines; `null` when it cannot be read now or nothing runs. */
export async function glanceFor(customerId: string, now = new Date()): Promise<Glance | null> {
	const backend = accountsBackend()
	const [contracts, usage, invoices, network] = await Promise.all([
		backend.contracts(customerId),
		backend.usage(customerId, monthOf(now, settings().timeZone)),
		backend.invoices(customerId),
		networkState(now),
	])
	if (!contracts.ok || !usage.ok || !invoices.ok) return null
	const running = contracts.value.filter((contract) => !hasEnded(contract, now))
	if (running.length === 0) return null
	const upcoming = await upcomingBill(customerId, running, invoices.value, now)
	if (!upcoming) return null

	const home = running.find((contract) => carries(contract.planId, 'internet'))
	const incident = home ? incidentAt(network, 'internet', home.label) : null
	const metered = running
		.flatMap((contract) => contract.lines.map((line) => ({ contract, line })))
		.map(({ contract, line }) => ({ contract, month: usage.value.find((month) => month.lineId === line.id) }))
		.find(({ contract, month }) => month && carries(contract.planId, 'mobile'))
	return {
		home: home
			? {
					label: home.label,
					planName: home.planName,
					state: incident?.state ?? 'normal',
					expectedEndAt: incident?.expectedEndAt ?? null,
				}
			: null,
		mobile: metered?.month
			? {
					label: metered.contract.label,
					planName: metered.contract.planName,
					usedMb: metered.month.dataMb,
					allowanceMb: metered.month.dataAllowanceMb,
				}
			: null,
		nextPayment: nextPayment(running, invoices.value, upcoming),
	}
}

function carries(planId: string, service: string): boolean {
	return findPlan(planId)?.services.includes(service) ?? false
}
