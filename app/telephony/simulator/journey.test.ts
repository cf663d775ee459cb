import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbackEvents, callbacks } from '#db/schema/handoff.server'
import { messageEvents, outbox, simulatedCalls, simulatedMessages } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'

/**
 * A whole callback over the wire: the vendor's client asks the simulated company by HTTP, which
 * sends signed webhooks by HTTP to the routes of the application. Nothing in between is faked.
 */

type Route = {
	action?: (args: ActionFunctionArgs) => Promise<unknown>
	loader?: (args: LoaderFunctionArgs) => Promise<unknown>
}
const importCompany = async () => ({
	...(await import('./calls.server')),
	...(await import('./faults')),
	...(await import('./playing.server')),
	...(await import('./webhooks.server')),
})
let server: Server
let handle: (request: Request) => Promise<Response>
let company: Awaited<ReturnType<typeof importCompany>>
let dispatch: typeof import('~/handoff/callback-dispatch.server')

beforeAll(async () => {
	server = createServer(async (request, response) => {
		const chunks: Buffer[] = []
		for await (const chunk of request) chunks.push(chunk as Buffer)
		const body = request.method === 'POST' ? Buffer.concat(chunks) : undefined
		const answer = await handle(
			new Request(`http://attacker.example${request.url}`, {
				method: request.method,
				headers: request.headers as Record<string, string>,
				body,
			}),
		)
		response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
	})
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
	const { port } = server.address() as AddressInfo
	process.env.PORT = String(port)
	process.env.PUBLIC_URL = 'https://aide.ligne-claire.example'
	process.env.TELEPHONY = 'simulator'

	const routes: Record<string, Route> = {
		advisor: await import('~/routes/webhooks.telephony.advisor'),
		key: await import('~/routes/webhooks.telephony.key'),
		ended: await import('~/routes/webhooks.telephony.ended'),
		status: await import('~/routes/webhooks.telephony.status'),
		customer: await import('~/routes/webhooks.telephony.customer'),
		message: await import('~/routes/webhooks.telephony.message'),
	}
	const api: Route = await import('~/routes/dev.telephony.$')
	company = await importCompany()
	dispatch = await import('~/handoff/callback-dispatch.server')
	handle = async (request) => {
		const { pathname } = new URL(request.url)
		const name = pathname.match(/^\/webhooks\/telephony\/(\w+)$/)?.[1]
		const route = name ? routes[name] : api
		const params = { '*': pathname.replace(/^\/dev\/telephony\//, '') }
		const call = request.method === 'POST' ? route?.action : route?.loader
		return (await call?.({ request, params, context: {} } as never)) as Response
	}
})
afterAll(() => {
	server.close()
})
beforeEach(async () => {
	const { useSettings } = await import('~/settings/settings.server')
	useSettings(alwaysOpen())
	company.setAutomatic(true)
})
afterEach(async () => {
	for (const table of [callbacks, simulatedCalls, simulatedMessages, outbox, people]) await db.delete(table)
})

const row = async (id: string) => (await db.select().from(callbacks).where(eq(callbacks.id, id)))[0]
const attemptOf = async (id: string) =>
	(await db.select().from(callbackAttempts).where(eq(callbackAttempts.callbackId, id)))[0]
const kinds = async (id: string) =>
	(await db.select().from(callbackEvents).where(eq(callbackEvents.callbackId, id))).map(({ kind }) => kind)

/** Runs the company's clock, half a second a step, until something holds. */
async function until(holds: () => Promise<boolean>, seconds = 60): Promise<number> {
	const start = Date.now()
	for (let step = 0; step <= seconds * 2; step++) {
		await company.stepCalls(new Date(start + step * 500))
		await company.settled()
		if (await holds()) return step / 2
	}
	throw new Error('it did not happen')
}
const stateIs = (id: string, state: string) => async () => (await row(id))?.state === state

it('unattended telephones complete a callback in about twenty seconds', async () => {
	const advisor = await makeAdvisor()
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	const seconds = await until(stateIs(callback.id, 'done'))
	expect(seconds).toBeLessThan(20)
	expect(await attemptOf(callback.id)).toMatchObject({
		advisorId: advisor.id,
		state: 'ended',
		advisorOutcome: 'accepted',
		customerOutcome: 'connected',
		bridged: true,
	})
	const heard = (await company.listSimulatedCalls()).find(({ parentSid }) => !parentSid)?.heard.join(' ')
	expect(heard).toContain('Rappel pour Camille. Motif\u00a0: Internet ou box.')
	expect(heard).not.toContain('voyant')
	expect(await kinds(callback.id)).toEqual(
		expect.arrayContaining(['asked', 'claimed', 'advisor-accepted', 'connected', 'talked']),
	)
	expect(await db.$count(simulatedCalls)).toBe(2)
})

it('an advisor refuses: the customer’s telephone never rings, the next advisor is rung', async () => {
	await makeAdvisor()
	await makeAdvisor()
	company.setAutomatic(false)
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	const [ringing] = await ringingCalls()
	await company.act(ringing ?? '', 'answer')
	await until(async () => (await company.listSimulatedCalls()).some(({ awaitsKey }) => awaitsKey), 4)
	await company.act(ringing ?? '', { key: '2' })
	await until(stateIs(callback.id, 'queued'), 4)
	expect(await db.$count(simulatedCalls)).toBe(1)
	await dispatch.dispatchCallbacks(new Date())
	company.setAutomatic(true)
	await until(stateIs(callback.id, 'done'))
})

it('the customer is busy: it is tried again, and an SMS says when', async () => {
	await makeAdvisor()
	const callback = await makeCallback({ phone: '02 61 91 99 90' })
	await dispatch.dispatchCallbacks(new Date())
	await until(stateIs(callback.id, 'retry-wait'))
	const { sendDueMessages } = await import('~/messages/outbox.server')
	await sendDueMessages(new Date())
	const texts = (await company.listSimulatedMessages()).map(({ body }) => body)
	expect(texts.some((body) => body.includes('Nous rappelons'))).toBe(true)
})

it('doubled webhooks, a lost one, and a request whose answer is lost ring nobody twice', async () => {
	await makeAdvisor()
	company.addFault('lose-answer')
	company.addFault('double')
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	expect(await db.$count(simulatedCalls)).toBe(1)
	company.addFault('drop')
	await until(stateIs(callback.id, 'done'))
	expect(await db.$count(simulatedCalls)).toBe(2)
	expect(await db.$count(callbackAttempts, eq(callbackAttempts.callbackId, callback.id))).toBe(1)
})

it.each(['initiated', 'ringing', 'answered'])(
	'news that come late, the %s one first of them, change nothing',
	async (late) => {
		await makeAdvisor()
		const callback = await makeCallback()
		await dispatch.dispatchCallbacks(new Date())
		const before = { initiated: 0, ringing: 1, answered: 2 }[late] ?? 0
		let heard = 0
		await until(async () => {
			if (heard++ === before) company.addFault('reorder')
			return (await row(callback.id))?.state === 'done'
		})
		expect(await row(callback.id)).toMatchObject({ state: 'done', attempts: 1 })
		expect(await db.$count(simulatedCalls)).toBe(2)
		expect(await attemptOf(callback.id)).toMatchObject({ bridged: true, customerOutcome: 'connected' })
	},
)

it('a clock that jumps ahead in the middle of a call rings nobody again', async () => {
	await makeAdvisor()
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	await until(stateIs(callback.id, 'dialing'))
	const jumped = new Date(Date.now() + 6 * 3_600_000)
	for (let turn = 0; turn < 5; turn++) {
		await dispatch.dispatchCallbacks(jumped)
		await dispatch.reconcileCalls(jumped)
	}
	await until(stateIs(callback.id, 'done'))
	expect(await db.$count(simulatedCalls)).toBe(2)
	expect(await db.$count(callbackAttempts, eq(callbackAttempts.callbackId, callback.id))).toBe(1)
})

it('what was made of each webhook, and what it was answered, is kept', async () => {
	await makeAdvisor()
	company.addFault('double')
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	await until(stateIs(callback.id, 'done'))
	await company.settled()
	const events = await db.select().from(callbackEvents).where(eq(callbackEvents.callbackId, callback.id))
	const webhooks = events.filter(({ answer }) => answer !== null)
	expect(webhooks.filter(({ repeats }) => repeats === 1)).toHaveLength(1)
	expect(webhooks.map(({ kind, answer }) => `${kind} ${answer}`)).toEqual(
		expect.arrayContaining(['advisor-leg whisper', 'advisor-pressed dial', 'dial-ended hang-up', 'customer-leg 204']),
	)
	expect(webhooks.find(({ kind }) => kind === 'dial-ended')).toMatchObject({ effect: 'moved' })
	// The advisor's leg ends after the customer's: the attempt is over by then.
	expect(webhooks.some(({ kind, effect }) => kind === 'advisor-leg' && effect === 'ignored')).toBe(true)
})

it('the advisor hangs up while it rings: the customer is left in peace and loses no try', async () => {
	await makeAdvisor()
	company.setAutomatic(false)
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	const [advisorCall = ''] = await ringingCalls()
	await company.act(advisorCall, 'answer')
	await until(async () => (await company.listSimulatedCalls()).some(({ awaitsKey }) => awaitsKey), 4)
	await company.act(advisorCall, { key: '1' })
	await until(
		async () => (await company.listSimulatedCalls()).some(({ parentSid, status }) => parentSid && status === 'ringing'),
		4,
	)
	await company.act(advisorCall, 'hang-up')
	await until(stateIs(callback.id, 'retry-wait'), 4)
	expect(await row(callback.id)).toMatchObject({ attempts: 0 })
})

it('a webhook without a good signature is refused, whatever the Host says', async () => {
	const { sign } = await import('../signature.server')
	const { telephonyAccount } = await import('../account.server')
	const token = telephonyAccount()?.authToken ?? ''
	const post = (url: string, signature: string) =>
		handle(
			new Request(url, {
				method: 'POST',
				body: new URLSearchParams({ CallSid: 'CA1' }),
				headers: { 'X-Twilio-Signature': signature },
			}),
		)
	const path = '/webhooks/telephony/status?a=nothing'
	const good = sign(token, `https://aide.ligne-claire.example${path}`, { CallSid: 'CA1' })
	const forHost = sign(token, `http://attacker.example${path}`, { CallSid: 'CA1' })
	expect((await post(`http://attacker.example${path}`, good)).status).toBe(204)
	expect((await post(`http://attacker.example${path}`, forHost)).status).toBe(403)
	expect((await post(`http://attacker.example${path}`, '')).status).toBe(403)
})

it('the company asks for the account of its requests', async () => {
	vi.spyOn(console, 'error').mockImplementation(() => {})
	const answer = await handle(new Request('http://x/dev/telephony/2010-04-01/Accounts/AC0/Calls.json'))
	expect(answer.status).toBe(401)
})

it('a night’s comparison finds what was changed, page by page, once', async () => {
	const { compareDay, listCallDifferences, markDifferenceSeen, planComparison } = await import(
		'~/handoff/call-comparison.server'
	)
	const { dayOf } = await import('~/handoff/hours.server')
	const { runDueJobs } = await import('~/jobs/runner.server')
	const { log } = await import('~/log.server')
	await makeAdvisor()
	const callback = await makeCallback()
	await dispatch.dispatchCallbacks(new Date())
	await until(stateIs(callback.id, 'done'))
	const day = dayOf(new Date()).toString()
	expect(await compareDay(day)).toEqual({ calls: 2, differences: 0 })
	expect(await listCallDifferences()).toMatchObject({ open: [], last: { day, calls: 2, attempts: 1 } })

	const attempt = await attemptOf(callback.id)
	const [real] = await db
		.select()
		.from(simulatedCalls)
		.where(eq(simulatedCalls.sid, attempt?.advisorCallSid ?? ''))
	if (!attempt?.customerCallSid || !real) throw new Error('no call')
	await db.update(simulatedCalls).set({ status: 'busy' }).where(eq(simulatedCalls.sid, attempt.customerCallSid))
	await db.update(callbackAttempts).set({ advisorCallSid: 'CAlost' }).where(eq(callbackAttempts.id, attempt.id))
	// More than two pages of calls that nobody here made.
	const strangers = Array.from({ length: 230 }, (_, n) => ({ ...real, sid: `CAstranger${n}` }))
	await db.insert(simulatedCalls).values(strangers)

	const level = log.level
	log.level = 'silent'
	await runDueJobs(new Date())
	await planComparison()
	await planComparison()
	const nightAfter = new Date(Date.now() + 30 * 3_600_000)
	expect(await runDueJobs(new Date())).toBe(0)
	expect(await runDueJobs(nightAfter)).toBe(1)
	await compareDay(day)
	log.level = level
	const { open, last } = await listCallDifferences(500)
	const count = (kind: string) => open.filter((one) => one.kind === kind).length
	expect([count('unknown-call'), count('other-outcome'), count('missing-call')]).toEqual([231, 1, 1])
	expect(open.find(({ kind }) => kind === 'other-outcome')).toMatchObject({
		...{ callSid: attempt.customerCallSid, callbackId: callback.id, theirs: 'busy', ours: 'connected' },
	})
	expect(open.find(({ kind }) => kind === 'missing-call')).toMatchObject({ callSid: 'CAlost' })
	expect(last).toMatchObject({ day, calls: 232 })
	expect(await markDifferenceSeen(open[0]?.id ?? '', 'claire')).toBe(true)
	expect(await markDifferenceSeen(open[0]?.id ?? '', 'claire')).toBe(false)
	expect((await listCallDifferences(500)).open).toHaveLength(232)
})

/** Sends what waits, and lets the company tell how far it got. */
async function sendMessages(at = new Date()): Promise<void> {
	const { sendDueMessages } = await import('~/messages/outbox.server')
	await sendDueMessages(at)
	await company.settled()
}

it('an SMS is told of to its end, in any order, each news once', async () => {
	company.addFault('reorder')
	company.addFault('double')
	await makeCallback()
	await sendMessages()
	const [message] = await db.select().from(outbox)
	expect(message).toMatchObject({ state: 'sent', delivery: 'delivered', errorCode: null })
	expect(message?.carrierSid).toMatch(/^SM/)
	const events = await db.select().from(messageEvents)
	expect(events.map(({ status, repeats }) => [status, repeats])).toEqual([
		['delivered', 1],
		['sent', 0],
	])
})

it('an SMS that did not arrive is not sent again: the page says what it said', async () => {
	const callback = await makeCallback({ phone: '02 61 91 99 93' })
	const { trackingViewOf } = await import('~/handoff/callback-view.server')
	expect(await trackingViewOf(callback, 'fr')).toMatchObject({ smsLost: false })
	await sendMessages()
	for (const seconds of [60, 3_600, 86_400]) await sendMessages(new Date(Date.now() + seconds * 1_000))
	expect(await db.select().from(outbox)).toMatchObject([{ state: 'sent', delivery: 'undelivered', errorCode: 30003 }])
	expect(await db.$count(simulatedMessages)).toBe(1)
	expect(await trackingViewOf(callback, 'fr')).toMatchObject({ smsLost: true })
})

it('an SMS whose answer was lost is looked for, and not sent twice', async () => {
	const { log } = await import('~/log.server')
	const level = log.level
	log.level = 'silent'
	company.addFault('lose-answer')
	company.addFault('drop')
	company.addFault('drop')
	await makeCallback()
	await sendMessages()
	expect(await db.select().from(outbox)).toMatchObject([{ state: 'pending', tries: 1, carrierSid: null }])
	await sendMessages(new Date(Date.now() + 11_000))
	log.level = level
	const [message] = await db.select().from(outbox)
	expect(message).toMatchObject({ state: 'sent', tries: 2 })
	expect((await company.listSimulatedMessages()).map(({ sid }) => sid)).toEqual([message?.carrierSid])
})

it('news of an SMS is signed, and of no other message', async () => {
	const { sign } = await import('../signature.server')
	const { telephonyAccount } = await import('../account.server')
	await makeCallback()
	const [message] = await db.select().from(outbox)
	const url = `https://aide.ligne-claire.example/webhooks/telephony/message?m=${message?.id}`
	const tells = (params: Record<string, string>, signature: string, address = url) =>
		handle(
			new Request(address, {
				method: 'POST',
				body: new URLSearchParams(params),
				headers: { 'X-Twilio-Signature': signature },
			}),
		)
	const news = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30005' }
	const token = telephonyAccount()?.authToken ?? ''
	expect((await tells(news, sign('another', url, news))).status).toBe(403)
	expect(await db.$count(messageEvents)).toBe(0)
	const elsewhere = url.replace(/m=.*/, 'm=nothing')
	expect((await tells(news, sign(token, elsewhere, news), elsewhere)).status).toBe(204)
	expect(await db.$count(messageEvents)).toBe(0)
	expect((await tells(news, sign(token, url, news))).status).toBe(204)
	// It came before the company's answer to our request, and nothing later undoes it.
	for (const status of ['sent', 'delivered', 'of another world']) {
		const later = { MessageSid: 'SM1', MessageStatus: status }
		expect((await tells(later, sign(token, url, later))).status).toBe(204)
	}
	expect(await db.select().from(outbox)).toMatchObject([
		{ delivery: 'undelivered', errorCode: 30005, carrierSid: 'SM1' },
	])
})

async function ringingCalls(): Promise<string[]> {
	await company.stepCalls(new Date())
	await company.settled()
	return (await company.listSimulatedCalls()).filter(({ status }) => status === 'ringing').map(({ sid }) => sid)
}
