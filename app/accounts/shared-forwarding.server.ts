import { listReceived } from './delegations.server'
import { type ForwardingChange, findForwardingChange, type LineForwarding, listForwardings } from './forwarding.server'

/** Forwarding of the lines that others let this customer manage, with whose they are. */
export async function sharedForwardings(
	customerId: string,
	now: Date,
): Promise<(LineForwarding & { ownerName: string })[]> {
	const received = (await listReceived(customerId, now)).filter(({ level }) => level === 'manage')
	const lists = await Promise.all(
		received.map(async ({ ownerId, ownerName, lineIds }) =>
			((await listForwardings(ownerId, now)) ?? [])
				.filter(({ line }) => lineIds.includes(line.id))
				.map((line) => ({ ...line, ownerName })),
		),
	)
	return lists.flat()
}

/** A change of forwarding of one's own line, or of one that somebody shares: `null` for any other. */
export async function findChangeToSee(
	customerId: string,
	changeId: string,
	now: Date,
): Promise<ForwardingChange | null> {
	const own = await findForwardingChange(customerId, changeId, now)
	if (own) return own
	for (const { ownerId, lineIds, level } of await listReceived(customerId, now)) {
		const change = level === 'manage' ? await findForwardingChange(ownerId, changeId, now) : null
		if (change && lineIds.includes(change.objectId)) return change
	}
	return null
}
