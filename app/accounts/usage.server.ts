import { settings } from '~/settings/settings.server'
import type { Contract, Line, MonthOfUsage } from './backend'
import { addMonths, monthOf } from './calendar'
import { contractReference } from './contract-reference'
import { accountsBackend } from './current-backend.server'
import { listReceived } from './delegations.server'
import { hasEnded } from './embedded-backend.server'
import { summariseUsage, type UsageSummary } from './usage-summary'

/** This month and the twelve before: the same month of last year is there to compare with. */
const MONTHS_SHOWN = 13

export interface LineUsage {
	line: Line
	contract: Pick<Contract, 'id' | 'planName' | 'label'> & { reference: string }
	/** Whose line it is; `null` for one's own. */
	ownerName: string | null
	/** One for each month shown, oldest first; a month without any is there with nothing used. */
	months: MonthOfUsage[]
	summary: UsageSummary
}

/** What each running line of a customer used, by month; `null` when it cannot be read now. */
export async function usageByLine(customerId: string, now = new Date()): Promise<LineUsage[] | null> {
	const thisMonth = monthOf(now, settings().timeZone)
	const first = addMonths(thisMonth, 1 - MONTHS_SHOWN)
	const backend = accountsBackend()
	const [contracts, usage] = await Promise.all([backend.contracts(customerId), backend.usage(customerId, first)])
	if (!contracts.ok || !usage.ok) return null
	return contracts.value
		.filter((contract) => !hasEnded(contract, now))
		.flatMap((contract) =>
			contract.lines.flatMap((line) => {
				const read = usage.value.filter((month) => month.lineId === line.id)
				if (read.length === 0) return []
				const months = monthsFrom(read[0]?.month ?? thisMonth, thisMonth).map(
					(month) => read.find((one) => one.month === month) ?? nothingUsed(line.id, month),
				)
				const { id, planName, label } = contract
				return {
					ownerName: null,
					...{ line, months, summary: summariseUsage(months, thisMonth) },
					contract: { id, planName, label, reference: contractReference(id) },
				}
			}),
		)
}

/** What the lines used that others let this customer see. */
export async function usageOfShared(customerId: string, now = new Date()): Promise<LineUsage[]> {
	const received = await listReceived(customerId, now)
	const lists = await Promise.all(
		received.map(async ({ ownerId, ownerName, lineIds }) =>
			((await usageByLine(ownerId, now)) ?? [])
				.filter(({ line }) => lineIds.includes(line.id))
				.map((one) => ({ ...one, ownerName })),
		),
	)
	return lists.flat()
}

function monthsFrom(first: string, last: string): string[] {
	const months = []
	for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
	return months
}

function nothingUsed(lineId: string, month: string): MonthOfUsage {
	return { lineId, month, dataMb: 0, dataAllowanceMb: null, minutes: 0, sms: 0 }
}
