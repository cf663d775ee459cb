import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { cancellations } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { recordFriction } from '~/friction/record.server'
import { leaveForTheDesk } from '~/handoff/left-messages.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { registerJob, scheduleJob } from '~/jobs/runner.server'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import type { Contract, IdentifiedContract } from './backend'
import { addDays, dayOf, endOfDay } from './calendar'
import { catalogue } from './catalogue.server'
import { commitmentCost } from './commitment'
import { accountsBackend } from './current-backend.server'

export type NoticeKind = 'cancellation' | 'withdrawal'
export type Notice = typeof cancellations.$inferSelect

/** Without the signs people confuse when they read them aloud: 0 O 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const GROUPS = 3
const SIGNS_A_GROUP = 4
const APPLY_JOB = 'accounts.apply-notice'
const IDENTIFY_JOB = 'accounts.identify-notice'
const AGAIN_MS = 60_000
const DAY_MS = 86_400_000
/** What was paid is paid back within fourteen days of a withdrawal (Code de la consommation, L. 221-24). */
const REFUND_DAYS = 14
const FURTHEST_YEARS_DAYS = 730

export interface NewNotice {
	kind: NoticeKind
	lastName: string
	/** Contract reference, customer number or line number, as typed. */
	contract: string
	email: string
	/** Local day, `2026-12-24`; `null` for the shortest notice. */
	wishedEnd: string | null
	/** A random identifier made with the form: a double submit notifies once. */
	requestKey: string
	lang: Lang
	visitId: string | null
	now?: Date
}

/**
 * Receives a cancellation or a withdrawal. The answer is the same whether or not a contract was
 * found: an acknowledgement with its reference, on the page and at the address given. When none
 * was found a person looks at it; while the accounts cannot be read it is looked for again. The holder
 * is written to as well when the address is not theirs.
 */
export async function notify(notice: NewNotice): Promise<{ reference: string }> {
	const { kind, lang, visitId, requestKey, now = new Date() } = notice
	const identified = await accountsBackend().identify({ lastName: notice.lastName, contract: notice.contract })
	const endsAt = kind === 'withdrawal' ? now : plannedEnd(notice.wishedEnd, now)

	const stored = await transaction(async () => {
		const [row] = await db
			.insert(cancellations)
			.values({
				id: requestKey,
				reference: newReference(),
				kind,
				lastName: notice.lastName,
				contractReference: notice.contract,
				email: notice.email,
				wishedEnd: notice.wishedEnd,
				endsAt,
				state: 'unmatched',
				at: now,
			})
			.onConflictDoNothing({ target: cancellations.id })
			.returning()
		if (!row) return null
		await acknowledge(row, lang, now)
		return identified.ok ? assign(row, identified.value, lang, now) : lookAgain(row, lang, now)
	})
	if (!stored) return earlierNotice(requestKey)

	if (stored.state === 'notified') await carryOut(stored.id, now)
	else if (visitId)
		await recordFriction({
			visitId,
			kind: 'action-failed',
			causeKey: `${kind}-unmatched`,
			label: messagesIn(accountMessages, lang).cancel.unmatchedStep[kind],
			path: kind === 'cancellation' ? '/resilier' : '/retractation',
			lang,
			detail: { reference: stored.reference },
			now,
		})
	return { reference: stored.reference }
}

/**
 * Says whose contract a notice is about, and leaves to a person what only a person can do: finding a
 * contract that the words do not point to, and paying back what was paid before a withdrawal.
 */
async function assign(notice: Notice, contract: IdentifiedContract | null, lang: Lang, now: Date): Promise<Notice> {
	const found = contract && (notice.kind === 'cancellation' || isWithdrawalOpen(contract.startedAt, notice.at))
	const { customerId, subscriptionId } = contract ?? {}
	const [row] = await db
		.update(cancellations)
		.set({ customerId, subscriptionId, state: found ? 'notified' : 'unmatched' })
		.where(and(eq(cancellations.id, notice.id), eq(cancellations.state, 'unmatched')))
		.returning()
	if (!row) return notice
	if (contract) await warnHolder(row, contract, now)
	if (found) await scheduleCarryingOut(row, now)
	if (!found || row.kind === 'withdrawal') await leaveToSomebody(row, found ? contract : null, lang, now)
	return row
}

async function leaveToSomebody(notice: Notice, found: IdentifiedContract | null, lang: Lang, now: Date): Promise<void> {
	const t = messagesIn(accountMessages, lang).cancel
	const words = wordsOf(notice, lang, notice.at)
	const refundBy = formatDate(lang, new Date(notice.at.getTime() + REFUND_DAYS * DAY_MS), settings().timeZone)
	await leaveForTheDesk({
		requestKey: `notice ${notice.id}`,
		reason: 'contract',
		// Whoever sent it must not learn from their exchanges whether the contract exists.
		customerId: found?.customerId ?? null,
		firstName: notice.lastName,
		contact: found?.holderEmail ?? notice.email,
		body: found ? t.deskRefund({ ...words, refundBy }) : t.deskUnmatched[notice.kind](words),
		lang,
		now,
	})
}

async function lookAgain(notice: Notice, lang: Lang, now: Date): Promise<Notice> {
	const runAt = new Date(now.getTime() + AGAIN_MS)
	await scheduleJob(IDENTIFY_JOB, { noticeId: notice.id, lang }, { runAt, dedupeKey: `${IDENTIFY_JOB}:${notice.id}` })
	return notice
}

registerJob(IDENTIFY_JOB, async ({ noticeId, lang: said }, { now }) => {
	const lang: Lang = said === 'en' ? 'en' : 'fr'
	const [notice] = await db
		.select()
		.from(cancellations)
		.where(eq(cancellations.id, String(noticeId)))
	if (notice?.state !== 'unmatched') return
	const identified = await accountsBackend().identify({
		lastName: notice.lastName,
		contract: notice.contractReference,
	})
	if (!identified.ok) {
		await lookAgain(notice, lang, now)
		return
	}
	const assigned = await transaction(() => assign(notice, identified.value, lang, now))
	if (assigned.state === 'notified') await carryOut(assigned.id, now)
})

/** A notice by the reference on its acknowledgement, long enough not to be guessed. */
export async function findNotice(reference: string): Promise<Notice | null> {
	const [row] = await db.select().from(cancellations).where(eq(cancellations.reference, reference.toUpperCase()))
	return row ?? null
}

const runningOf = db
	.select()
	.from(cancellations)
	.where(
		and(
			eq(cancellations.customerId, sql.placeholder('customerId')),
			eq(cancellations.kind, 'cancellation'),
			eq(cancellations.state, 'notified'),
			gt(cancellations.endsAt, sql.param(sql.placeholder('now'), cancellations.endsAt)),
		),
	)
	.orderBy(desc(cancellations.at))
	.prepare()

/** Cancellations of a customer that have not taken effect, latest first. */
export async function listRunningCancellations(customerId: string, now = new Date()): Promise<Notice[]> {
	return runningOf.execute({ customerId, now })
}

/**
 * Takes a cancellation back before its end date: the contract runs on.
 *
 * @returns `too-late` once the contract has ended, `missing` when there is none of that reference
 *   or it is a withdrawal. Taking back twice is taking back once.
 */
export async function undoCancellation({
	reference,
	lang,
	now = new Date(),
}: {
	reference: string
	lang: Lang
	now?: Date
}): Promise<'undone' | 'too-late' | 'missing'> {
	const notice = await findNotice(reference)
	if (notice?.kind !== 'cancellation') return 'missing'
	if (notice.state === 'undone') return 'undone'
	const undone = await transaction(async () => {
		const [row] = await db
			.update(cancellations)
			.set({ state: 'undone' })
			.where(
				and(
					eq(cancellations.id, notice.id),
					inArray(cancellations.state, ['notified', 'unmatched']),
					gt(cancellations.endsAt, now),
				),
			)
			.returning()
		if (row) await confirmUndone(row, lang, now)
		if (row) await scheduleCarryingOut(row, now)
		return row
	})
	if (!undone) return (await findNotice(reference))?.state === 'undone' ? 'undone' : 'too-late'
	await carryOut(undone.id, now)
	return 'undone'
}

/**
 * When a contract notified now ends: the end of the local day wished, or of the last day of notice.
 * Notice is ten days at most from receipt (Code de la consommation, L. 224-39); a later day is the
 * customer's to choose, and so is a nearer one.
 */
export function plannedEnd(wishedEnd: string | null, now: Date): Date {
	const { timeZone } = settings()
	const today = dayOf(now, timeZone)
	const lastDay = addDays(today, catalogue().cancellation.noticeDays)
	if (!wishedEnd) return endOfDay(lastDay, timeZone)
	return endOfDay(wishedEnd < today ? today : wishedEnd, timeZone)
}

/** What may be wished: from today on, within two years. */
export function wishableDays(now = new Date()): { first: string; last: string; shortestNotice: string } {
	const today = dayOf(now, settings().timeZone)
	return {
		first: today,
		last: addDays(today, FURTHEST_YEARS_DAYS),
		shortestNotice: addDays(today, catalogue().cancellation.noticeDays),
	}
}

/**
 * Whether a contract taken at `startedAt` can still be withdrawn from: until the end of the
 * fourteenth day after, or of the Monday when that is a weekend (L. 221-18 and L. 221-19).
 */
export function isWithdrawalOpen(startedAt: Date, now: Date): boolean {
	return now <= withdrawalOpenUntil(startedAt)
}

export function withdrawalOpenUntil(startedAt: Date): Date {
	const { timeZone } = settings()
	let last = addDays(dayOf(startedAt, timeZone), catalogue().withdrawal.days)
	while ([0, 6].includes(new Date(`${last}T12:00:00Z`).getUTCDay())) last = addDays(last, 1)
	return endOfDay(last, timeZone)
}

/** What is left to pay of a commitment at an end date: months begun count whole; `null` without commitment. */
export function commitmentLeft(
	contract: Pick<Contract, 'planSince' | 'committedUntil' | 'priceCents'>,
	endsAt: Date,
): { until: Date; months: number; atMostCents: number } | null {
	const { planSince: takenAt, committedUntil, priceCents: lessCents } = contract
	const { timeZone } = settings()
	const cost = commitmentCost({ takenAt, committedUntil, at: endsAt, lessCents, timeZone })
	return cost && cost.cents > 0 ? { until: cost.until, months: cost.months, atMostCents: cost.cents } : null
}

registerJob(APPLY_JOB, async ({ noticeId }, { now }) => {
	const [notice] = await db
		.select()
		.from(cancellations)
		.where(eq(cancellations.id, String(noticeId)))
	if (notice && !(await carryOut(notice.id, now))) await scheduleCarryingOut(notice, now)
})

/** Should the process die now, or the accounts not answer, it is done a little later. */
async function scheduleCarryingOut({ id }: Notice, now: Date): Promise<void> {
	const runAt = new Date(now.getTime() + AGAIN_MS)
	await scheduleJob(APPLY_JOB, { noticeId: id }, { runAt, dedupeKey: `${APPLY_JOB}:${id}` })
}

/**
 * Sets the end of the contract a notice is about to what its last standing notice says, or lets it run
 * on when none stands. Doing it again changes nothing.
 *
 * @returns whether the accounts have said that it is so
 */
async function carryOut(noticeId: string, now: Date): Promise<boolean> {
	const [notice] = await db.select().from(cancellations).where(eq(cancellations.id, noticeId))
	if (!notice?.customerId || !notice.subscriptionId || notice.state === 'unmatched') return true
	const { customerId, subscriptionId } = notice
	const [standing] = await db
		.select({ endsAt: cancellations.endsAt })
		.from(cancellations)
		.where(and(eq(cancellations.subscriptionId, subscriptionId), eq(cancellations.state, 'notified')))
		.orderBy(desc(cancellations.at))
		.limit(1)
	const { outcome } = await accountsBackend().setEnd({
		...{ customerId, subscriptionId, now },
		endsAt: standing?.endsAt ?? null,
	})
	return outcome === 'done' || outcome === 'refused'
}

async function earlierNotice(requestKey: string): Promise<{ reference: string }> {
	const [row] = await db
		.select({ reference: cancellations.reference })
		.from(cancellations)
		.where(eq(cancellations.id, requestKey))
	if (!row) throw new Error(`notice ${requestKey} conflicts and is not there`)
	return row
}

async function acknowledge(notice: Notice, lang: Lang, now: Date): Promise<void> {
	const t = messagesIn(accountMessages, lang).cancel
	await queueEmail({
		to: notice.email,
		subject: t.mailSubject[notice.kind](notice.reference),
		body: t.mailBody[notice.kind]({ ...wordsOf(notice, lang, now), link: acknowledgementLink(notice, lang) }),
		purpose: notice.kind,
		dedupeKey: `${notice.kind}:${notice.id}`,
		now,
	})
}

async function warnHolder(notice: Notice, contract: IdentifiedContract, now: Date): Promise<void> {
	if (contract.holderEmail.toLowerCase() === notice.email.toLowerCase()) return
	const t = messagesIn(accountMessages, contract.holderLang).cancel
	await queueEmail({
		to: contract.holderEmail,
		subject: t.holderSubject[notice.kind],
		body: t.holderBody[notice.kind]({
			...wordsOf(notice, contract.holderLang, now),
			link: acknowledgementLink(notice, contract.holderLang),
		}),
		purpose: `${notice.kind}-holder`,
		dedupeKey: `${notice.kind}-holder:${notice.id}`,
		now,
	})
}

async function confirmUndone(notice: Notice, lang: Lang, now: Date): Promise<void> {
	const t = messagesIn(accountMessages, lang).cancel
	await queueEmail({
		to: notice.email,
		subject: t.undoneSubject(notice.reference),
		body: t.undoneBody(wordsOf(notice, lang, now)),
		purpose: 'cancellation-undone',
		dedupeKey: `cancellation-undone:${notice.id}`,
		now,
	})
}

function wordsOf(notice: Notice, lang: Lang, now: Date) {
	const { timeZone, brand, phone } = settings()
	return {
		reference: notice.reference,
		lastName: notice.lastName,
		contract: notice.contractReference,
		email: notice.email,
		date: formatDate(lang, now, timeZone),
		time: formatTime(lang, now, timeZone),
		end: formatDate(lang, notice.endsAt ?? now, timeZone),
		brand: brand.name,
		phone,
	}
}

function acknowledgementLink(notice: Notice, lang: Lang): string {
	const page = notice.kind === 'cancellation' ? '/resilier/accuse/' : '/retractation/accuse/'
	return `${environment().publicUrl}${localPath(lang, `${page}${notice.reference}`)}`
}

function newReference(): string {
	const group = () => Array.from({ length: SIGNS_A_GROUP }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
	return Array.from({ length: GROUPS }, group).join('-')
}
