import { randomUUID } from 'node:crypto'
import { askForChat } from '~/handoff/conversations.server'

type Request = Parameters<typeof askForChat>[0]

/** A chat form as a visitor fills it; each has its own visit and request key. */
export function chatForm(over: Partial<Request> = {}): Request {
	return {
		visitId: randomUUID(),
		customerId: null,
		firstName: 'Camille',
		subject: 'Le voyant de ma box clignote en rouge',
		body: 'Le voyant de ma box clignote en rouge.',
		reason: 'internet',
		lang: 'fr',
		askedFrom: '/articles/voyant-rouge',
		trail: [],
		requestKey: randomUUID(),
		...over,
	}
}

/** A conversation that waits. */
export async function makeConversation(over: Partial<Request> = {}) {
	const { conversation, case: opened } = await askForChat(chatForm(over))
	return { ...conversation, caseReference: opened.reference }
}
