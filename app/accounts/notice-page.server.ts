import { randomUUID } from 'node:crypto'
import { settings } from '~/settings/settings.server'
import { startOfDay } from './calendar'
import {
	commitmentLeft,
	isWithdrawalOpen,
	type NoticeKind,
	plannedEnd,
	wishableDays,
	withdrawalOpenUntil,
} from './cancellation.server'
import { findPlan } from './catalogue.server'
import { contractReference } from './contract-reference'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import type { NoticeInput, NoticeValues } from './notice-input.server'

/** What a signed-in customer is: enough to fill the form for them. */
interface Holder {
	id: string
	firstName: string
	lastName: string
	email: string
}

export interface OwnContract {
	reference: string
	planName: string
	label: string
	/** While it can be withdrawn from. */
	withdrawUntil: Date | null
}

export interface NoticeForm {
	own: OwnContract[]
	values: NoticeValues
	wishable: { first: string; last: string; shortestNotice: Date }
}

/** What the recap tells; what is lost and due only when the contract is the visitor's own. */
export interface NoticeRecap {
	endsAt: Date
	requestKey: string
	own: {
		/** The plan and what the contract is called. */
		name: string
		numbers: string[]
		options: string[]
		/** Whether something lent, such as a box, goes with it. */
		hasEquipment: boolean
		commitment: { until: Date; months: number; atMostCents: number } | null
		/** What invoices sent so far leave to pay, whatever the contract. */
		unpaidCents: number
	} | null
}

/** The form as first shown: empty, or filled for a signed-in customer with the contract they came from. */
export async function noticeForm(
	kind: NoticeKind,
	holder: Holder | null,
	chosen: string | null,
	now = new Date(),
): Promise<NoticeForm> {
	const contracts = holder ? await runningContracts(holder.id, now) : []
	const own = contracts
		.map(({ id, planName, label, startedAt }) => ({
			reference: contractReference(id),
			planName,
			label,
			withdrawUntil: isWithdrawalOpen(startedAt, now) ? withdrawalOpenUntil(startedAt) : null,
		}))
		.filter((contract) => kind === 'cancellation' || contract.withdrawUntil)
	const only = own.length === 1 ? own[0]?.reference : undefined
	const { first, last, shortestNotice } = wishableDays(now)
	return {
		own,
		wishable: { first, last, shortestNotice: startOfDay(shortestNotice, settings().timeZone) },
		values: {
			lastName: holder ? `${holder.firstName} ${holder.lastName}` : '',
			contract: own.find((contract) => contract.reference === chosen)?.reference ?? only ?? '',
			email: holder?.email ?? '',
			wishedEnd: '',
		},
	}
}

/** What is about to be notified, before it is. */
export async function noticeRecap(
	kind: NoticeKind,
	{ values }: Pick<NoticeInput, 'values'>,
	holder: Holder | null,
	now = new Date(),
): Promise<NoticeRecap> {
	const endsAt = kind === 'cancellation' ? plannedEnd(values.wishedEnd || null, now) : now
	const contracts = holder ? await runningContracts(holder.id, now) : []
	const contract = contracts.find(({ id }) => contractReference(id) === values.contract)
	const invoices = holder && contract ? await accountsBackend().invoices(holder.id) : null
	const unpaid = invoices?.ok ? invoices.value.filter(({ state }) => state !== 'paid') : []
	return {
		endsAt,
		requestKey: randomUUID(),
		own: contract
			? {
					name: `${contract.planName}, ${contract.label}`,
					numbers: contract.lines.map((line) => line.number),
					options: contract.options
						.filter((option) => !option.until || option.until > now)
						.map((option) => option.name),
					hasEquipment: findPlan(contract.planId)?.services.includes('internet') ?? true,
					commitment: commitmentLeft(contract, endsAt),
					unpaidCents: unpaid.reduce((sum, { totalCents }) => sum + totalCents, 0),
				}
			: null,
	}
}

async function runningContracts(customerId: string, now: Date) {
	const contracts = await accountsBackend().contracts(customerId)
	return contracts.ok ? contracts.value.filter((contract) => !hasEnded(contract, now)) : []
}
