import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { auditTrail, people } from '#db/schema/auth.server'
import { callbackAttempts, callbacks, callDifferences, promises } from '#db/schema/handoff.server'
import { jobs, outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { actOnHealth, callbackHealth } from '~/friction/callback-board.server'
import { heardOfMessage } from '~/messages/message-status.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { claimCallback } from './callback-claims.server'
import { lifeOf } from './callback-life.server'
import { advisorAnswered, advisorPressed, dialEnded, legChanged } from './callback-webhooks.server'
import { findCallback } from './callbacks.server'

const NOW = new Date('2026-11-19T10:10:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

beforeEach(() => {
	useSettings(alwaysOpen())
	useCarrier({
		...{ dials: true, fromNumber: '+33353012020' },
		placeCall: async () => ({ ok: true, sid: 'CA00000000000000advisor' }),
		fetchCall: async () => null,
		listCalls: async () => [],
		listCallsBetween: async () => [],
		hangUp: async () => {},
		sendSms: async () => ({ ok: true, sid: 'SM1' }),
		findSms: async () => null,
	})
})
afterEach(async () => {
	for (const table of [callbacks, promises, outbox, jobs, callDifferences, auditTrail, people]) await db.delete(table)
	useSettings(undefined)
	useCarrier(undefined)
})

async function talked() {
	const advisor = await makeAdvisor({ name: 'Nadia Roche', lastSeenAt: NOW })
	const callback = await makeCallback({ email: 'camille@exemple.fr', now: NOW })
	await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: later(1) })
	const [attempt] = await db.select().from(callbackAttempts)
	const key = attempt?.key ?? ''
	const call = { CallSid: 'CA00000000000000advisor', To: advisor.phone ?? '', From: '+33353012020' }
	const leg = { ...call, CallSid: 'CA0000000000000customer', To: callback.phone }
	await advisorAnswered(key, { ...call, CallStatus: 'in-progress' }, later(5))
	await advisorPressed(key, { ...call, CallStatus: 'in-progress', Digits: '1' }, later(8))
	const answered = { ...leg, CallStatus: 'in-progress', SequenceNumber: '2' }
	await legChanged('customer', key, answered, later(15))
	await legChanged('customer', key, answered, later(15))
	const end = { DialCallStatus: 'completed', DialBridged: 'true', DialCallSid: leg.CallSid, DialCallDuration: '60' }
	await dialEnded(key, { ...call, CallStatus: 'in-progress', ...end }, later(75))
	await legChanged('advisor', key, { ...call, CallStatus: 'completed', SequenceNumber: '3' }, later(76))
	return { callback: (await findCallback(callback.id)) ?? callback, advisor }
}

test('a callback’s whole life is told in order, with what was answered, and without a number', async () => {
	const { callback, advisor } = await talked()
	const [sms] = (await db.select().from(outbox)).filter(({ channel }) => channel === 'sms')
	await heardOfMessage({
		messageId: sms?.id ?? '',
		sid: 'SM1',
		status: 'undelivered',
		errorCode: 30003,
		now: later(80),
	})
	const difference = { day: '2026-11-19', kind: 'other-duration' as const, callSid: 'CA0000000000000customer' }
	await db
		.insert(callDifferences)
		.values({ ...difference, callbackId: callback.id, theirs: '+30 s', ours: null, at: later(90_000) })

	const lines = await lifeOf(callback, 'fr')
	expect(lines[0]).toMatchObject({ kind: 'request' })
	expect(lines.map(({ at }) => at.getTime())).toEqual(lines.map(({ at }) => at.getTime()).sort((a, b) => a - b))
	expect(new Set(lines.map(({ kind }) => kind))).toEqual(
		new Set(['request', 'promise', 'try', 'step', 'webhook', 'message', 'difference']),
	)
	const line = (label: string | RegExp) => lines.find((one) => one.label.match(label))
	expect(line('Essai 1, proposé')?.label).toContain('Nadia Roche')
	expect(line('Touche du conseiller')?.details.join()).toMatch(
		/essai 1.*Digits 1.*répondu\u00a0: appeler la personne.*a fait avancer/,
	)
	expect(line('Côté personne')?.details.join()).toMatch(/répondu\u00a0: 204.*encore 1 fois/)
	expect(line('Fin de l’appel')?.details.join()).toMatch(/DialBridged true/)
	expect(lines.findLast(({ label }) => label === 'Côté conseiller')?.details.join()).toContain('ignoré')
	expect(line('Promesse tenue')).toMatchObject({ failed: false })
	expect(line('pas arrivé')).toMatchObject({ kind: 'webhook', failed: true })
	expect(line('Durée différente')?.details).toEqual(['appel …stomer'])

	const english = await lifeOf(callback, 'en')
	expect(english).toHaveLength(lines.length)
	const all = JSON.stringify([lines, english])
	for (const secret of [callback.phone, callback.phone.slice(3), advisor.phone, 'camille@', callback.password, '?cle='])
		expect(all).not.toContain(secret)
	expect(all).toContain(`•• ${callback.phone.slice(-2)}`)
})

test('what was given up is listed, tried again once, and by whom is kept', async () => {
	const base = { payload: {}, runAt: NOW, tries: 8, endedAt: NOW, lastError: 'Error: 06 12 34 56 78 does not answer' }
	await db.insert(jobs).values({ id: 'j', kind: 'transcript', state: 'dead', ...base })
	await db.insert(jobs).values({ id: 'k', kind: 'transcript', state: 'pending', ...base })
	const message = {
		channel: 'sms' as const,
		recipient: '+33261910101',
		body: 'x',
		purpose: 'callback-missed',
		tries: 6,
	}
	await db.insert(outbox).values({ id: 'm', state: 'failed', ...message })
	const { stopped, spending } = await callbackHealth(NOW)
	expect(spending).toMatchObject({ calls: { spentCents: 0, tripped: false }, codes: { spentCents: 0 } })
	expect(stopped.map(({ what, id }) => `${what} ${id}`).sort()).toEqual(['job j', 'message m'])
	expect(JSON.stringify(stopped)).not.toMatch(/12 34|2619/)
	expect(await actOnHealth('job', 'j', 'claire', NOW)).toBe(true)
	expect(await actOnHealth('job', 'j', 'claire', NOW)).toBe(false)
	expect(await actOnHealth('message', 'm', 'claire', NOW)).toBe(true)
	expect(await actOnHealth('message', 'j', 'claire', NOW)).toBe(false)
	expect((await callbackHealth(NOW)).stopped).toEqual([])
	expect(await db.select().from(outbox)).toMatchObject([{ state: 'pending', tries: 0, notBefore: NOW }])
	expect((await db.select().from(auditTrail)).map(({ actorId, action }) => `${actorId} ${action}`)).toEqual([
		'claire job.tried-again',
		'claire message.tried-again',
	])
})

test('the share kept counts what fell due in thirty days, and a silence as not kept', async () => {
	const { caseId } = await makeCallback({ now: later(-60 * 86_400) })
	await db.delete(promises)
	const day = (n: number) => later(-n * 86_400)
	const promise = (over: Partial<typeof promises.$inferInsert>) => ({
		...{ kind: 'callback' as const, caseId, objectId: 'x', text: '', dueAt: day(1), state: 'kept' as const },
		...over,
	})
	await db
		.insert(promises)
		.values([
			...Array.from({ length: 19 }, () => promise({})),
			promise({ state: 'late' }),
			promise({ state: 'broken' }),
			promise({ state: 'promised' }),
			promise({ state: 'promised', dueAt: later(600) }),
			promise({ state: 'kept', dueAt: later(600) }),
			promise({ state: 'withdrawn' }),
			promise({ state: 'broken', dueAt: day(31) }),
			promise({ kind: 'answer', state: 'broken' }),
		])
	expect((await callbackHealth(NOW)).kept).toEqual({ kept: 20, all: 23 })
})
