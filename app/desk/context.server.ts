import type { TrailItem } from '#db/schema/handoff.server'
import { accountSummaryFor } from '~/accounts/summary.server'
import { listPromises } from '~/handoff/promises.server'
import { stepWords } from '~/handoff/step-words'
import type { Lang } from '~/i18n/language'
import { formatPhone } from '~/i18n/phone'
import { settings } from '~/settings/settings.server'
import type { ContactContext } from './context-panel'

interface Known {
	caseId: string
	caseReference: string
	customerId: string | null
	askedFrom: string | null
	trail: TrailItem[]
	/** Of the advisor who reads it. */
	lang: Lang
}

/** What stands beside a conversation or a call: read together, in one go. */
export async function readContext({
	caseId,
	caseReference,
	customerId,
	askedFrom,
	trail,
	lang,
}: Known): Promise<ContactContext> {
	const [account, promises] = await Promise.all([
		customerId ? accountSummaryFor(customerId) : null,
		listPromises(caseId),
	])
	return {
		caseReference,
		// A page that the path names is called by its name.
		askedFrom: askedFrom
			? { href: askedFrom, name: trail.findLast(({ href }) => href === askedFrom)?.label ?? askedFrom }
			: null,
		trail: trail.map(({ id, kind, label, failed, href, at }) => ({
			id,
			label: stepWords({ kind, label, failed }, lang),
			failed,
			href,
			at,
		})),
		account: account && {
			...account,
			lineTexts: account.subscriptions.map(({ lineNumber }) =>
				lineNumber ? formatPhone(lineNumber, settings().country) : null,
			),
		},
		promises: promises.map(({ id, text, state, dueAt }) => ({ id, text, state, dueAt })),
	}
}
