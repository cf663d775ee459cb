import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { db, transaction, writeIfPossible } from '#db/client.server'
import { effortAnswers, effortQuestions } from '#db/schema/handoff.server'
import { scrub } from '~/friction/scrub'
import type { Lang } from '~/i18n/language'
import { everyTick } from '~/jobs/runner.server'
import { settings } from '~/settings/settings.server'
import { followUp, HARD_AT_MOST } from './effort-follow-ups.server'

/** The question and the direction of its scale, with its version: change the name with either. */
export const EFFORT_SCALE = 'effort-1-much-7-none-v1'

const DAY_MS = 86_400_000
const ASKED_EVERY_DAYS = 30
/** Later nobody remembers the exchange; older rows may be erased without the question coming back. */
const ASKED_WITHIN_MS = 3 * DAY_MS
const LONGEST_WORDS = 1_000

everyTick('effort-retention', 86_400, (now) => forgetOldAnswers(now))

type EffortChannel = typeof effortAnswers.$inferInsert.channel

interface Exchange {
	objectId: string
	/** The customer, or the visit of who has no account. */
	askedOf: string
	endedAt: Date
}

/**
 * Whether the one question is put after an exchange with a person: to nobody twice in 30 days, and
 * no more once it was answered or passed over. What counts is that it was shown.
 */
export async function asksEffort({ objectId, askedOf, endedAt }: Exchange, now = new Date()): Promise<boolean> {
	if (now.getTime() - endedAt.getTime() > ASKED_WITHIN_MS) return false
	const [known] = await db.select().from(effortQuestions).where(eq(effortQuestions.objectId, objectId))
	if (known) return known.closedAt === null
	const since = new Date(now.getTime() - ASKED_EVERY_DAYS * DAY_MS)
	const shown = await writeIfPossible(() =>
		transaction(async () => {
			const lately = and(eq(effortQuestions.askedOf, askedOf), gt(effortQuestions.askedAt, since))
			if ((await db.$count(effortQuestions, lately)) > 0) return []
			return db
				.insert(effortQuestions)
				.values({ objectId, askedOf, askedAt: now })
				.onConflictDoNothing()
				.returning({ objectId: effortQuestions.objectId })
		}),
	)
	return (shown?.length ?? 0) > 0
}

interface Answer {
	objectId: string
	channel: EffortChannel
	reason: string
	lang: Lang
	/** 1 for very much effort to 7 for none. */
	score: number
	words: string
	/** Taken out of the words: an answer is about the effort, never about a person. */
	advisorName: string | null
	/** Who accepted to be written to; `null` for everybody else. */
	customer: { id: string; firstName: string; email: string } | null
	now?: Date
}

/**
 * Keeps an answer, once, apart from everything that could lead to who answered whom: with the day,
 * without the exchange. Whoever found it hard and accepted to be written to is given to somebody.
 *
 * @returns `null` when the question was not put, or is closed
 */
export async function answerEffort({ now = new Date(), ...answer }: Answer): Promise<'kept' | 'followed-up' | null> {
	const { objectId, channel, reason, lang, score, customer } = answer
	const customerId = customer?.id ?? null
	return transaction(async () => {
		if (!(await close(objectId, now))) return null
		const words = withoutName(scrub(answer.words.trim().slice(0, LONGEST_WORDS)), answer.advisorName) || null
		await db
			.insert(effortAnswers)
			.values({ channel, reason, lang, score, customerId, words, scale: EFFORT_SCALE, day: dayOf(now) })
		if (!customer || score > HARD_AT_MOST) return 'kept'
		await followUp({ customer, reason, score, words, lang, now })
		return 'followed-up'
	})
}

/** The question was left; it is not put again. */
export async function leaveEffort(objectId: string, now = new Date()): Promise<void> {
	await close(objectId, now)
}

/** Erases what the settings' retention says is old, and that a question was put once that no longer counts. */
export async function forgetOldAnswers(now = new Date()): Promise<void> {
	const asked = new Date(now.getTime() - (ASKED_EVERY_DAYS + 1) * DAY_MS)
	await db.delete(effortQuestions).where(lt(effortQuestions.askedAt, asked))
	const kept = new Date(now.getTime() - settings().retention.frictions * DAY_MS)
	await db.delete(effortAnswers).where(lt(effortAnswers.day, dayOf(kept)))
}

async function close(objectId: string, now: Date): Promise<boolean> {
	const closed = await db
		.update(effortQuestions)
		.set({ closedAt: now })
		.where(and(eq(effortQuestions.objectId, objectId), isNull(effortQuestions.closedAt)))
		.returning({ objectId: effortQuestions.objectId })
	return closed.length > 0
}

function withoutName(words: string, name: string | null): string {
	const parts = (name ?? '').split(/\s+/).filter((part) => part.length > 1)
	return parts.reduce((text, part) => {
		const letters = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
		return text.replace(new RegExp(`(?<!\\p{L})${letters}(?!\\p{L})`, 'giu'), '…')
	}, words)
}

function dayOf(at: Date): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: settings().timeZone }).format(at)
}
