import { desc, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { customers, lines, type PersonalField, personalReveals } from '#db/schema/accounts.server'

export type { PersonalField } from '#db/schema/accounts.server'
export type Reveal = typeof personalReveals.$inferSelect

/** A customer as anybody who helps them sees them: enough to recognise, not enough to reach them elsewhere. */
export interface MaskedCustomer {
	firstName: string
	lastName: string
	number: string
	city: string
	/** What can be shown in full, and what is shown instead until then; in the order people ask for it. */
	details: { field: PersonalField; masked: string }[]
}

interface RevealRequest {
	customerId: string
	field: PersonalField
	/** Who looks. */
	person: { id: string; name: string }
	/** What it is needed for. */
	contact: { kind: Reveal['contactKind']; id: string; caseReference: string }
	now?: Date
}

const MASK = '••'
const LAST_DIGITS = /(\d{2})(\d{2})$/
const LATEST = 200

/** `null` when there is no such customer. */
export async function findMaskedCustomer(customerId: string): Promise<MaskedCustomer | null> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!customer) return null
	const numbers = await numbersOf(customerId)
	const { firstName, lastName, number, city, email, phone } = customer
	const details: MaskedCustomer['details'] = [{ field: 'email', masked: maskEmail(email) }]
	if (phone) details.unshift({ field: 'phone', masked: maskPhone(phone) })
	if (numbers.length > 0) details.push({ field: 'lines', masked: numbers.map(maskPhone).join(', ') })
	details.push({ field: 'address', masked: MASK })
	return { firstName, lastName, number, city, details }
}

/**
 * Shows a personal detail in full, and records who looked, when, which one and for which contact, in
 * one transaction: what was not recorded is not shown.
 *
 * @returns one value, or one a line of the customer; numbers in E.164. `null` when there is none
 */
export async function revealDetail({
	customerId,
	field,
	person,
	contact,
	now = new Date(),
}: RevealRequest): Promise<string[] | null> {
	return transaction(async () => {
		const values = await detailOf(customerId, field)
		if (!values) return null
		await db.insert(personalReveals).values({
			customerId,
			field,
			personId: person.id,
			personName: person.name,
			contactKind: contact.kind,
			contactId: contact.id,
			caseReference: contact.caseReference,
			at: now,
		})
		return values
	})
}

/** Who looked at what, the latest first: of one customer, for their export, or of all. */
export async function listReveals(customerId?: string): Promise<(Reveal & { customerNumber: string })[]> {
	const found = db
		.select({ reveal: personalReveals, customerNumber: customers.number })
		.from(personalReveals)
		.innerJoin(customers, eq(customers.id, personalReveals.customerId))
		.where(customerId ? eq(personalReveals.customerId, customerId) : undefined)
		.orderBy(desc(personalReveals.at), desc(personalReveals.id))
		.$dynamic()
	const rows = await (customerId ? found : found.limit(LATEST))
	return rows.map(({ reveal, customerNumber }) => ({ ...reveal, customerNumber }))
}

/** The last four digits tell which number it is. */
export function maskPhone(e164: string): string {
	return e164.replace(/^.*?(\d{4})$/, (_, last: string) => `${MASK} ${last.replace(LAST_DIGITS, '$1 $2')}`)
}

/** Its first letter and where it is. */
export function maskEmail(email: string): string {
	const at = email.lastIndexOf('@')
	return `${email.slice(0, 1)}${MASK}${email.slice(at)}`
}

async function detailOf(customerId: string, field: PersonalField): Promise<string[] | null> {
	const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
	if (!customer) return null
	if (field === 'phone') return customer.phone ? [customer.phone] : null
	if (field === 'email') return [customer.email]
	if (field === 'address') return [customer.address]
	const numbers = await numbersOf(customerId)
	return numbers.length > 0 ? numbers : null
}

async function numbersOf(customerId: string): Promise<string[]> {
	const rows = await db.select({ number: lines.number }).from(lines).where(eq(lines.customerId, customerId))
	return rows.map(({ number }) => number).sort()
}
