import { randomInt } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { cases } from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'

/** Without the signs people confuse when they read them aloud: 0 O 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const REFERENCE_LENGTH = 6

interface NewCase {
	customerId: string | null
	visitId: string | null
	reason: string
	subject: string
	lang: Lang
	now?: Date
}

/** Opens a case and gives it the reference people quote, such as `RC-7K42PQ`. */
export async function openCase({ now = new Date(), ...details }: NewCase): Promise<{ id: string; reference: string }> {
	for (;;) {
		const [row] = await db
			.insert(cases)
			.values({ ...details, reference: newReference(), openedAt: now })
			.onConflictDoNothing({ target: cases.reference })
			.returning({ id: cases.id, reference: cases.reference })
		if (row) return row
	}
}

export async function findCase(id: string) {
	const [row] = await db.select().from(cases).where(eq(cases.id, id))
	return row ?? null
}

/** Closing a closed case changes nothing. */
export async function closeCase(id: string, now = new Date()): Promise<void> {
	await db
		.update(cases)
		.set({ state: 'closed', closedAt: now })
		.where(and(eq(cases.id, id), eq(cases.state, 'open')))
}

/** Somebody takes back what had closed it; an open case stays as it is. */
export async function reopenCase(id: string): Promise<void> {
	await db.update(cases).set({ state: 'open', closedAt: null }).where(eq(cases.id, id))
}

function newReference(): string {
	let signs = ''
	for (let n = 0; n < REFERENCE_LENGTH; n++) signs += ALPHABET[randomInt(ALPHABET.length)]
	return `RC-${signs}`
}
