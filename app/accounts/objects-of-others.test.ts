import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { accountChanges, invoiceDisputes, payments } from '#db/schema/accounts.server'
import { personalChanges } from '#db/schema/personal.server'
import { makeInvoice } from '#db/testing/accounts'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { resetLimits } from '~/auth/limits.server'
import { runDueJobs } from '~/jobs/runner.server'
import { askForCopy, keyOfCopy, latestCopy } from '~/personal/data-copies.server'
import { addDays, dayOf } from './calendar'
import { confirmChange } from './contract-changes.server'
import { contractReference } from './contract-reference'
import { openReview } from './contract-review.server'
import { acceptInvitation, inviteDelegate, listGiven, listInvitations } from './delegations.server'

type Args = { request: Request; params: Record<string, string>; context: object }
interface Route {
	loader?: (args: LoaderFunctionArgs) => unknown
	action?: (args: ActionFunctionArgs) => unknown
}

/** Every route of the account whose address names an object; a new one is here by being there. */
const ROUTES = Object.entries(import.meta.glob<Route>('../routes/*compte_.*.{ts,tsx}')).filter(([path]) =>
	path.includes('$'),
)

interface Case {
	params: Record<string, string>
	search?: string
	/** What could be sent about it, for a route with an action. */
	forms?: Record<string, string>[]
	/** Who else opens the page, because a line was shared with them. */
	delegates?: ('see' | 'manage')[]
}

beforeEach(() => resetLimits())

const LINE = { kind: 'plan', label: 'Mobile 40 Go', subscriptionId: null, amountCents: 1_299 } as const

async function everybody() {
	const now = new Date()
	const [owner, stranger, seeing, managing] = [
		await makeCustomer(),
		await makeCustomer(),
		await makeCustomer(),
		await makeCustomer(),
	]
	for (const [other, level] of [
		[seeing, 'see'],
		[managing, 'manage'],
	] as const) {
		const { email } = other.person
		const invited = await inviteDelegate({
			...{ customerId: owner.customer.id, email, lineIds: [owner.line.id], level, requestKey: randomUUID() },
			lastDay: addDays(dayOf(now, 'Europe/Paris'), 30),
		})
		const [invitation] = await listInvitations(email)
		expect(invited.ok && invitation).toBeTruthy()
		await acceptInvitation({ id: invitation?.id ?? '', email, customerId: other.customer.id })
	}
	return { owner, stranger, seeing, managing, advisor: await makeAdvisor() }
}

/** An object of the owner for each route, by the name of its file. */
async function objectsOf({ customer, mobile, line, person }: Awaited<ReturnType<typeof makeCustomer>>) {
	const now = new Date()
	const customerId = customer.id
	const invoice = await makeInvoice(customerId, '2026-10', [LINE], { state: 'late' })
	const [payment] = await db
		.insert(payments)
		.values({
			...{ customerId, invoiceId: invoice.id, invoiceNumber: invoice.number, amountCents: 1_299 },
			...{ requestKey: randomUUID(), state: 'paid', booked: true, startedAt: now, settledAt: now },
		})
		.returning()
	const id = randomUUID()
	await db.insert(personalChanges).values({
		...{ id, customerId, field: 'email', before: { email: person.email }, after: { email: 'neuf@exemple.fr' } },
		...{ state: 'open', at: now, keepUntil: new Date(now.getTime() + 86_400_000) },
	})
	await askForCopy(customerId, { requestKey: randomUUID(), lang: 'fr' })
	await runDueJobs()
	const copy = await latestCopy(customerId)
	if (!copy || !payment) throw new Error('not made')

	const reference = contractReference(mobile.id)
	const wish = { kind: 'add', optionId: 'world' } as const
	const begin = { when: 'now' } as const
	const review = await openReview({ customerId, reference, wish, begin })
	if (!review.ok) throw new Error(review.reason)
	const actor = { personId: person.id, visitId: null, lang: 'fr' as const }
	const { fingerprint } = review
	const changed = await confirmChange({
		...{ customerId, reference, wish, begin, fingerprint, requestKey: randomUUID(), actor },
	})
	if (!changed.ok) throw new Error(changed.reason)

	const confirm = (over: Record<string, string>) => ({
		...{ intent: 'confirm', debut: 'now', jour: '', fingerprint, requestKey: randomUUID(), ...over },
	})
	const objects: Record<string, Case> = {
		'lignes.$id': {
			params: { id: line.id },
			forms: ['suspend', 'resume', 'name', 'undo'].map((intent) => ({
				...{ intent, requestKey: randomUUID(), label: 'Mobile', state: 'active', name: 'Mien', changeId: randomUUID() },
			})),
			delegates: ['see', 'manage'],
		},
		'contrats.$reference.demenagement': {
			params: { reference },
			forms: ['check', 'ask', 'withdraw'].map((intent) => ({
				...{ intent, requestKey: randomUUID(), street: '3 place Lecache', postcode: '63000', city: 'Riom' },
				day: '2027-01-11',
			})),
		},
		'contrats.$reference.formule': { params: { reference }, forms: [confirm({ wish: 'plan', item: 'mobile-100' })] },
		'contrats.$reference.options': { params: { reference }, forms: [confirm({ wish: 'remove', item: 'world' })] },
		'factures_.$number': {
			params: { number: invoice.number },
			forms: [
				{ intent: 'pay', requestKey: randomUUID() },
				{ intent: 'dispute', requestKey: randomUUID(), position: '1', words: '' },
			],
		},
		'factures_.$number[.]pdf': { params: { number: invoice.number } },
		'factures_.annee.$year[.]zip': { params: { year: '2026' } },
		'operations.$id': { params: { id: changed.changeId }, forms: [{}, { intent: 'withdraw' }] },
		'paiements.$id': { params: { id: payment.id } },
		'donnees_.changement.$id': { params: { id }, forms: [{ send: 'email' }, { code: '123456' }] },
		'donnees_.copie.$id[.]zip': { params: { id: copy.id }, search: `?cle=${keyOfCopy(copy)}` },
	}
	return objects
}

test('an object of an account is there for its owner, and for nobody else it is as if it were not', async () => {
	const { owner, stranger, seeing, managing, advisor } = await everybody()
	const objects = await objectsOf(owner)
	const nameOf = (path: string) => path.replace(/^.*compte_\.|\.tsx?$/g, '')
	expect(ROUTES.map(([path]) => nameOf(path)).sort(), 'a route without an object here').toEqual(
		Object.keys(objects).sort(),
	)

	const readers = { stranger: stranger.person, see: seeing.person, manage: managing.person, advisor, anonymous: null }
	const headers = Object.fromEntries(
		await Promise.all(
			Object.entries({ owner: owner.person, ...readers }).map(
				async ([who, person]) => [who, await browserOf(person)] as const,
			),
		),
	)
	const before = await stored()
	const seen: Record<string, Record<string, number | string>> = {}
	const expected: typeof seen = {}
	for (const [path, load] of ROUTES) {
		const name = nameOf(path)
		const { params, search = '', forms = [], delegates = [] } = objects[name] ?? { params: {} }
		const { loader, action } = await load()
		expect(Boolean(action), `${name}: what is sent to it is tried here`).toBe(forms.length > 0)
		const address = `http://localhost:3000/compte/x${search}`
		const asked = (who: string, body?: Record<string, string>): Args => {
			const sent = body && { method: 'POST', body: new URLSearchParams(body) }
			return { request: new Request(address, { headers: headers[who], ...sent }), params, context: {} }
		}
		for (const who of Object.keys(readers)) {
			resetLimits()
			const isDelegate = (who === 'see' || who === 'manage') && delegates.includes(who)
			seen[`${name} ${who}`] = { page: (await answerOf(async () => loader?.(asked(who) as never))).status }
			expected[`${name} ${who}`] = { page: who === 'anonymous' ? 302 : isDelegate ? 200 : 404 }
			// What a delegate who manages may do is tried with their delegation; here it must change nothing.
			if (who === 'manage' && isDelegate) continue
			for (const [at, form] of forms.entries()) {
				resetLimits()
				const { status } = await answerOf(async () => action?.(asked(who, form) as never))
				Object.assign(seen[`${name} ${who}`] ?? {}, { [`form ${at}`]: status })
				Object.assign(expected[`${name} ${who}`] ?? {}, { [`form ${at}`]: who === 'anonymous' ? 302 : 404 })
			}
		}
		resetLimits()
		seen[`${name} owner`] = { page: (await answerOf(async () => loader?.(asked('owner') as never))).status }
		expected[`${name} owner`] = { page: 200 }
	}
	expect(seen).toEqual(expected)
	expect(await stored()).toEqual(before)

	const [given] = await listGiven(owner.customer.id)
	const { action: share } = (await import('~/routes/(en).compte_.partage')) as Route
	for (const intent of ['accept', 'give-back', 'revoke', 'last-day']) {
		const body = new URLSearchParams({ intent, id: given?.id ?? '', lastDay: '2099-01-01' })
		const request = new Request('http://localhost:3000/compte/partage', {
			...{ method: 'POST', headers: headers.stranger, body },
		})
		await answerOf(async () => share?.({ request, params: {}, context: {} } as never))
	}
	expect((await listGiven(owner.customer.id))[0]).toEqual(given)
})

async function stored() {
	return Promise.all([
		db.$count(accountChanges),
		db.$count(payments),
		db.$count(invoiceDisputes),
		db.select().from(personalChanges),
	])
}
