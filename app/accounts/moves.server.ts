import { and, desc, eq } from 'drizzle-orm'
import { db, transaction } from '#db/client.server'
import { addressMoves } from '#db/schema/accounts.server'
import { environment } from '~/env.server'
import { findOwnLeftMessage, leaveForTheDesk, withdrawDeskWork } from '~/handoff/left-messages.server'
import { formatDate } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { movingMessages } from '~/i18n/moving'
import { queueEmail } from '~/messages/outbox.server'
import { settings } from '~/settings/settings.server'
import type { Contract } from './backend'
import { addDays, dayOf, startOfDay } from './calendar'
import { catalogue } from './catalogue.server'
import { contractReference } from './contract-reference'
import { findHolder } from './holder-details.server'
import { addressOf, type MoveDays, type MoveValues, moveErrors } from './moving-input'

type Row = typeof addressMoves.$inferSelect

export interface Move extends Pick<Row, 'id' | 'reference' | 'fromAddress' | 'wishedDay' | 'state' | 'at'> {
	toAddress: string
}

export type MoveOutcome =
	| { ok: true; move: Move; existing: boolean }
	/** `wrong`: the words no longer hold, the wished day above all. */
	| { ok: false; reason: 'wrong' }

/** Days that may be wished, from the catalogue. */
export function moveDays(now = new Date()): MoveDays {
	const { noticeDays, furthestDays } = catalogue().moving
	const today = dayOf(now, settings().timeZone)
	return { first: addDays(today, noticeDays), last: addDays(today, furthestDays) }
}

/** Why a contract does not move; `null` when it can be asked. */
export function obstacleToMoving({ service, endsAt }: Contract): 'not-here' | 'ending' | null {
	if (!catalogue().moving.kinds.includes(service)) return 'not-here'
	return endsAt ? 'ending' : null
}

/**
 * Asks somebody what is possible at another address: a case with its day at the desk, and a letter to
 * the customer. The same key asks once; while one is asked for a contract, that one is given back.
 */
export async function askMove({
	customerId,
	contract,
	values,
	requestKey,
	lang,
	now = new Date(),
}: {
	customerId: string
	contract: Contract
	values: MoveValues
	requestKey: string
	lang: Lang
	now?: Date
}): Promise<MoveOutcome> {
	const holder = await findHolder(customerId)
	if (!holder) throw new Error('there is no such customer')
	return transaction(async () => {
		const open = await findMove(customerId, contract.id)
		const [same] = await db
			.select()
			.from(addressMoves)
			.where(and(eq(addressMoves.requestKey, requestKey), eq(addressMoves.customerId, customerId)))
		if (same) return { ok: true, move: shown(same), existing: true }
		if (open?.state === 'asked') return { ok: true, move: open, existing: true }
		const wrong = moveErrors(values, { from: contract.label, days: moveDays(now) })
		if (Object.keys(wrong).length > 0) return { ok: false, reason: 'wrong' }

		const t = messagesIn(movingMessages, lang)
		const { brand, timeZone } = settings()
		const words = {
			...{ contract: contractReference(contract.id), from: contract.label, to: addressOf(values) },
			day: formatDate(lang, startOfDay(values.day, timeZone), timeZone),
		}
		const { firstName, email } = holder
		const { reference } = await leaveForTheDesk({
			...{ requestKey: keyOf(requestKey), reason: 'contract', customerId, firstName, contact: email },
			...{ body: t.body(words), lang, now },
		})
		const { street, postcode, city, day: wishedDay } = values
		const [row] = await db
			.insert(addressMoves)
			.values({
				...{ customerId, subscriptionId: contract.id, requestKey, reference, fromAddress: contract.label },
				...{ street, postcode, city, wishedDay, state: 'asked', at: now },
			})
			.returning()
		if (!row) throw new Error('the move was not stored')
		const link = `${environment().publicUrl}${localPath(lang, movingPath(contract.id))}`
		await queueEmail({
			...{ to: email, subject: t.mailSubject(reference), purpose: 'move', dedupeKey: `move:${row.id}`, now },
			body: t.mailBody({ ...words, firstName, reference, link, brand: brand.name }),
		})
		return { ok: true, move: shown(row), existing: false }
	})
}

/** The last move asked for a contract, as it stands; `null` when none was. */
export async function findMove(customerId: string, subscriptionId: string): Promise<Move | null> {
	const [row] = await db
		.select()
		.from(addressMoves)
		.where(and(eq(addressMoves.subscriptionId, subscriptionId), eq(addressMoves.customerId, customerId)))
		.orderBy(desc(addressMoves.at))
		.limit(1)
	if (!row) return null
	if (row.state !== 'asked') return shown(row)
	const message = await findOwnLeftMessage(row.reference, { customerId, visitId: '' })
	if (message?.state !== 'answered') return shown(row)
	await db
		.update(addressMoves)
		.set({ state: 'over' })
		.where(and(eq(addressMoves.id, row.id), eq(addressMoves.state, 'asked')))
	return shown({ ...row, state: 'over' })
}

/**
 * Withdraws the move asked for a contract, while nobody has answered.
 *
 * @returns `withdrawn` alike when it was already
 */
export function withdrawMove(
	customerId: string,
	subscriptionId: string,
	now = new Date(),
): Promise<'withdrawn' | 'too-late' | 'missing'> {
	return transaction(async () => {
		const move = await findMove(customerId, subscriptionId)
		if (!move) return 'missing'
		if (move.state !== 'asked') return move.state === 'over' ? 'too-late' : 'withdrawn'
		const [row] = await db.select().from(addressMoves).where(eq(addressMoves.id, move.id))
		if (!row || !(await withdrawDeskWork(keyOf(row.requestKey), now))) return 'too-late'
		await db.update(addressMoves).set({ state: 'withdrawn' }).where(eq(addressMoves.id, move.id))
		return 'withdrawn'
	})
}

/** Where a contract is asked to move, and the request is followed. */
export function movingPath(subscriptionId: string): string {
	return `/compte/contrats/${contractReference(subscriptionId)}/demenagement`
}

function shown({ id, reference, fromAddress, wishedDay, state, at, ...address }: Row): Move {
	return {
		...{ id, reference, fromAddress, wishedDay, state, at },
		toAddress: addressOf({ ...address, day: wishedDay }),
	}
}

function keyOf(requestKey: string): string {
	return `move ${requestKey}`
}
