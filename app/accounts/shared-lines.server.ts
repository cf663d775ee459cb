import type { Line } from './backend'
import { accountsBackend } from './current-backend.server'
import type { listReceived } from './delegations.server'
import { hasEnded } from './embedded-backend.server'

/** The lines of a customer's running contracts; `null` when they cannot be read now. */
export async function ownLines(customerId: string, now = new Date()): Promise<Line[] | null> {
	const contracts = await accountsBackend().contracts(customerId)
	if (!contracts.ok) return null
	return contracts.value.filter((contract) => !hasEnded(contract, now)).flatMap((contract) => contract.lines)
}

/** Delegations with the lines they open now, as their owner names them; one that opens none is left out. */
export async function receivedLines(delegations: Awaited<ReturnType<typeof listReceived>>, now = new Date()) {
	const owners = new Map(
		await Promise.all(
			[...new Set(delegations.map(({ ownerId }) => ownerId))].map(
				async (ownerId) => [ownerId, (await ownLines(ownerId, now)) ?? []] as const,
			),
		),
	)
	return delegations
		.map(({ id, level, ownerName, ownerId, endsAt, lineIds }) => ({
			...{ id, level, ownerName, ownerId, endsAt },
			lines: (owners.get(ownerId) ?? []).filter((line) => lineIds.includes(line.id)),
		}))
		.filter(({ lines }) => lines.length > 0)
}
