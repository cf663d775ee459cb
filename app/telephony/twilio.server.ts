import twilio from 'twilio'
import type { TelephonyAccount } from './account.server'
import type { CallStatus, Carrier, CarrierCall, Failure, Result } from './carrier'

/** The only file that imports the vendor's package. */
export const { validateRequest, getExpectedTwilioSignature } = twilio
export const { AccessToken } = twilio.jwt

const TIMEOUT_MS = 10_000
const LISTED_CALLS = 20
const LISTED_MESSAGES = 50
/** The company dates by the second. */
const DATE_SLACK_MS = 2_000
/** A request of the comparison brings this many calls; pages follow until there are no more. */
const CALLS_A_PAGE = 100
/** Ringing and talking: a call of the day may have begun to ring, or ended, on another. */
const AROUND_MS = 3_600_000
/** Errors that say that the destination will never be reachable. */
const REFUSED_CODES = [21210, 21211, 21214, 21215, 21216, 21217, 21408, 21610, 21612, 21614]
const CALL_HAS_ENDED = 21220
/** The company, or what stands in for it, keeps no account of usage. */
const HAS_NO_SUCH = [404, 405, 501]
/** 12.3 times 100 is a little more than 1230. */
const ROUNDING = 1e-6
/** Nothing left this machine. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']

type ClientOptions = ConstructorParameters<typeof twilio.RequestClient>[0]
type RequestOptions<TData> = Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0]

/** Sends the vendor's requests to another origin. The account token goes there: environment() admits loopback only. */
class ElsewhereClient extends twilio.RequestClient {
	constructor(
		private readonly baseUrl: string,
		options: ClientOptions,
	) {
		super(options)
	}

	override request<TData>(options: RequestOptions<TData>) {
		const { pathname, search } = new URL(options.uri)
		return super.request<TData>({ ...options, uri: `${this.baseUrl}${pathname}${search}` })
	}
}

/** Calls and SMS through Twilio, or through whatever speaks its protocol at `account.baseUrl`. */
export function twilioCarrier(account: TelephonyAccount): Carrier {
	// A client given to the vendor's package must be told about retries itself; only 429 is retried.
	const options = { timeout: TIMEOUT_MS, autoRetry: true, maxRetries: 3 }
	const httpClient = account.baseUrl ? new ElsewhereClient(account.baseUrl, options) : new twilio.RequestClient(options)
	const client = twilio(account.accountSid, account.authToken, { httpClient })

	return {
		dials: true,
		fromNumber: account.fromNumber,

		placeCall: ({ to, from, twimlUrl, statusUrl, ringSeconds, maxSeconds }) =>
			answered(async () => {
				const call = await client.calls.create({
					to,
					from,
					url: twimlUrl,
					method: 'POST',
					...(statusUrl && {
						statusCallback: statusUrl,
						statusCallbackMethod: 'POST',
						statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
					}),
					timeout: ringSeconds,
					timeLimit: maxSeconds,
				})
				return { sid: call.sid }
			}),

		async fetchCall(sid) {
			try {
				return readCall(await client.calls(sid).fetch())
			} catch (error) {
				if (statusOf(error) === 404) return null
				throw error
			}
		},

		async listCalls({ to, from, parentSid, createdAfter }) {
			// Not filtered by start time: a call still queued there has none.
			const found = await client.calls.list({ to, from, parentCallSid: parentSid, limit: LISTED_CALLS })
			return found.map(readCall).filter(({ createdAt }) => !createdAfter || !createdAt || createdAt >= createdAfter)
		},

		async listCallsBetween(start, end) {
			const startTimeAfter = new Date(start.getTime() - AROUND_MS)
			const startTimeBefore = new Date(end.getTime() + AROUND_MS)
			const found = await client.calls.list({ startTimeAfter, startTimeBefore, pageSize: CALLS_A_PAGE })
			const outgoing = found.filter(({ direction }) => direction !== 'inbound')
			return outgoing.map(readCall).filter(({ createdAt }) => createdAt && createdAt >= start && createdAt < end)
		},

		async spentToday() {
			try {
				const [total] = await client.usage.records.today.list({ category: 'totalprice', limit: 1 })
				const price = Number(total?.price)
				// Prices of calls come with a minus sign, those of usage without: what was spent is meant.
				return total && Number.isFinite(price)
					? { cents: Math.max(0, Math.ceil(Math.abs(price) * 100 - ROUNDING)) }
					: null
			} catch (error) {
				if (HAS_NO_SUCH.includes(statusOf(error) ?? 0)) return null
				throw error
			}
		},

		async hangUp(sid) {
			try {
				await client.calls(sid).update({ status: 'completed' })
			} catch (error) {
				if (codeOf(error) !== CALL_HAS_ENDED && statusOf(error) !== 404) throw error
			}
		},

		sendSms: ({ to, body, statusUrl }) =>
			answered(async () => {
				const message = await client.messages.create({ to, from: account.fromNumber, body, statusCallback: statusUrl })
				return { sid: message.sid }
			}),

		async findSms({ to, body, since }) {
			const found = await client.messages.list({ to, from: account.fromNumber, limit: LISTED_MESSAGES })
			const acceptedAfter = new Date(since.getTime() - DATE_SLACK_MS)
			const same = found.find((message) => message.body === body && message.dateCreated >= acceptedAfter)
			return same ? { sid: same.sid } : null
		},
	}
}

async function answered<T>(ask: () => Promise<T>): Promise<Result<T>> {
	try {
		return { ok: true, ...(await ask()) }
	} catch (error) {
		return { ok: false, failure: failureOf(error), code: codeOf(error) }
	}
}

/** A time-out, a reset or a 5xx leave open whether the request was carried out. */
function failureOf(error: unknown): Failure {
	const status = statusOf(error)
	if (status === 429) return 'not-processed'
	if (status === 401 || status === 403) return 'account'
	if (status !== null && status >= 400 && status < 500)
		return REFUSED_CODES.includes(codeOf(error) ?? 0) ? 'refused' : 'configuration'
	const cause = (error as { code?: unknown }).code
	return typeof cause === 'string' && NEVER_SENT.includes(cause) ? 'not-processed' : 'unknown'
}

function statusOf(error: unknown): number | null {
	const { status } = error as { status?: unknown }
	return typeof status === 'number' ? status : null
}

function codeOf(error: unknown): number | null {
	const { code } = error as { code?: unknown }
	return typeof code === 'number' ? code : null
}

function readCall(call: {
	sid: string
	parentCallSid: string
	to: string
	from: string
	status: string
	dateCreated: Date
	duration: string
}): CarrierCall {
	const seconds = Number(call.duration)
	return {
		sid: call.sid,
		parentSid: call.parentCallSid || null,
		to: call.to,
		from: call.from,
		status: call.status as CallStatus,
		createdAt: call.dateCreated instanceof Date ? call.dateCreated : null,
		durationSeconds: call.duration && Number.isFinite(seconds) ? seconds : null,
	}
}
