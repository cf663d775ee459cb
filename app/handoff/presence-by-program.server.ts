import { transaction } from '#db/client.server'
import { recordAct } from '~/auth/audit.server'
import { findPersonByEmail, type Person, setPhone } from '~/auth/people.server'
import { advisorNumber, type CheckedNumber } from './numbers.server'
import { setPresence } from './presence.server'

export type PresenceOutcome =
	| { ok: true; phone: string | null }
	| { ok: false; reason: 'unknown-advisor' }
	| { ok: false; reason: 'phone-missing' }
	| { ok: false; reason: 'number'; number: Extract<CheckedNumber, { ok: false }> }

/**
 * The program an advisor works with says whether they can be rung, and where. It holds until it, or
 * the advisor at the desk, says otherwise: no desk has to be open.
 *
 * @param phone - as it was written; `null` keeps the number that is known
 */
export async function setPresenceByProgram({
	email,
	available,
	phone,
	now = new Date(),
}: {
	email: string
	available: boolean
	phone: string | null
	now?: Date
}): Promise<PresenceOutcome> {
	return transaction(async () => {
		const advisor = await findPersonByEmail(email)
		if (advisor?.role !== 'advisor') return { ok: false, reason: 'unknown-advisor' }
		const checked = phone === null ? null : await advisorNumber(phone, advisor.id)
		if (checked?.ok === false) return { ok: false, reason: 'number', number: checked }
		const number = checked?.number ?? advisor.phone
		if (available && number === null) return { ok: false, reason: 'phone-missing' }
		if (number !== null && number !== advisor.phone) await changePhone(advisor, number, now)
		await setPresence({ personId: advisor.id, state: available ? 'available' : 'away', pinned: available, now })
		return { ok: true, phone: number }
	})
}

async function changePhone(advisor: Person, phone: string, now: Date): Promise<void> {
	await setPhone(advisor.id, phone)
	await recordAct({ actorId: null, action: 'phone.changed', objectKind: 'person', objectId: advisor.id, now })
}
