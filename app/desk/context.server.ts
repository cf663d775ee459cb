import type { TrailItem } from '#db/schema/handoff.server'
import { findMaskedCustomer, maskPhone } from '~/accounts/reveals.server'
import { accountSummaryFor } from '~/accounts/summary.server'
import { listCaseArticles } from '~/handoff/case-articles.server'
import { listPromises, listPromisesTo } from '~/handoff/promises.server'
import { stepWords } from '~/handoff/step-words'
import type { Lang } from '~/i18n/language'
import type { ContactContext } from './context-panel'
import { readHistory } from './history.server'
import { type ContactKind, findOwnContact } from './own-contact.server'

interface Known {
	kind: ContactKind
	id: string
	caseId: string
	caseReference: string
	customerId: string | null
	visitId: string | null
	askedFrom: string | null
	/** What the customer left of their path: what they removed was never stored with the contact. */
	trail: TrailItem[]
	/** Who reads it. */
	person: { id: string; lang: Lang }
}

/**
 * What stands beside a conversation or a call: read together, in one go. Numbers and addresses are
 * masked here: what is not shown is not sent to the browser either.
 */
export async function readContext({
	kind,
	id: contactId,
	caseId,
	caseReference,
	customerId,
	visitId,
	askedFrom,
	trail,
	person,
}: Known): Promise<ContactContext> {
	const [own, customer, account, promises, history, articles] = await Promise.all([
		findOwnContact({ kind, id: contactId, personId: person.id }),
		customerId ? findMaskedCustomer(customerId) : null,
		customerId ? accountSummaryFor(customerId) : null,
		customerId ? listPromisesTo(customerId) : listPromises(caseId),
		readHistory({ customerId, visitId, except: contactId, lang: person.lang }),
		listCaseArticles(caseId),
	])
	return {
		contact: { kind, id: contactId, isOwn: own !== null },
		caseReference,
		askedFrom: askedFrom ? pageAskedFrom(askedFrom, trail) : null,
		trail: trail.map(({ id, kind: step, label, failed, href, at }) => ({
			id,
			label: stepWords({ kind: step, label, failed }, person.lang),
			failed,
			href,
			at,
		})),
		customer,
		contracts: (account?.subscriptions ?? []).map(({ id, planName, priceCents, state, lineNumber }) => ({
			...{ id, planName, priceCents, state },
			line: lineNumber && maskPhone(lineNumber),
		})),
		promises: promises
			.map(({ id, text, state, dueAt }) => ({ id, text, state, dueAt }))
			.slice(-PROMISES_SHOWN)
			.reverse(),
		history,
		articles: articles.map(({ messageId, title, href }) => ({ id: messageId, title, href })),
	}
}

const PROMISES_SHOWN = 6

/** By its name when the path has it; else without what was searched there: that line may have been removed. */
function pageAskedFrom(askedFrom: string, trail: TrailItem[]): { href: string; name: string } {
	const named = trail.findLast(({ href }) => href === askedFrom)
	if (named) return { href: askedFrom, name: named.label }
	const path = askedFrom.replace(/[?#].*$/, '')
	return { href: path, name: path }
}
