import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { currentConnections, db } from '#db/client.server'
import { callbackAttempts, callDifferences } from '#db/schema/handoff.server'
import { makeAdvisor, makeCustomer, makePerson } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { answerOf, browserOf } from '#db/testing/signed-in'
import { revealDetail } from '~/accounts/reveals.server'
import { resetLimits } from '~/auth/limits.server'
import { claimCallback } from '~/handoff/callback-claims.server'
import { contractOf } from '~/handoff/callback-contract.server'
import { advisorAnswered, advisorPressed, dialEnded, legChanged } from '~/handoff/callback-webhooks.server'
import { findCallback } from '~/handoff/callbacks.server'
import { correctConclusion } from '~/handoff/conclusions.server'
import { takeConversation } from '~/handoff/conversations.server'
import { answerLeftMessage, leaveMessage } from '~/handoff/left-messages.server'
import { postMessage } from '~/handoff/messages.server'
import { beat, setPresence } from '~/handoff/presence.server'
import { metricsText } from '~/observability/metrics.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { findDeskContact } from './contacts.server'
import { answerRemark, remarkOnGuide } from './guide-remarks.server'
import { look } from './looks.server'
import { writeNote } from './notes.server'
import { askForSupport, joinSupport } from './support.server'
import { lengthsIn } from './time-on-people.fixture'
import { startTraining } from './training.server'
import { conclude, findContact } from './wrap-up.server'

/** What one advisor took for everything, that day: no two alike, and no number of anything else. */
const LENGTHS = {
	talk: 7_157,
	dial: 7_307,
	chat: 10_243,
	answer: 6_397,
	afterCall: 5_209,
	breath: 8_111,
	atDesk: 34_871,
	handling: 7_157 + 10_243,
	meanHandling: (7_157 + 10_243) / 2,
	support: 4_733,
}
/** Set, because a time of day may read like a length: « 9 h 41 ». At this one, none does. */
const NOW = new Date('2026-11-19T17:00:00Z')
const START = new Date(NOW.getTime() - 40_000_000)
const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000)

let day: Awaited<ReturnType<typeof liveTheDay>>
beforeAll(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOW })
	resetLimits()
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
	day = await liveTheDay()
})
afterAll(() => {
	vi.useRealTimers()
	useSettings(undefined)
	useCarrier(undefined)
})

/** Of Nadia: lit, a chat with all that the desk offers, concluded, a breath, a call, a message answered, gone. */
async function liveTheDay() {
	const nadia = await makeAdvisor({ name: 'Nadia Roche', lastSeenAt: START })
	const sami = await makeAdvisor({ name: 'Sami Haddad', lastSeenAt: START })
	const claire = await makePerson({ role: 'supervisor', name: 'Claire Morel' })
	const { customer, person } = await makeCustomer()
	await setPresence({ personId: nadia.id, state: 'available', now: START })

	const chat = await makeConversation({ customerId: customer.id, now: at(100) })
	const chatId = chat.id
	const from = 400
	await takeConversation({ conversationId: chatId, advisorId: nadia.id, now: at(from) })
	const say = (author: 'customer' | 'advisor', body: string, second: number) =>
		postMessage({
			...{ id: randomUUID(), conversationId: chatId, author, body, now: at(second) },
			...(author === 'advisor' ? { authorId: nadia.id, authorName: 'Nadia' } : {}),
		})
	await say('customer', 'Le voyant est rouge.', from + 1_000)
	await say('advisor', 'Je regarde votre ligne.', from + 1_000 + LENGTHS.answer)
	const contact = await findDeskContact('conversations', chatId)
	const own = await findContact({ kind: 'conversations', id: chatId, advisorId: nadia.id })
	if (!contact || !own) throw new Error('no contact')
	await askForSupport({ contact, advisorId: nadia.id, words: 'Un doute', now: at(from + 20) })
	await joinSupport(contact, sami.id)
	await writeNote({ id: randomUUID(), contact, author: sami, body: 'Vu.', now: at(from + 20 + LENGTHS.support) })
	await look({ contact, person: claire, purpose: 'coaching', words: '', now: at(from + 30) })
	await revealDetail({
		...{ customerId: customer.id, field: 'phone', person: nadia, now: at(from + 40) },
		contact: { kind: 'conversations', id: chatId, caseReference: chat.caseReference },
	})
	await conclude({
		...{
			contact: own,
			advisor: nadia,
			reason: 'internet',
			outcome: 'solved',
			summary: 'Ligne remise.',
			draft: 'Ligne.',
		},
		promise: { text: 'Envoyer une box', dueAt: at(200_000) },
		...{ mailSummary: true, breathe: true, now: at(from + LENGTHS.chat) },
	})
	await correctConclusion({ objectId: chatId, requestKey: randomUUID(), body: 'Box remise.' })
	const relit = from + LENGTHS.chat + LENGTHS.breath
	await setPresence({ personId: nadia.id, state: 'available', now: at(relit) })

	const callback = await makeCallback({ customerId: customer.id, now: at(relit + 60) })
	await claimCallback({ callbackId: callback.id, advisorId: nadia.id, now: at(relit + 61) })
	const [attempt] = await db.select().from(callbackAttempts)
	const key = attempt?.key ?? ''
	const call = { CallSid: 'CA00000000000000advisor', To: nadia.phone ?? '', From: '+33353012020' }
	const leg = { ...call, CallSid: 'CA0000000000000customer', To: callback.phone }
	const rung = relit + 70
	const ended = rung + LENGTHS.talk
	await advisorAnswered(key, { ...call, CallStatus: 'in-progress' }, at(rung - 5))
	await advisorPressed(key, { ...call, CallStatus: 'in-progress', Digits: '1' }, at(rung - 2))
	await legChanged('customer', key, { ...leg, CallStatus: 'in-progress', SequenceNumber: '2' }, at(rung))
	const end = { DialCallStatus: 'completed', DialBridged: 'true', DialCallSid: leg.CallSid }
	await dialEnded(key, { ...call, CallStatus: 'in-progress', ...end, DialCallDuration: `${LENGTHS.talk}` }, at(ended))
	const over = { CallStatus: 'completed', SequenceNumber: '3', CallDuration: `${LENGTHS.dial}`, Duration: '122' }
	await legChanged('advisor', key, { ...call, ...over }, at(ended + 2))
	await db.insert(callDifferences).values({
		...{ day: START.toISOString().slice(0, 10), kind: 'other-duration', callSid: leg.CallSid },
		...{ callbackId: callback.id, attemptId: attempt?.id, theirs: '+7 s', ours: null, at: at(ended + 60) },
	})
	const called = await findContact({ kind: 'callbacks', id: callback.id, advisorId: nadia.id })
	if (!called) throw new Error('no call')
	await conclude({
		...{ contact: called, advisor: nadia, reason: 'internet', outcome: 'solved', summary: 'Dit.', draft: 'Dit.' },
		...{ promise: null, mailSummary: false, breathe: false, now: at(ended + LENGTHS.afterCall) },
	})

	const { message } = await leaveMessage({
		...{ requestKey: randomUUID(), visitId: randomUUID(), customerId: null, firstName: 'Marion', trail: [] },
		...{ contact: 'marion@exemple.fr', provenEmail: null, body: 'Et ma facture ?', lang: 'fr', askedFrom: null },
		now: at(9_000),
	})
	const messageId = message.id
	const reply = { advisorId: nadia.id, advisorName: nadia.name, answer: 'Voici.' }
	await answerLeftMessage({ id: messageId, ...reply, now: at(9_000 + LENGTHS.answer) })
	await remarkOnGuide({
		...{ requestKey: randomUUID(), guide: 'internet', lang: 'fr', step: null, body: 'Trop long.', author: nadia },
	})
	await answerRemark({ id: 'none', answer: 'Merci.', by: claire })
	const training = await startTraining({ personId: nadia.id, scenarioId: 'facture', lang: 'fr' })
	await beat(nadia.id, at(LENGTHS.atDesk))
	await setPresence({ personId: nadia.id, state: 'away', now: at(LENGTHS.atDesk) })

	// What is shown at this very instant: another conversation of hers, and one that waits.
	const open = await makeConversation({ customerId: customer.id })
	await takeConversation({ conversationId: open.id, advisorId: nadia.id })
	const waiting = await makeConversation()
	return { nadia, sami, claire, person, chat, open, waiting, callback, messageId, training, visitId: chat.visitId }
}

/** Routes with a parameter are asked for with each name that may stand for it. */
function paramsOf(file: string): Record<string, string>[] {
	const values: Record<string, (string | null | undefined)[]> = {
		id: [day.chat.id, day.open.id, day.waiting.id, day.callback.id, day.messageId, day.training?.id],
		kind: ['conversations', 'callbacks', 'messages'],
		visitId: [day.visitId],
		reference: [day.callback.reference, day.chat.caseReference],
	}
	const names = [...file.matchAll(/\$([a-z]+)/gi)].map(([, name]) => name ?? '')
	return names.reduce<Record<string, string>[]>(
		(some, name) =>
			some.flatMap((one) => (values[name] ?? ['none']).flatMap((value) => (value ? [{ ...one, [name]: value }] : []))),
		[{}],
	)
}

/** What every route answers to somebody, where it answers. */
async function readAs(who: { email: string }) {
	const headers = await browserOf(who)
	const answers: { route: string; said: unknown }[] = []
	for (const file of readdirSync('app/routes').filter((name) => /\.tsx?$/.test(name))) {
		const { loader } = (await import(resolve('app/routes', file))) as {
			loader?: (args: LoaderFunctionArgs) => Promise<unknown>
		}
		if (!loader || file === 'desk_.handset.ts') continue
		const route = file.replace(/\.tsx?$/, '')
		const path = route.startsWith('(en)') ? '/fr' : `/${route.replaceAll('.', '/')}`
		for (const params of paramsOf(file)) {
			resetLimits()
			const request = new Request(`http://localhost:3000${path}?seq=0&q=box`, { headers })
			const answer = await answerOf(() => loader({ request, params, context: {} } as unknown as LoaderFunctionArgs))
			if (answer.status !== 200) continue
			const text = await answer.text()
			answers.push({ route, said: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text })
		}
	}
	return answers
}

test('no screen and no export says how long an advisor took, whoever asks', async () => {
	const { nadia, sami, claire, person } = day
	const olivier = await makePerson({ role: 'admin' })
	const helene = await makePerson({ role: 'editor' })
	const seen = new Set<string>()
	const found: unknown[] = []
	for (const who of [nadia, sami, claire, olivier, helene, person])
		for (const { route, said } of await readAs(who)) {
			seen.add(route)
			found.push(
				...lengthsIn(said, LENGTHS, route)
					// How long the machine took to search, anew each time: any of these lengths in hours, now and then.
					.filter(({ path }) => path !== 'api.search.tookMs')
					.map((one) => ({ ...one, who: who.role })),
			)
		}
	expect(found).toEqual([])
	// The walk saw what there is to see.
	for (const route of [
		...['desk', 'desk._index', 'desk.conversations.$id', 'desk.callbacks.$id', 'desk.messages.$id', 'desk.looks'],
		...['desk_.$kind.$id.conclude', 'desk_.$kind.$id.account', 'desk_.conversations.$id.since', 'desk_.training.$id'],
		...['frictions._index', 'frictions.callbacks._index', 'frictions.callbacks.$id', 'frictions.visits.$visitId'],
		...['frictions.reveals', 'frictions.export[.]csv', 'planning', 'studio_.guides', 'dev.outbox'],
		...['(en).echanges._index', '(en).echanges.$id', '(en).echanges.$id_.since', '(en).compte'],
	])
		expect([...seen]).toContain(route)
}, 60_000)

test('no row that is of somebody who works here holds a length, whatever its column is called', () => {
	expect(lengthsInRows()).toEqual([])
	// The phone company's count of a conversation is kept once, for other programs that are promised it, in a
	// row that says of nobody who spoke.
	const kept = rowsOf('callback_events').filter((row) => lengthsIn(row, LENGTHS).length > 0)
	expect(kept).toHaveLength(1)
	expect(JSON.stringify(kept)).not.toContain(day.nadia.phone)
})

test('what other programs read of a call names nobody', async () => {
	const callback = await findCallback(day.callback.id)
	if (!callback) throw new Error('no callback')
	const told = await contractOf(callback)
	expect(lengthsIn(told, LENGTHS).map(({ path }) => path)).toEqual(['.attempts[0].bridgedSeconds'])
	for (const word of ofStaff()) expect(JSON.stringify(told)).not.toContain(word)
})

test('no metric names anybody, or counts the time of one', async () => {
	const text = await metricsText()
	expect(text.length).toBeGreaterThan(1_000)
	for (const word of ofStaff()) expect(text).not.toContain(word)
	const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, name]) => name))
	for (const name of labels) expect(name).not.toMatch(/advisor|person|conversation|callback|user/)
})

test('the walk finds a length that somebody would put there', () => {
	const { writer } = currentConnections()
	writer.exec('create table tallies (owner text, n integer, note text)')
	const put = (owner: string, n: number | null, note: string | null) => {
		writer.exec('delete from tallies')
		writer.prepare('insert into tallies values (?, ?, ?)').run(owner, n, note)
		return lengthsInRows().map(({ path, what }) => `${path} ${what}`)
	}
	try {
		expect(put(day.nadia.id, LENGTHS.chat, null)).toEqual(['tallies.n chat'])
		expect(put('Nadia Roche', 119, null)).toEqual(['tallies.n talk'])
		expect(put(day.nadia.email, null, '{"total":7157000}')).toEqual(['tallies.note.total talk'])
		expect(put(day.nadia.id, null, 'en ligne 1 h 59')).toEqual(['tallies.note talk'])
		expect(put('nobody', LENGTHS.chat, null)).toEqual([])
		expect(put(day.nadia.id, 2, '2026-11-20T02:50:43Z')).toEqual([])
	} finally {
		writer.exec('drop table tallies')
	}
	const lived = { chat: LENGTHS.chat }
	for (const words of [
		'170 min',
		'171 minutes',
		'170:43',
		'2:50:43',
		'02:50:43',
		'2 h 50',
		'10243 s',
		'10 243 s',
		'PT2H50M',
	])
		expect([words, lengthsIn(`Nadia, ${words}`, lived)]).toEqual([words, [expect.anything()]])
	for (const number of [10_243, 10_243_000, 170, 171, 170.7, 2.85])
		expect([number, lengthsIn({ number }, lived)]).toEqual([number, [expect.anything()]])
	for (const words of ['11 h 50', '110 243', 'RC-10243', '1170 min', '0 800 17 00 43', '12 h 50'])
		expect([words, lengthsIn(words, lived)]).toEqual([words, []])
})

/** Identifiers, names, addresses and numbers of who lived the day at the desk. */
function ofStaff(): string[] {
	return [day.nadia, day.sami, day.claire].flatMap(({ id, name, email, phone }) =>
		[id, name, name.split(' ')[0] ?? name, email, phone].flatMap((one) => (one ? [one] : [])),
	)
}

function rowsOf(table: string): Record<string, unknown>[] {
	return currentConnections().reader.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]
}

/** Every table as the database has it, so that none is left out; instants are told by their name and size. */
function lengthsInRows() {
	const { reader } = currentConnections()
	const tables = reader
		.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
		.all() as { name: string }[]
	const words = ofStaff()
	return tables.flatMap(({ name }) =>
		rowsOf(name)
			.filter((row) => words.some((word) => JSON.stringify(row).includes(word)))
			.flatMap((row) => lengthsIn(row, LENGTHS, name)),
	)
}
