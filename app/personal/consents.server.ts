import { and, desc, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { consents } from '#db/schema/personal.server'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'

export type Consent = typeof consents.$inferSelect

/** One purpose as it stands, with everything that was said about it before. */
export interface ShownConsent {
	id: string
	title: string
	words: string
	agreed: boolean
	/** The words have changed since it was agreed to: it holds for the words of then alone. */
	changedSince: boolean
	/** Newest first. */
	history: Pick<Consent, 'agreed' | 'at' | 'version' | 'words' | 'how'>[]
}

const HISTORY_SHOWN = 20

/** What may be agreed to by this customer, and what they said; nothing said is no. */
export async function consentsOf(customerId: string, lang: Lang): Promise<ShownConsent[]> {
	return Promise.all(
		settings().consents.map(async ({ id, version, title, words }) => {
			const history = await db
				.select()
				.from(consents)
				.where(and(eq(consents.customerId, customerId), eq(consents.purpose, id)))
				.orderBy(desc(consents.at))
				.limit(HISTORY_SHOWN)
			const agreed = history[0]?.agreed ?? false
			return {
				...{ id, title: title[lang], words: words[lang], agreed },
				changedSince: agreed && history[0]?.version !== version,
				history: history.map(({ agreed, at, version, words, how }) => ({ agreed, at, version, words, how })),
			}
		}),
	)
}

/**
 * Agrees to a purpose, or takes it back: the words as they read now are kept with it. What holds
 * already is not said twice.
 */
export async function say(
	customerId: string,
	said: { purpose: string; agreed: boolean; requestKey: string; lang: Lang; now?: Date },
): Promise<'said' | 'same' | 'unknown'> {
	const { purpose, agreed, requestKey, lang, now = new Date() } = said
	const asked = settings().consents.find(({ id }) => id === purpose)
	if (!asked) return 'unknown'
	return transaction(async () => {
		const [last] = await db
			.select()
			.from(consents)
			.where(and(eq(consents.customerId, customerId), eq(consents.purpose, purpose)))
			.orderBy(desc(consents.at))
			.limit(1)
		if ((last?.agreed ?? false) === agreed && (!agreed || last?.version === asked.version)) return 'same'
		const { version, words } = asked
		const row = { id: requestKey, customerId, purpose, agreed, version, words: words[lang], lang, at: now }
		await db
			.insert(consents)
			.values({ ...row, how: 'account' })
			.onConflictDoNothing()
		return 'said'
	})
}
