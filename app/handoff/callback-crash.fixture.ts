import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ActionFunctionArgs } from '@remix-run/node'
import { eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { migrate } from '#db/migrate.server'
import { callbacks } from '#db/schema/handoff.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, callbackForm } from '#db/testing/callbacks'
import { findPeople } from '~/auth/people.server'
import { runDueJobs } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { sendDueMessages } from '~/messages/outbox.server'
import { useSettings as replaceSettings } from '~/settings/settings.server'
import { dispatchCallbacks, reconcileCalls } from './callback-dispatch.server'
import { requestCallback } from './callbacks.server'
import { beat } from './presence.server'
import { type Death, watchCommits } from './watch-commits.fixture'

/**
 * A process of the product that can be told to die: its workers and its webhooks, with the clock and
 * the instant of its death given by the test that started it.
 */
export type Order =
	| { do: 'ask'; phone: string; requestKey: string; at: number }
	| { do: 'turn'; at: number }
	| ({ do: 'die' } & Death)
	| { do: 'read'; requestKey: string }

let ahead = 0
let advisorId = ''
let death: Death | null = null
const commits = watchCommits(() => death)

const RealDate = Date
globalThis.Date = class extends RealDate {
	constructor(...given: unknown[]) {
		if (given.length === 0) super(RealDate.now() + ahead)
		else super(...(given as [number]))
	}
	static override now() {
		return RealDate.now() + ahead
	}
} as DateConstructor

async function obey(order: Order): Promise<unknown> {
	if ('at' in order) ahead = order.at - RealDate.now()
	if (order.do === 'die') {
		commits.startAnew()
		death = order
	}
	if (order.do === 'ask') {
		const asked = await requestCallback(callbackForm({ phone: order.phone, requestKey: order.requestKey }))
		if (!asked.ok) throw new Error(asked.reason)
	}
	if (order.do === 'turn') {
		const now = new Date()
		await beat(advisorId, now)
		await dispatchCallbacks(now)
		await reconcileCalls(now)
		await runDueJobs(now)
		await sendDueMessages(now)
	}
	if (order.do === 'read') {
		const [row] = await db.select().from(callbacks).where(eq(callbacks.requestKey, order.requestKey))
		return { state: row?.state, id: row?.id, commits: commits.count() }
	}
	return commits.count()
}

async function start(): Promise<void> {
	log.level = 'silent'
	migrate()
	replaceSettings(alwaysOpen({ perNumberAndDay: 100 }))
	const id = process.env.ADVISOR ?? ''
	const [known] = await findPeople([id])
	advisorId = (known ?? (await makeAdvisor({ id, phone: '+33199000001' }))).id
	const routes: Record<string, { action: (args: ActionFunctionArgs) => Promise<Response> }> = {
		advisor: await import('~/routes/webhooks.telephony.advisor'),
		key: await import('~/routes/webhooks.telephony.key'),
		ended: await import('~/routes/webhooks.telephony.ended'),
		status: await import('~/routes/webhooks.telephony.status'),
		customer: await import('~/routes/webhooks.telephony.customer'),
		message: await import('~/routes/webhooks.telephony.message'),
	}
	commits.startAnew()
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = []
		for await (const part of request) parts.push(part as Buffer)
		const asked = new Request(`http://127.0.0.1${request.url}`, {
			method: 'POST',
			headers: request.headers as Record<string, string>,
			body: Buffer.concat(parts),
		})
		const route = routes[request.url?.match(/telephony\/(\w+)/)?.[1] ?? '']
		const answer = await route?.action({ request: asked, params: {}, context: {} } as unknown as ActionFunctionArgs)
		response.writeHead(answer?.status ?? 404).end(await answer?.text())
	})
	process.on('message', (order: Order) => {
		obey(order).then(
			(result) => process.send?.({ result }),
			(error: unknown) => process.send?.({ error: String(error) }),
		)
	})
	process.on('disconnect', () => process.exit(0))
	server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
}

void start()
