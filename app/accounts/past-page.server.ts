import { settings } from '~/settings/settings.server'
import { addDays, dayOf, endOfDay, isDay } from './calendar'
import { catalogue } from './catalogue.server'
import { contractReference } from './contract-reference'
import { accountsBackend } from './current-backend.server'
import { heldPlanName } from './held-names'
import { holdingOfContract, monthlyPrice } from './holding'

/**
 * What a customer had at the end of a day.
 *
 * @param asked - local day; yesterday when nothing is asked
 * @returns `days` are the first and the last that may be asked for; `contracts` is `null` when they
 *   cannot be read, and `isWrong` says that yesterday is shown instead of what was asked
 */
export async function readPastPage(customerId: string, asked: string | null, now = new Date()) {
	const { timeZone } = settings()
	const backend = accountsBackend()
	const current = await backend.contracts(customerId)
	const last = addDays(dayOf(now, timeZone), -1)
	if (!current.ok) return { day: last, days: { first: last, last }, isWrong: false, contracts: null }
	const [first = last] = [last, ...current.value.map(({ startedAt }) => dayOf(startedAt, timeZone))].sort()
	const days = { first, last }
	const isWrong = asked !== null && !(isDay(asked) && asked >= days.first && asked <= days.last)
	const day = asked === null || isWrong ? last : asked
	const at = endOfDay(day, timeZone)
	const [contracts, set] = await Promise.all([backend.contracts(customerId, at), backend.forwardings(customerId, at)])
	if (!contracts.ok || !set.ok) return { day, days, isWrong, contracts: null }
	const sold = catalogue()
	const shown = contracts.value.map((contract) => {
		const holding = holdingOfContract(contract)
		return {
			reference: contractReference(contract.id),
			label: contract.label,
			planName: heldPlanName(holding.plan, sold),
			planCents: contract.priceCents,
			options: contract.options.map(({ optionId, name, priceCents }) => ({ optionId, name, priceCents })),
			monthlyCents: monthlyPrice(holding),
			state: contract.state,
			endsAt: contract.endsAt,
			lines: contract.lines.map(({ id, number, label, state }) => ({
				...{ id, number, label, state },
				forwardings: set.value
					.filter(({ lineId, active }) => lineId === id && active)
					.map(({ kind, target }) => ({ kind, target })),
			})),
		}
	})
	return { day, days, isWrong, contracts: shown }
}

export type PastContract = NonNullable<Awaited<ReturnType<typeof readPastPage>>['contracts']>[number]
