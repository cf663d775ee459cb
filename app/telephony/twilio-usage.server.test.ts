import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { twilioCarrier } from './twilio.server'

/** What the company answers, on its own wire. */
async function spentWhen(status: number, body: unknown): Promise<{ asked: string[]; spent: unknown }> {
	const asked: string[] = []
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`)
		response.writeHead(status, { 'Content-Type': 'application/json' })
		response.end(JSON.stringify(body))
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token', fromNumber: '+33162000000' }
	const company = twilioCarrier({ ...account, baseUrl: `http://127.0.0.1:${port}` })
	try {
		return { asked, spent: await company.spentToday?.().catch((error: unknown) => String(error)) }
	} finally {
		server.closeAllConnections()
		server.close()
	}
}
const page = (records: object[]) => ({ usage_records: records, page: 0, page_size: 50, next_page_uri: null })

test.each([
	['12.3', 1_230],
	['-12.30001', 1_231],
	['0', 0],
])('a price of %s is %d hundredths', async (price, cents) => {
	const { asked, spent } = await spentWhen(200, page([{ category: 'totalprice', price, price_unit: 'usd' }]))
	expect(spent).toEqual({ cents })
	expect(asked[0]).toMatch(/^GET \/2010-04-01\/Accounts\/AC1+\/Usage\/Records\/Today\.json\?Category=totalprice/)
})

test.each([
	[404, { code: 20404, message: 'not found', status: 404 }],
	[501, {}],
	[200, page([])],
	[200, page([{ category: 'totalprice', price: 'n/a' }])],
])('an answer %i that says no price says nothing', async (status, body) => {
	expect((await spentWhen(status, body)).spent).toBe(null)
})
