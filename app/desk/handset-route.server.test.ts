import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { callbacks } from '#db/schema/handoff.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { fakeCompany } from '#db/testing/phone-company'
import { resetLimits } from '~/auth/limits.server'
import { signInDemoPerson } from '~/auth/sign-in.server'
import { dispatchCallbacks } from '~/handoff/callback-dispatch.server'
import { advisorAnswered, advisorPressed, legChanged } from '~/handoff/callback-webhooks.server'
import { handsetOf } from '~/handoff/handsets.server'
import { action, type HandsetState, loader } from '~/routes/desk_.handset'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'

vi.hoisted(() => {
	Object.assign(process.env, {
		...{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM_NUMBER: '+33162000000' },
		...{ TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'secret', TELEPHONY: 'twilio' },
	})
})

let attemptKey = ''

beforeEach(() => {
	useSettings(alwaysOpen())
	useCarrier(
		fakeCompany({
			placeCall: async ({ twimlUrl }) => {
				attemptKey = new URL(twimlUrl).searchParams.get('a') ?? ''
				return { ok: true, sid: 'CA1' }
			},
		}),
	)
	resetLimits()
})
afterEach(async () => {
	for (const table of [callbacks, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

async function at(person: { email: string } | null) {
	const headers = new Headers({ 'user-agent': 'Firefox', 'x-relais-address': '192.0.2.1' })
	if (person) {
		const entered = await signInDemoPerson({ email: person.email, headers })
		if (!entered.ok) throw new Error('not signed in')
		headers.set('cookie', entered.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
	}
	const ask = async (work: () => Promise<unknown>): Promise<Response> => {
		try {
			return (await work()) as Response
		} catch (thrown) {
			if (thrown instanceof Response) return thrown
			throw thrown
		}
	}
	const url = 'http://localhost:3000/desk/handset'
	return {
		get: () => ask(() => loader({ request: new Request(url, { headers }) } as LoaderFunctionArgs)),
		post: (fields: Record<string, string>) =>
			ask(() =>
				action({
					request: new Request(url, { method: 'POST', headers, body: new URLSearchParams(fields) }),
				} as ActionFunctionArgs),
			),
	}
}
const grantsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).grants

test('a token is for the name of whoever asks, and nobody keeps it', async () => {
	const advisor = await makeAdvisor()
	const answer = await (await at(advisor)).post({ intent: 'token' })
	expect(answer.headers.get('cache-control')).toBe('no-store')
	const { identity } = await handsetOf(advisor)
	expect(grantsOf((await answer.json()).token)).toEqual({ identity, voice: { incoming: { allow: true } } })
})

test.each([null, 'customer', 'editor', 'admin'] as const)('no token for %s', async (role) => {
	const browser = await at(role && (await makePerson({ role })))
	for (const answer of [await browser.post({ intent: 'token' }), await browser.get()])
		expect([302, 404]).toContain(answer.status)
})

test('tokens are limited', async () => {
	const browser = await at(await makeAdvisor())
	let status = 200
	for (let asked = 0; asked <= 300 && status === 200; asked++) ({ status } = await browser.post({ intent: 'token' }))
	expect(status).toBe(429)
})

test('the choice is kept, the call that rings at the browser is told, and how far it got', async () => {
	const advisor = await makeAdvisor()
	const browser = await at(advisor)
	const state = async () => (await (await browser.get()).json()) as HandsetState
	expect(await state()).toMatchObject({ choice: 'telephone', browserAlive: false, call: null })
	expect((await browser.post({ choice: 'browser' })).status).toBe(204)
	await browser.post({ intent: 'alive' })
	expect(await state()).toMatchObject({ choice: 'browser', browserAlive: true, call: null })

	const callback = await makeCallback({ firstName: 'Camille', reason: 'internet' })
	await dispatchCallbacks()
	const call = { callbackId: callback.id, firstName: 'Camille', reason: 'Internet ou box' }
	expect((await state()).call).toMatchObject({ ...call, stage: 'ringing', password: null })
	await advisorAnswered(attemptKey, { CallSid: 'CA1', To: 'client:x' })
	expect((await state()).call).toMatchObject({ stage: 'asking' })
	await advisorPressed(attemptKey, { CallSid: 'CA1', Digits: '1' })
	expect((await state()).call).toMatchObject({ stage: 'calling', password: callback.password })
	await legChanged('customer', attemptKey, { CallSid: 'CA2', CallStatus: 'in-progress', SequenceNumber: '2' })
	expect((await state()).call).toMatchObject({ stage: 'talking' })
	await legChanged('advisor', attemptKey, { CallSid: 'CA1', CallStatus: 'completed', SequenceNumber: '3' })

	await browser.post({ intent: 'gone' })
	expect(await state()).toMatchObject({ browserAlive: false })
})

test('a call that rings at the telephone is not the browser’s', async () => {
	const advisor = await makeAdvisor()
	const browser = await at(advisor)
	await makeCallback()
	await dispatchCallbacks()
	expect(((await (await browser.get()).json()) as HandsetState).call).toBeNull()
})
