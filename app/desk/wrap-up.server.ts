import { and, eq, inArray } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { callbacks, cases, conversations, messages, type TrailItem, wrapUps } from '#db/schema/handoff.server'
import { accountSummaryFor } from '~/accounts/summary.server'
import { endVisit } from '~/friction/record.server'
import { closeCase } from '~/handoff/cases.server'
import { conclusionUrl } from '~/handoff/conclusions.server'
import { endConversation } from '~/handoff/conversations.server'
import { restAfterContact, setPresence } from '~/handoff/presence.server'
import { listPromises, makePromise } from '~/handoff/promises.server'
import { deskMessages } from '~/i18n/desk'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import { extract } from './extract'
import { endSupport } from './support.server'

export type ContactKind = 'conversations' | 'callbacks'

/** What is concluded: a chat or a call that this advisor has or had. */
export interface Contact {
	kind: ContactKind
	id: string
	caseId: string
	caseReference: string
	reason: string
	firstName: string
	subject: string
	lang: Lang
	customerId: string | null
	visitId: string | null
	trail: TrailItem[]
}

interface Conclusion {
	contact: Contact
	advisor: { id: string; name: string }
	reason: string
	outcome: string
	summary: string
	draft: string
	/** Something promised with a date; `null` for nothing. */
	promise: { text: string; dueAt: Date } | null
	mailSummary: boolean
	breathe: boolean
	now?: Date
}

const DRAFT_WORDS = 280

/** A contact of this advisor to conclude, the owner in the query; `null` for anybody else's. */
export async function findContact({
	kind,
	id,
	advisorId,
}: {
	kind: ContactKind
	id: string
	advisorId: string
}): Promise<Contact | null> {
	const table = kind === 'conversations' ? conversations : callbacks
	const [row] = await db
		.select({
			id: table.id,
			caseId: table.caseId,
			caseReference: cases.reference,
			reason: cases.reason,
			firstName: table.firstName,
			subject: table.subject,
			lang: table.lang,
			customerId: table.customerId,
			visitId: table.visitId,
			trail: table.trail,
		})
		.from(table)
		.innerJoin(cases, eq(cases.id, table.caseId))
		.where(
			and(
				eq(table.id, id),
				eq(table.advisorId, advisorId),
				// A call that still rings, or that was dialled by hand and not reported, is not over.
				kind === 'callbacks' ? inArray(callbacks.state, ['connected', 'done']) : undefined,
			),
		)
	return row ? { ...row, kind } : null
}

export interface Draft {
	summary: string
	/** Outcome the thread speaks for; the first of the settings when it says nothing. */
	outcome: string | null
}

/**
 * A summary assembled from what is recorded, in the customer's language because they receive it: what
 * they asked, what they had tried, the pages passed on, the sentences that say most of what was done
 * and of what is to come (see `extract`), the promises. Nothing is guessed, and the advisor corrects it.
 * A call has no thread: its draft is made of what was written before it.
 */
export async function draftSummary(contact: Contact): Promise<Draft> {
	const t = messagesIn(deskMessages, contact.lang).wrapUp
	const said =
		contact.kind === 'conversations'
			? await db.select().from(messages).where(eq(messages.conversationId, contact.id)).orderBy(messages.seq)
			: []
	const articles = said.filter(({ articleId }) => articleId).map(({ body }) => body.split('\n')[0] ?? '')
	const thread = said.flatMap(({ author, articleId, body }) =>
		author === 'system' || articleId ? [] : [{ author, body }],
	)
	const { question, done, next, confirmed } = extract(thread, contact.lang)
	const promised = (await listPromises(contact.caseId)).filter(({ kind }) => kind === 'act').map(({ text }) => text)
	const summary = [
		ended(short(question ?? contact.subject)),
		contact.trail.length > 0 && t.draftTried(contact.trail.map(({ label }) => label).join(', ')),
		articles.length > 0 && t.draftArticles(articles.join(', ')),
		done.length > 0 && t.draftDone(done.map(short).map(ended).join(' ')),
		next.length > 0 && t.draftNext(next.map(short).map(ended).join(' ')),
		promised.length > 0 && t.draftPromises(promised.join(', ')),
	]
		.filter(Boolean)
		.join('\n')
	const { outcomes } = settings()
	const proposed = promised.length > 0 || (next.length > 0 && !confirmed) ? 'promised' : 'solved'
	return { summary, outcome: (outcomes.find(({ id }) => id === proposed) ?? outcomes[0])?.id ?? null }
}

const short = (words: string) => (words.length > DRAFT_WORDS ? `${words.slice(0, DRAFT_WORDS)}…` : words)
const ended = (words: string) =>
	`${words.trim().replace(/[.…]+$/, (end) => (end.startsWith('…') ? end : ''))}.`.replace(/([!?…])\.$/, '$1')

/**
 * Concludes a contact: reason, outcome and summary kept with the draft, the promise recorded, the
 * case closed unless something is still promised. Doing it twice keeps the first; a conversation
 * that has gone to a colleague since is theirs to conclude.
 *
 * @returns whether this was the first time, by who has it
 */
export async function conclude({
	contact,
	advisor,
	reason,
	outcome,
	summary,
	draft,
	promise,
	mailSummary,
	breathe,
	now = new Date(),
}: Conclusion): Promise<boolean> {
	const first = await transaction(async () => {
		if (!(await findContact({ ...contact, advisorId: advisor.id }))) return false
		const [stored] = await db
			.insert(wrapUps)
			.values({
				caseId: contact.caseId,
				channel: contact.kind === 'conversations' ? 'chat' : 'callback',
				objectId: contact.id,
				advisorId: advisor.id,
				reason,
				outcome,
				summary,
				draft,
				at: now,
			})
			.onConflictDoNothing({ target: wrapUps.objectId })
			.returning({ id: wrapUps.id })
		if (!stored) return false
		await endSupport(contact.id)
		if (contact.kind === 'conversations')
			await endConversation({ conversationId: contact.id, by: 'advisor', actorId: advisor.id, now })
		if (promise)
			await makePromise({
				kind: 'act',
				caseId: contact.caseId,
				objectId: stored.id,
				customerId: contact.customerId,
				text: promise.text,
				dueAt: promise.dueAt,
				ownerId: advisor.id,
				now,
			})
		const open = (await listPromises(contact.caseId)).some(({ state }) => state === 'promised')
		if (!open) await closeCase(contact.caseId, now)
		if (mailSummary) await mailTheSummary(contact, advisor.name, summary, promise?.text ?? null, now)
		return true
	})
	if (first && contact.visitId) await endVisit(contact.visitId, 'somebody')
	if (breathe) await setPresence({ personId: advisor.id, state: 'breathing', now })
	if (first) await restAfterContact(advisor.id, now)
	return first
}

/** Written only to the address of an account: an address typed by anybody is not a proof. */
async function mailTheSummary(
	contact: Contact,
	advisorName: string,
	summary: string,
	promised: string | null,
	now: Date,
): Promise<void> {
	const account = contact.customerId ? await accountSummaryFor(contact.customerId, now) : null
	if (!account) return
	const t = messagesIn(deskMessages, contact.lang).wrapUp
	const advisor = advisorName.split(' ')[0] ?? advisorName
	await queueEmail({
		to: account.customer.email,
		subject: `${t.mailSubject} (${contact.caseReference})`,
		body: t.mailBody(contact.firstName, summary, promised, advisor, contact.caseReference, conclusionUrl(contact)),
		purpose: 'wrap-up',
		dedupeKey: `wrap-up ${contact.id}`,
		now,
	})
}
