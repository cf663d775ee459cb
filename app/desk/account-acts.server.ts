import type { ForwardingKind } from '#db/schema/accounts.server'
import type { Actor } from '~/accounts/actor'
import { findNotice, type Notice, notify, undoCancellation } from '~/accounts/cancellation.server'
import { contractReference } from '~/accounts/contract-reference'
import {
	changeForwarding,
	type ForwardingOutcome,
	findForwardingChange,
	listForwardings,
	undoForwarding,
} from '~/accounts/forwarding.server'
import { findUndoOf } from '~/accounts/operations.server'
import { maskPhone } from '~/accounts/reveals.server'
import { accountSummaryFor } from '~/accounts/summary.server'
import { recordAct } from '~/auth/audit.server'
import { postMessage } from '~/handoff/messages.server'
import { assistMessages } from '~/i18n/assist'
import { messagesIn } from '~/i18n/messages'
import type { OwnContact } from './own-contact.server'

/** An advisor who acts on a customer's account, at their request and from a contact of their own. */
export interface Assistance {
	contact: OwnContact & { customerId: string }
	advisor: { id: string; name: string }
	/** The same key asks the same thing once. */
	requestKey: string
	now?: Date
}

/**
 * Sets or stops a forwarding for the customer. When it is done the receipt names the advisor, the
 * conversation says it, and the trace keeps who did it from which contact.
 *
 * @param target - as typed; `null` stops it
 */
export async function forwardFor(
	by: Assistance,
	change: { lineId: string; kind: ForwardingKind; target: string | null },
): Promise<ForwardingOutcome> {
	const { contact, requestKey, now = new Date() } = by
	const { customerId } = contact
	const outcome = await changeForwarding({ customerId, ...change, requestKey, actor: actorOf(by), now })
	if (outcome.ok) await sayForwarding(by, outcome.changeId, now)
	return outcome
}

/** Takes back what was done for the customer, while the account allows it. */
export async function undoForwardFor(by: Assistance, changeId: string) {
	const { contact, now = new Date() } = by
	const { customerId } = contact
	const outcome = await undoForwarding({ customerId, changeId, actor: actorOf(by), now })
	const undoId = await findUndoOf(customerId, changeId)
	if (outcome === 'undone' && undoId) await sayForwarding(by, undoId, now)
	return outcome
}

/**
 * Records the cancellation that a customer notifies in a contact, of a contract of theirs; the
 * acknowledgement goes to the address of the account.
 *
 * @param wishedEnd - local day; `null` for the shortest notice
 * @returns `null` when the contract is not one of theirs that runs
 */
export async function receiveCancellation(
	by: Assistance,
	{ subscriptionId, wishedEnd }: { subscriptionId: string; wishedEnd: string | null },
): Promise<{ reference: string } | null> {
	const { contact, advisor, requestKey, now = new Date() } = by
	const account = await accountSummaryFor(contact.customerId, now)
	const contract = account?.subscriptions.find(({ id, state }) => id === subscriptionId && state !== 'ended')
	if (!account || !contract) return null
	const { reference } = await notify({
		kind: 'cancellation',
		lastName: account.customer.lastName,
		contract: contractReference(contract.id),
		email: account.customer.email,
		wishedEnd,
		requestKey,
		lang: contact.lang,
		visitId: null,
		now,
	})
	const t = messagesIn(assistMessages, contact.lang).said
	await say(by, requestKey, t.cancellation(firstName(advisor), reference), now)
	await trace(by, 'account.cancellation', reference, now)
	return { reference }
}

/** The customer takes a cancellation of theirs back, before its date. */
export async function takeBackCancellation(
	by: Assistance,
	reference: string,
): Promise<'undone' | 'too-late' | 'missing'> {
	const { contact, advisor, requestKey, now = new Date() } = by
	const notice = await findNotice(reference)
	if (!isOf(notice, contact.customerId)) return 'missing'
	if (notice.state === 'undone') return 'undone'
	const outcome = await undoCancellation({ reference: notice.reference, lang: contact.lang, now })
	if (outcome !== 'undone') return outcome
	const t = messagesIn(assistMessages, contact.lang).said
	await say(by, requestKey, t.cancellationUndone(firstName(advisor), notice.reference), now)
	await trace(by, 'account.cancellation-undone', notice.reference, now)
	return 'undone'
}

function isOf(notice: Notice | null, customerId: string): notice is Notice {
	return notice?.customerId === customerId
}

/** Said once for each change, which names its own message. */
async function sayForwarding(by: Assistance, changeId: string, now: Date): Promise<void> {
	const { contact, advisor } = by
	const [change, lines] = await Promise.all([
		findForwardingChange(contact.customerId, changeId, now),
		listForwardings(contact.customerId, now),
	])
	if (change?.state !== 'done') return
	const t = messagesIn(assistMessages, contact.lang).said
	const name = firstName(advisor)
	const line = maskPhone(lines?.find((one) => one.line.id === change.objectId)?.line.number ?? '')
	const words = change.takesBack
		? t.undone(name, line)
		: change.to?.active
			? t.on(name, line, maskPhone(change.to.target))
			: t.off(name, line)
	await say(by, changeId, words, now)
	await trace(by, change.takesBack ? 'account.forwarding-undone' : 'account.forwarding', changeId, now)
}

/** A line of the conversation for both; a call has none, its receipt is the e-mail. */
async function say({ contact }: Assistance, id: string, body: string, now: Date): Promise<void> {
	if (contact.kind !== 'conversations') return
	await postMessage({ id, conversationId: contact.id, author: 'system', body, now })
}

async function trace({ contact, advisor }: Assistance, action: string, about: string, now: Date): Promise<void> {
	await recordAct({
		actorId: advisor.id,
		action,
		objectKind: 'customer',
		objectId: contact.customerId,
		detail: { about, contactKind: contact.kind, contactId: contact.id, caseReference: contact.caseReference },
		now,
	})
}

function actorOf({ contact, advisor }: Assistance): Actor {
	return {
		personId: advisor.id,
		// It is no step of the customer's own visit.
		visitId: null,
		lang: contact.lang,
		by: { kind: 'advisor', name: firstName(advisor), caseReference: contact.caseReference },
	}
}

const firstName = ({ name }: { name: string }) => name.split(' ')[0] ?? name
