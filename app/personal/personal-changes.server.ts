import { and, desc, eq, inArray, lt, or } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { type PersonalDetail, personalChanges } from '#db/schema/personal.server'
import { findHolder, type HolderDetails, writeDetails } from '~/accounts/holder-details.server'
import { changePerson } from '~/auth/people.server'
import { endOtherSessions } from '~/auth/sessions.server'
import { environment } from '~/env.server'
import { leaveMessage } from '~/handoff/left-messages.server'
import { type CodeChannel, channelsOf, issueCode, judgeCode, newCode } from '~/handoff/phone-codes.server'
import { signedKey, whetherKeyOpens } from '~/handoff/signed-keys.server'
import { formatDate, formatPhone, formatTime } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { everyTick } from '~/jobs/runner.server'
import { forgetMessages, queueEmail, queueSms } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'

export type PersonalChange = typeof personalChanges.$inferSelect

/** Whoever changes something about themselves. */
export interface Holder {
	customerId: string
	personId: string
	lang: Lang
}

export const CODE_MINUTES = 10
const HOUR_MS = 3_600_000
/** An address whose code was never typed is forgotten. */
const OPEN_HOURS = 24
/** As long as an old address may say that it was not its owner. */
const CONTEST_DAYS = 30
const KEY_LENGTH = 22
const CODE_PURPOSE = 'address-code'
const SWEEP_SECONDS = 600

everyTick('personal-changes', SWEEP_SECONDS, forgetOpenChanges)

/** Erases what waited for a code that never came, and codes that have expired from what was sent. */
export async function forgetOpenChanges(now: Date): Promise<void> {
	await db.delete(personalChanges).where(and(eq(personalChanges.state, 'open'), lt(personalChanges.keepUntil, now)))
	await forgetMessages(CODE_PURPOSE, new Date(now.getTime() - CODE_MINUTES * 60_000))
}

/** What was put right, newest first, and what still waits for its code. */
export async function listPersonalChanges(customerId: string, limit = 20): Promise<PersonalChange[]> {
	return db
		.select()
		.from(personalChanges)
		.where(eq(personalChanges.customerId, customerId))
		.orderBy(desc(personalChanges.at))
		.limit(limit)
}

/** One of this customer's; `null` alike for missing and for another's. */
export async function findPersonalChange(customerId: string, id: string): Promise<PersonalChange | null> {
	const own = and(eq(personalChanges.id, id), eq(personalChanges.customerId, customerId))
	const [change] = await db.select().from(personalChanges).where(own)
	return change ?? null
}

/** Writes a name or a postal address. What is the same as before is no change. */
export async function putRight(
	{ customerId, personId, lang }: Holder,
	field: 'name' | 'address',
	after: { firstName: string; lastName: string } | { address: string; city: string },
	{ requestKey, now = new Date() }: { requestKey: string; now?: Date },
): Promise<'changed' | 'same'> {
	return transaction(async () => {
		const holder = await findHolder(customerId)
		if (!holder) return 'same'
		const before = Object.fromEntries(
			Object.keys(after).map((key) => [key, String(holder[key as keyof typeof holder] ?? '')]),
		)
		if (Object.entries(after).every(([key, value]) => before[key] === value)) return 'same'
		const [row] = await db
			.insert(personalChanges)
			.values({ id: requestKey, customerId, field, before, after, state: 'done', at: now, doneAt: now, keepUntil: now })
			.onConflictDoNothing()
			.returning({ id: personalChanges.id })
		if (!row) return 'same'
		await writeDetails(customerId, after)
		if ('firstName' in after) await changePerson(personId, { name: `${after.firstName} ${after.lastName}` })
		const t = messagesIn(personalMessages, lang).mail
		await queueEmail({
			to: holder.email,
			subject: t.changedSubject[field],
			body: t.changedBody({ what: t.what[field], ...momentOf(now, lang), brand: settings().brand.name }),
			purpose: 'personal-changed',
			dedupeKey: `personal-changed:${row.id}`,
			now,
		})
		return 'changed'
	})
}

/**
 * Notes the new address or number somebody would like to have; nothing has changed yet, and no code
 * was sent. Asked again under the same key it is the same.
 */
export async function openContactChange(
	{ customerId }: Holder,
	field: 'email' | 'phone',
	value: string,
	{ requestKey, now = new Date() }: { requestKey: string; now?: Date },
): Promise<PersonalChange | 'same'> {
	return transaction(async () => {
		const holder = await findHolder(customerId)
		if (!holder || holder[field] === value) return 'same'
		await db
			.insert(personalChanges)
			.values({
				...{ id: requestKey, customerId, field, state: 'open', at: now },
				before: { [field]: holder[field] },
				after: { [field]: value },
				keepUntil: new Date(now.getTime() + OPEN_HOURS * HOUR_MS),
			})
			.onConflictDoNothing()
		return (await findPersonalChange(customerId, requestKey)) ?? 'same'
	})
}

/** The ways a code can reach the new address or number. */
export async function codeWays({ field, after }: PersonalChange, mobile: boolean): Promise<('email' | CodeChannel)[]> {
	return field === 'email' ? ['email'] : channelsOf({ phone: after.phone ?? '', mobile })
}

export type CodeSent =
	| { ok: true }
	| { ok: false; reason: 'code-wait'; seconds: number }
	| { ok: false; reason: 'codes-paused' | 'settled' }

/** Sends a code to the new address or number; the one before is worth nothing any more. */
export async function sendChangeCode(
	holder: Holder,
	id: string,
	{ channel, addressPrefix, now }: { channel: 'email' | CodeChannel; addressPrefix: string | null; now: Date },
): Promise<CodeSent> {
	const { customerId, lang } = holder
	return transaction(async (): Promise<CodeSent> => {
		const change = await findPersonalChange(customerId, id)
		if (change?.state !== 'open' || change.keepUntil <= now) return { ok: false, reason: 'settled' }
		if (change.field === 'phone' && channel !== 'email') {
			const phone = change.after.phone ?? ''
			const issued = await issueCode({ id, phone, customerId, lang }, { channel, addressPrefix, now })
			if (!issued.ok) return issued
			return keep(issued)
		}
		const { code, ...kept } = newCode(id, now)
		const t = messagesIn(personalMessages, lang).mail
		const { brand } = settings()
		await queueEmail({
			to: change.after.email ?? '',
			subject: t.codeSubject(code, brand.name),
			body: t.codeBody(code, CODE_MINUTES, brand.name),
			purpose: CODE_PURPOSE,
			now,
		})
		return keep(kept)

		async function keep({ codeHash, codeExpiresAt }: { codeHash: string; codeExpiresAt: Date }): Promise<CodeSent> {
			const sent = { channel, codeHash, codeExpiresAt, tries: 0 }
			await db.update(personalChanges).set(sent).where(eq(personalChanges.id, id))
			return { ok: true }
		}
	})
}

export type Confirmed =
	| { ok: true; change: PersonalChange; ended: number }
	| { ok: false; reason: 'wrong' | 'dead' | 'expired' | 'taken' | 'settled' }

/**
 * The code that reached the new address was typed: it is the customer's from now on. The address or
 * number before is told, with a way to say that it was not its owner.
 *
 * @param endOthers - every session but this one ends
 */
export async function confirmContactChange(
	{ customerId, personId, lang }: Holder,
	id: string,
	{
		typed,
		endOthers,
		sessionId,
		now = new Date(),
	}: { typed: string; endOthers: boolean; sessionId: string | null; now?: Date },
): Promise<Confirmed> {
	return transaction(async (): Promise<Confirmed> => {
		const change = await findPersonalChange(customerId, id)
		if (change?.state === 'done') return { ok: true, change, ended: 0 }
		if (change?.state !== 'open') return { ok: false, reason: 'settled' }
		const judged = judgeCode(change, typed, now)
		if (!judged.ok) {
			if (judged.left) await db.update(personalChanges).set(judged.left).where(eq(personalChanges.id, id))
			return { ok: false, reason: judged.reason }
		}
		const { email } = change.after
		// Whoever typed the code reads the mail of that address: they may know that it is somebody's.
		if (email && !(await changePerson(personId, { email }))) return { ok: false, reason: 'taken' }
		const holder = await findHolder(customerId)
		await writeDetails(customerId, detailsIn(change.after))
		const before = { [change.field]: (change.field === 'email' ? holder?.email : holder?.phone) ?? null }
		const [done] = await db
			.update(personalChanges)
			.set({ state: 'done', codeHash: null, doneAt: now, before })
			.where(and(eq(personalChanges.id, id), eq(personalChanges.state, 'open')))
			.returning()
		if (!done) return { ok: false, reason: 'settled' }
		await tellOldAddress(done, holder?.email ?? '', lang, now)
		const ended = endOthers ? await endOtherSessions(personId, sessionId) : 0
		return { ok: true, change: done, ended }
	})
}

/** The change that the link sent to the old address is about; `null` for a wrong or old key. */
export async function findContested(key: string, now = new Date()): Promise<PersonalChange | null> {
	const [id = '', ...rest] = key.split('~')
	const open = whetherKeyOpens(rest.join('~'), { kind: 'personal-change', id, version: 1 }, { length: KEY_LENGTH }, now)
	if (open !== 'open') return null
	const [change] = await db
		.select()
		.from(personalChanges)
		.where(and(eq(personalChanges.id, id), inArray(personalChanges.state, ['done', 'contested'])))
	return change ?? null
}

/**
 * Whoever had the address before says that it was not them: it is put back where nothing was changed
 * since, every session ends, and a person is asked to look. Said twice it is said once.
 */
export async function contestChange(
	key: string,
	{ lang, visitId }: { lang: Lang; visitId: string },
	now = new Date(),
): Promise<'put-back' | 'told' | null> {
	const found = await findContested(key, now)
	if (!found) return null
	const holder = await findHolder(found.customerId)
	if (!holder) return null
	const { personId } = holder
	const outcome = await transaction(async () => {
		const [row] = await db
			.update(personalChanges)
			.set({ state: 'contested' })
			.where(and(eq(personalChanges.id, found.id), eq(personalChanges.state, 'done')))
			.returning()
		if (!row) return 'again'
		if (personId) await endOtherSessions(personId, null)
		const email = row.before.email
		if (email && personId && !(await changePerson(personId, { email }))) return 'told'
		return (await writeDetails(row.customerId, detailsIn(row.before), detailsIn(row.after))) ? 'put-back' : 'told'
	})
	if (outcome === 'again') return 'told'
	const t = messagesIn(personalMessages, lang).contest
	await leaveMessage({
		...{ visitId, customerId: found.customerId },
		requestKey: found.id,
		firstName: holder.firstName,
		contact: found.before.email ?? holder.email,
		provenEmail: null,
		body: t.toAdvisors(messagesIn(personalMessages, lang).mail.what[found.field]),
		lang,
		askedFrom: localPath(lang, '/compte/donnees'),
		trail: [],
		now,
	})
	return outcome
}

/** Whether an address or number is a detail that waits for its code, newest first. */
export async function listOpenChanges(customerId: string, now = new Date()): Promise<PersonalChange[]> {
	const rows = await db
		.select()
		.from(personalChanges)
		.where(
			and(
				eq(personalChanges.customerId, customerId),
				eq(personalChanges.state, 'open'),
				or(eq(personalChanges.field, 'email'), eq(personalChanges.field, 'phone')),
			),
		)
		.orderBy(desc(personalChanges.at))
		.limit(2)
	return rows.filter(({ keepUntil }) => keepUntil > now)
}

function detailsIn(values: Record<string, string | null>): Pick<HolderDetails, 'email' | 'phone'> {
	return {
		...(values.email ? { email: values.email } : {}),
		...('phone' in values ? { phone: values.phone } : {}),
	}
}

async function tellOldAddress(change: PersonalChange, email: string, lang: Lang, now: Date): Promise<void> {
	const t = messagesIn(personalMessages, lang).mail
	const { brand, phone, country } = settings()
	const field: PersonalDetail = change.field
	const key = signedKey(
		{ kind: 'personal-change', id: change.id, version: 1 },
		{ days: CONTEST_DAYS, length: KEY_LENGTH },
		now,
	)
	const link = `${environment().publicUrl}${localPath(lang, `/pas-moi/${change.id}~${key}`)}`
	await queueEmail({
		to: email,
		subject: t.toldSubject[change.field === 'phone' ? 'phone' : 'email'],
		body: t.toldBody({ what: t.what[field], ...momentOf(now, lang), link, days: CONTEST_DAYS, brand: brand.name }),
		purpose: 'personal-changed',
		dedupeKey: `personal-changed:${change.id}`,
		now,
	})
	if (!change.before.phone) return
	await queueSms({
		to: change.before.phone,
		body: t.toldSms(brand.name, formatPhone(phone, country)),
		purpose: 'personal-changed',
		dedupeKey: `personal-changed-sms:${change.id}`,
		now,
	})
}

function momentOf(now: Date, lang: Lang) {
	const { timeZone } = settings()
	return { date: formatDate(lang, now, timeZone), time: formatTime(lang, now, timeZone) }
}
