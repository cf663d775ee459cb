import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbackEvents, callbacks } from '#db/schema/handoff.server'
import { outbox, simulatedCalls, simulatedMessages } from '#db/schema/work.server'
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
	await until(stateIs(callback.id, 'queued'), 4)
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

async function ringingCalls(): Promise<string[]> {
	await company.stepCalls(new Date())
	await company.settled()
	return (await company.listSimulatedCalls()).filter(({ status }) => status === 'ringing').map(({ sid }) => sid)
}
