import { FORWARDING_KINDS } from '#db/schema/accounts.server'
import type { ForwardingState } from '~/accounts/backend'
import { commitmentLeft, listRunningCancellations, plannedEnd, wishableDays } from '~/accounts/cancellation.server'
import { catalogue } from '~/accounts/catalogue.server'
import { accountsBackend } from '~/accounts/current-backend.server'
import { findForwardingChange, listForwardings } from '~/accounts/forwarding.server'
import { readPhone } from '~/accounts/phone.server'
import { maskPhone } from '~/accounts/reveals.server'
import { formatPhone } from '~/i18n/phone'
import { settings } from '~/settings/settings.server'

/** What an advisor may change of an account, its numbers masked; `null` when it cannot be read now. */
export async function readAccountPage(customerId: string, changeId: string | null, now = new Date()) {
	const [lines, contracts, cancellations, change] = await Promise.all([
		listForwardings(customerId, now),
		accountsBackend().contracts(customerId),
		listRunningCancellations(customerId, now),
		changeId ? findForwardingChange(customerId, changeId, now) : null,
	])
	if (!lines || !contracts.ok) return null
	const running = contracts.value.filter(({ state, endsAt }) => state !== 'ended' && (!endsAt || endsAt > now))
	return {
		lines: lines.map(({ line, rules }) => ({
			id: line.id,
			name: maskPhone(line.number),
			rules: rules.map(({ kind, state }) => ({ kind, target: maskedTarget(state) })),
		})),
		contracts: running.map(({ id, planName, endsAt }) => ({ id, planName, endsAt })),
		cancellations: cancellations.map(({ reference, subscriptionId, endsAt }) => ({
			reference,
			endsAt,
			planName: running.find(({ id }) => id === subscriptionId)?.planName ?? '',
		})),
		days: wishableDays(now),
		change: change && {
			...{ id: change.id, state: change.state, undoUntil: change.undoUntil },
		},
	}
}

export type AccountPage = NonNullable<Awaited<ReturnType<typeof readAccountPage>>>

/** What a forwarding would change, to be read before it is done; `null` when there is no such line. */
export async function previewForwarding(
	customerId: string,
	{ lineId, kind, target }: { lineId: string; kind: string; target: string },
	now = new Date(),
) {
	const known = FORWARDING_KINDS.find((one) => one === kind)
	const lines = await listForwardings(customerId, now)
	const found = lines?.find(({ line }) => line.id === lineId)
	if (!found || !known) return null
	const before = maskedTarget(found.rules.find((rule) => rule.kind === known)?.state ?? null)
	const asked = { lineId, kind: known, target, line: maskPhone(found.line.number), before }
	if (target.trim() === '') return { ...asked, problem: null, after: null }
	const read = readPhone(target, settings().country, catalogue().forwarding.countries)
	return read.ok
		? { ...asked, problem: null, after: formatPhone(read.e164, settings().country) }
		: { ...asked, problem: read, after: null }
}

/** What a cancellation would change; `null` when it is not a contract of theirs that runs. */
export async function previewCancellation(
	customerId: string,
	{ subscriptionId, wishedEnd }: { subscriptionId: string; wishedEnd: string | null },
	now = new Date(),
) {
	const contracts = await accountsBackend().contracts(customerId)
	const contract = contracts.ok ? contracts.value.find(({ id }) => id === subscriptionId) : undefined
	if (!contract || contract.state === 'ended') return null
	const endsAt = plannedEnd(wishedEnd, now)
	const left = commitmentLeft(contract, endsAt)
	return { subscriptionId, wishedEnd, planName: contract.planName, endsAt, left }
}

function maskedTarget(state: ForwardingState | null): string | null {
	return state?.active ? maskPhone(state.target) : null
}
