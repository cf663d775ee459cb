import { and, asc, desc, eq, gte, lte } from 'drizzle-orm'
import { db } from '#db/client.server'
import { simulatedCalls, simulatedMessages } from '#db/schema/work.server'
import { announce } from '~/realtime/bus.server'
import { telephonyAccount } from '../account.server'
import { type CallStatus, hasEnded } from '../carrier'
import { asState, findRow, newPlay, newSid, type Row, rfc2822, secondsOf } from './calls.server'
import { takeFault } from './faults'
import { act } from './playing.server'
import { tellOfMessage } from './webhooks.server'

/**
 * A phone company of our own for the demo: here it answers the vendor's requests. It plays the
 * documents in `playing.server.ts` and sends its webhooks in `webhooks.server.ts`.
 */

const MOST_A_PAGE = 1_000
/** A number that ends so gets no SMS. */
const NOT_DELIVERED = '993'
/** In the account's currency. */
const CALL_PRICE = 0.05
const SMS_PRICE = 0.08

/** A request of the vendor's API, as `POST /2010-04-01/Accounts/{sid}/Calls.json`. */
export async function answerRequest({
	method,
	path,
	params,
	authorization,
}: {
	method: string
	path: string
	params: URLSearchParams
	authorization: string | null
}): Promise<{ status: number; body: unknown }> {
	const account = telephonyAccount()
	const expected = account && `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`
	if (!account || authorization !== expected) return failure(401, 20003, 'Authenticate')
	if (method === 'GET' && path === `2010-04-01/Accounts/${account.accountSid}/Usage/Records/Today.json`)
		return { status: 200, body: await usageOf(new Date()) }
	const route = path.match(/^2010-04-01\/Accounts\/(AC\w+)\/(Calls|Messages)(?:\/(\w+))?\.json$/)
	if (!route || route[1] !== account.accountSid) return failure(404, 20404, 'The requested resource was not found')
	const [, , resource, sid] = route
	if (takeFault('refuse')) return failure(429, 20429, 'Too Many Requests')

	if (resource === 'Messages' && method === 'POST' && !sid) {
		const created = await createMessage(params)
		return takeFault('lose-answer') ? failure(500, 20500, 'Internal Server Error') : { status: 201, body: created }
	}
	if (resource === 'Messages' && method === 'GET' && !sid) return { status: 200, body: await listMessages(params) }
	if (resource !== 'Calls') return failure(404, 20404, 'The requested resource was not found')
	if (method === 'POST' && !sid) {
		const created = await createCall(params)
		return takeFault('lose-answer') ? failure(500, 20500, 'Internal Server Error') : { status: 201, body: created }
	}
	if (method === 'GET' && !sid) return { status: 200, body: await listCalls(params, path) }
	const row = sid ? await findRow(sid) : null
	if (!row) return failure(404, 20404, 'The requested resource was not found')
	if (method === 'GET') return { status: 200, body: resourceOf(row) }
	if (hasEnded(row.status as CallStatus)) return failure(400, 21220, 'Call is not in-progress. Cannot redirect.')
	await act(row.sid, 'hang-up', new Date())
	return { status: 200, body: resourceOf((await findRow(row.sid)) ?? row) }
}

async function createCall(params: URLSearchParams) {
	const now = new Date()
	const sid = newSid('CA')
	await db.insert(simulatedCalls).values({
		sid,
		toNumber: params.get('To') ?? '',
		fromNumber: params.get('From') ?? '',
		status: 'queued',
		state: asState({
			...newPlay(),
			answerUrl: params.get('Url'),
			statusUrl: params.get('StatusCallback'),
			statusEvents: params.getAll('StatusCallbackEvent'),
			ringSeconds: Number(params.get('Timeout') ?? 60),
		}),
		createdAt: now,
		updatedAt: now,
	})
	const row = await findRow(sid)
	if (!row) throw new Error('the simulated call was not stored')
	return resourceOf(row)
}

async function createMessage(params: URLSearchParams) {
	const to = params.get('To') ?? ''
	const message = {
		sid: newSid('SM'),
		toNumber: to,
		fromNumber: params.get('From') ?? '',
		body: params.get('Body') ?? '',
		status: to.endsWith(NOT_DELIVERED) ? 'undelivered' : 'delivered',
		createdAt: new Date(),
	}
	await db.insert(simulatedMessages).values(message)
	announce('telephone', { kind: 'changed' })
	tellOfMessage(message, params.get('StatusCallback'))
	return messageOf(message, 'queued')
}

async function listMessages(params: URLSearchParams) {
	const [to, from] = [params.get('To'), params.get('From')]
	const rows = await db
		.select()
		.from(simulatedMessages)
		.where(
			and(
				to ? eq(simulatedMessages.toNumber, to) : undefined,
				from ? eq(simulatedMessages.fromNumber, from) : undefined,
			),
		)
		.orderBy(desc(simulatedMessages.createdAt))
		.limit(MOST_A_PAGE)
	return { messages: rows.map((row) => messageOf(row, row.status)), ...pageOf(0, MOST_A_PAGE, null) }
}

async function listCalls(params: URLSearchParams, path: string) {
	const at = (name: string) => (params.get(name) ? new Date(params.get(name) ?? '') : null)
	const [after, before] = [at('StartTime>'), at('StartTime<')]
	const filters = [
		params.get('To') && eq(simulatedCalls.toNumber, params.get('To') ?? ''),
		params.get('From') && eq(simulatedCalls.fromNumber, params.get('From') ?? ''),
		params.get('ParentCallSid') && eq(simulatedCalls.parentSid, params.get('ParentCallSid') ?? ''),
		params.get('Status') && eq(simulatedCalls.status, params.get('Status') ?? ''),
		after && gte(simulatedCalls.createdAt, after),
		before && lte(simulatedCalls.createdAt, before),
	].filter((filter) => typeof filter === 'object' && filter !== null)
	const limit = Math.min(Number(params.get('PageSize') ?? 50), MOST_A_PAGE)
	const page = Number(params.get('Page') ?? 0)
	const rows = await db
		.select()
		.from(simulatedCalls)
		.where(and(...filters))
		.orderBy(desc(simulatedCalls.createdAt), asc(simulatedCalls.sid))
		.limit(limit + 1)
		.offset(page * limit)
	const next = new URLSearchParams([...params].filter(([name]) => name !== 'Page'))
	next.set('Page', String(page + 1))
	const nextUri = rows.length > limit ? `/${path}?${next}` : null
	return { calls: rows.slice(0, limit).map(resourceOf), ...pageOf(page, limit, nextUri) }
}

/** What was spent since midnight in UTC: a price as text, by call and by message. */
async function usageOf(now: Date) {
	const day = now.toISOString().slice(0, 10)
	const midnight = new Date(`${day}T00:00:00Z`)
	const [calls, messages] = await Promise.all([
		db.$count(simulatedCalls, gte(simulatedCalls.createdAt, midnight)),
		db.$count(simulatedMessages, gte(simulatedMessages.createdAt, midnight)),
	])
	const record = {
		...{ category: 'totalprice', description: 'Total Price', account_sid: telephonyAccount()?.accountSid },
		...{ start_date: day, end_date: day, as_of: now.toISOString(), api_version: '2010-04-01', uri: '' },
		...{ count: null, count_unit: '', usage: String(calls * CALL_PRICE + messages * SMS_PRICE), usage_unit: 'eur' },
		...{ price: (calls * CALL_PRICE + messages * SMS_PRICE).toFixed(5), price_unit: 'eur', subresource_uris: {} },
	}
	return { usage_records: [record], ...pageOf(0, MOST_A_PAGE, null) }
}

function pageOf(page: number, size: number, next: string | null) {
	return {
		...{ page, page_size: size, start: page * size, end: (page + 1) * size - 1, uri: '' },
		...{ first_page_uri: '', next_page_uri: next, previous_page_uri: null },
	}
}

function messageOf(message: typeof simulatedMessages.$inferSelect, status: string) {
	return {
		...{ sid: message.sid, to: message.toNumber, from: message.fromNumber, body: message.body, status },
		date_created: rfc2822(message.createdAt),
	}
}

function resourceOf(row: Row) {
	const seconds = secondsOf(row)
	return {
		sid: row.sid,
		account_sid: telephonyAccount()?.accountSid,
		api_version: '2010-04-01',
		parent_call_sid: row.parentSid,
		to: row.toNumber,
		from: row.fromNumber,
		status: row.status,
		direction: row.parentSid ? 'outbound-dial' : 'outbound-api',
		date_created: rfc2822(row.createdAt),
		date_updated: rfc2822(row.updatedAt),
		start_time: row.status === 'queued' ? null : rfc2822(row.createdAt),
		end_time: hasEnded(row.status as CallStatus) ? rfc2822(row.updatedAt) : null,
		duration: hasEnded(row.status as CallStatus) ? String(seconds ?? 0) : null,
		subresource_uris: {},
		uri: '',
	}
}

function failure(status: number, code: number, message: string) {
	return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}
