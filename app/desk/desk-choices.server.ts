import { and, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { deskChoices, type GUIDE_LEVELS, guideTicks } from '#db/schema/desk.server'

export type GuideLevel = (typeof GUIDE_LEVELS)[number]

/** What somebody chose for their desk, with what holds before they choose. */
export async function deskChoicesOf(personId: string): Promise<{ guideLevel: GuideLevel; shortcuts: boolean }> {
	const [row] = await db.select().from(deskChoices).where(eq(deskChoices.personId, personId))
	return { guideLevel: row?.guideLevel ?? 'full', shortcuts: row?.shortcuts ?? true }
}

export async function chooseForDesk(
	personId: string,
	choice: { guideLevel: GuideLevel } | { shortcuts: boolean },
): Promise<void> {
	await db
		.insert(deskChoices)
		.values({ personId, ...choice })
		.onConflictDoUpdate({ target: deskChoices.personId, set: choice })
}

/** The steps that are ticked in a contact. */
export async function listTicks(contactId: string): Promise<string[]> {
	const rows = await db.select({ step: guideTicks.step }).from(guideTicks).where(eq(guideTicks.contactId, contactId))
	return rows.map(({ step }) => step)
}

/** Ticks a step of a contact, or takes the tick away; either is worth nothing but the sight of it. */
export async function tickStep({
	contactId,
	caseId,
	step,
	ticked,
}: {
	contactId: string
	caseId: string
	step: string
	ticked: boolean
}): Promise<void> {
	if (ticked) await db.insert(guideTicks).values({ contactId, caseId, step }).onConflictDoNothing()
	else await db.delete(guideTicks).where(and(eq(guideTicks.contactId, contactId), eq(guideTicks.step, step)))
}
