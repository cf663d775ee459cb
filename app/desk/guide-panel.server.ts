import { randomUUID } from 'node:crypto'
import type { Person } from '~/auth/guards.server'
import type { DeskContact } from './contacts.server'
import { deskChoicesOf, listTicks } from './desk-choices.server'
import { guideFor } from './guides.server'

/** The guide beside a contact, as this person chose to see it; `null` when there is none for its reason. */
export async function readGuidePanel({ kind, id, reason }: DeskContact, person: Pick<Person, 'id' | 'lang'>) {
	const guide = guideFor(reason, person.lang)
	if (!guide) return null
	const [{ guideLevel }, ticked] = await Promise.all([deskChoicesOf(person.id), listTicks(id)])
	return {
		action: `/desk/${kind}/${id}/guide`,
		level: guideLevel,
		title: guide.title,
		owner: guide.owner,
		requestKey: randomUUID(),
		steps: guide.steps.map((step) => ({ ...step, ticked: ticked.includes(step.id) })),
	}
}
