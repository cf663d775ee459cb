import { and, eq, isNull } from 'drizzle-orm'
import { db } from '#db/client.server'
import { answerAlerts } from '#db/schema/knowledge.server'
import { scrub } from '~/friction/scrub'
import type { Lang } from '~/i18n/language'

const LONGEST_QUERY = 200

/** Keeps an address for one message, on the day a page answers the question. Asking twice keeps one. */
export async function askToBeTold({
	query,
	lang,
	email,
	now = new Date(),
}: {
	query: string
	lang: Lang
	email: string
	now?: Date
}): Promise<void> {
	const asked = scrub(query.trim().slice(0, LONGEST_QUERY))
	const address = email.trim().toLowerCase()
	const same = and(eq(answerAlerts.query, asked), eq(answerAlerts.email, address), isNull(answerAlerts.toldAt))
	const [already] = await db.select({ id: answerAlerts.id }).from(answerAlerts).where(same)
	if (!already) await db.insert(answerAlerts).values({ query: asked, lang, email: address, at: now })
}
