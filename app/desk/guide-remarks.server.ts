import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { guideRemarks } from '#db/schema/desk.server'
import type { Lang } from '~/i18n/language'
import { announce } from '~/realtime/bus.server'

const LONGEST = 1_000
const SHOWN = 50

/** Says something of a guide to those who keep it. The same form sent twice is one remark. */
export async function remarkOnGuide({
	requestKey,
	guide,
	lang,
	step,
	body,
	author,
	now = new Date(),
}: {
	requestKey: string
	guide: string
	lang: Lang
	/** Title of the step; `null` for the whole guide. */
	step: string | null
	body: string
	author: { id: string; name: string }
	now?: Date
}): Promise<boolean> {
	const words = body.trim().slice(0, LONGEST)
	if (words === '') return false
	await db
		.insert(guideRemarks)
		.values({ requestKey, guide, lang, step, body: words, authorId: author.id, authorName: author.name, at: now })
		.onConflictDoNothing()
	return true
}

/** Answers a remark, once: its author sees the answer. */
export async function answerRemark({
	id,
	answer,
	by,
	now = new Date(),
}: {
	id: string
	answer: string
	by: { name: string }
	now?: Date
}): Promise<boolean> {
	const words = answer.trim().slice(0, LONGEST)
	if (words === '') return false
	const [answered] = await db
		.update(guideRemarks)
		.set({ answer: words, answeredByName: by.name, answeredAt: now })
		.where(and(eq(guideRemarks.id, id), isNull(guideRemarks.answeredAt)))
		.returning({ id: guideRemarks.id })
	if (answered) afterCommit(() => announce('desk', { kind: 'remark' }))
	return answered !== undefined
}

/** Remarks that wait for an answer, oldest first, and the latest that got one. */
export async function listRemarks() {
	const [waiting, answered] = await Promise.all([
		db.select().from(guideRemarks).where(isNull(guideRemarks.answeredAt)).orderBy(asc(guideRemarks.at)).limit(SHOWN),
		db
			.select()
			.from(guideRemarks)
			.where(isNotNull(guideRemarks.answeredAt))
			.orderBy(desc(guideRemarks.answeredAt))
			.limit(SHOWN),
	])
	return { waiting, answered }
}

/** Answers somebody has not read yet. */
export async function listAnswersTo(authorId: string) {
	return db
		.select()
		.from(guideRemarks)
		.where(
			and(eq(guideRemarks.authorId, authorId), isNotNull(guideRemarks.answeredAt), eq(guideRemarks.answerSeen, false)),
		)
		.orderBy(desc(guideRemarks.answeredAt))
		.limit(SHOWN)
}

/** Its author has read an answer; nothing for anybody else. */
export async function readAnswer(id: string, authorId: string): Promise<void> {
	await db
		.update(guideRemarks)
		.set({ answerSeen: true })
		.where(and(eq(guideRemarks.id, id), eq(guideRemarks.authorId, authorId)))
}
