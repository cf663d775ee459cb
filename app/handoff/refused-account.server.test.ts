import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbackAttempts, callbackEvents, callbacks } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { accountRefusedSince, forgetRefusedAccount } from '~/telephony/refused-account.server'
import { twilioCarrier } from '~/telephony/twilio.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import { liveBoard } from './live-board.server'
import { beat } from './presence.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

/** What the phone company answers at the moment, and what it was asked. */
let status: 200 | 401 | 403
let asked: string[]
const company = createServer((request, response) => {
	asked.push(String(request.method))
	response.writeHead(status, { 'content-type': 'application/json' })
	if (status !== 200) return response.end(JSON.stringify({ code: 20003, message: 'Authenticate', status }))
	response.end(JSON.stringify(request.method === 'POST' ? { sid: `CA${asked.length}` } : { calls: [] }))
})

beforeEach(async () => {
	status = 401
	asked = []
	company.listen(0, '127.0.0.1')
	await once(company, 'listening')
	const { port } = company.address() as AddressInfo
	const baseUrl = `http://127.0.0.1:${port}`
	useCarrier(twilioCarrier({ accountSid: 'ACtest', authToken: 'wrong', fromNumber: '+33353012020', baseUrl }))
	useSettings(alwaysOpen())
	for (const phone of ['+33353014101', '+33353014102'])
		await beat((await makeAdvisor({ lastSeenAt: NOW, phone })).id, NOW)
})
afterEach(async () => {
	for (const table of [callbacks, outbox, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
	forgetRefusedAccount()
	company.closeAllConnections()
	await new Promise((done) => company.close(done))
})

const posts = () => asked.filter((method) => method === 'POST').length
const statesOf = async () => (await db.select().from(callbacks)).map(({ state, offers }) => ({ state, offers }))
const delays = async () =>
	(await db.select().from(outbox))
		.filter(({ purpose }) => purpose === 'callback-delayed')
		.map(({ recipient }) => recipient)

test.each([401, 403] as const)(
	'an account answered %i: one call is tried, everybody keeps their place and is told once, nobody else is rung',
	async (code) => {
		status = code
		const first = await makeCallback({ now: NOW })
		await dispatchCallbacks(NOW)
		expect(posts()).toBe(1)
		expect(accountRefusedSince()).toEqual(NOW)
		const second = await makeCallback({ now: later(1) })
		for (const seconds of [2, 3, 20]) {
			await dispatchCallbacks(later(seconds))
			await reconcileCalls(later(seconds))
		}
		expect(posts()).toBe(1)
		expect(await statesOf()).toEqual([
			{ state: 'queued', offers: 0 },
			{ state: 'queued', offers: 0 },
		])
		expect((await delays()).sort()).toEqual([first.phone, second.phone].sort())
		expect((await liveBoard(later(20))).accountRefusedSince).toEqual(NOW)
	},
)

test('it is asked at most twice a minute whether the account is accepted again; then calls leave in the order of the queue', async () => {
	const first = await makeCallback({ now: NOW })
	await dispatchCallbacks(NOW)
	for (let seconds = 1; seconds <= 60; seconds++) await dispatchCallbacks(later(seconds))
	expect(asked.filter((method) => method === 'GET')).toHaveLength(2)
	status = 200
	for (const { id } of await db.select().from(people)) await beat(id, later(60))
	for (let seconds = 61; seconds <= 91; seconds++) await dispatchCallbacks(later(seconds))
	expect(accountRefusedSince()).toBeNull()
	const placed = await db.select().from(callbackAttempts)
	expect(placed.filter(({ advisorCallSid }) => advisorCallSid).map(({ callbackId }) => callbackId)).toEqual([first.id])
	const kinds = (await db.select().from(callbackEvents)).map(({ kind }) => kind)
	expect(kinds).toEqual(expect.arrayContaining(['place-account', 'account-refused', 'placed']))
})
