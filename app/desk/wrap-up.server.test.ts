import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { callbacks, cases, promises, wrapUps } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen, makeCallback } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { recordManualOutcome } from '~/handoff/callback-by-hand.server'
import { claimCallback, isInCall } from '~/handoff/callback-claims.server'
import { conclusionOf, correctConclusion } from '~/handoff/conclusions.server'
import { findConversationForAdvisor, requeueConversation, takeConversation } from '~/handoff/conversations.server'
import { postMessage } from '~/handoff/messages.server'
import { beat, presenceOf, presentAdvisors, setPresence } from '~/handoff/presence.server'
import { useSettings } from '~/settings/settings.server'
import { useCarrier } from '~/telephony/current.server'
import { manualCarrier } from '~/telephony/manual.server'
import { keepPromise, listOwnCorrections, listOwnPromises, readCorrection } from './aftermath.server'
import { type ContactKind, conclude, draftSummary, findContact } from './wrap-up.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

beforeAll(() => {
	useSettings(alwaysOpen())
	useCarrier(manualCarrier('+33353012020'))
})
afterAll(() => {
	useSettings(undefined)
	useCarrier(undefined)
})
afterEach(async () => {
	await db.delete(cases)
	await db.delete(wrapUps)
	await db.delete(outbox)
})

async function contactOf(kind: ContactKind, id: string, advisorId: string) {
	const contact = await findContact({ kind, id, advisorId })
	if (!contact) throw new Error('no contact')
	return contact
}
async function inChat(over: Parameters<typeof makeConversation>[0] = {}) {
	const advisor = await makeAdvisor({ name: 'Nadia Roux', lastSeenAt: NOW })
	const conversation = await makeConversation({ now: NOW, ...over })
	await takeConversation({ conversationId: conversation.id, advisorId: advisor.id, now: later(10) })
	return { advisor, conversation, contact: await contactOf('conversations', conversation.id, advisor.id) }
}
const words = { reason: 'internet', outcome: 'solved', summary: 'Box remise en route.', draft: 'Box.' }
const quietly = { ...words, promise: null, mailSummary: false, breathe: false, now: later(60) }
const caseOf = async (id: string) => (await db.select().from(cases).where(eq(cases.id, id)))[0]

describe('a conversation', () => {
	it('is ended, its case closed and what was said kept', async () => {
		const { advisor, contact, conversation } = await inChat()
		expect(await conclude({ contact, advisor, ...quietly })).toBe(true)
		expect(await findConversationForAdvisor(conversation.id)).toMatchObject({ state: 'ended', endedBy: 'advisor' })
		expect(await caseOf(contact.caseId)).toMatchObject({ state: 'closed', closedAt: later(60) })
		expect(await db.select().from(wrapUps)).toMatchObject([
			{ ...words, objectId: conversation.id, channel: 'chat', advisorId: advisor.id, at: later(60) },
		])
	})

	it('concluded twice at once is concluded once: one summary, one promise, one message', async () => {
		const { customer } = await makeCustomer()
		const { advisor, contact } = await inChat({ customerId: customer.id })
		const promise = { text: 'Envoyer une box', dueAt: later(86_400) }
		const once = { ...quietly, promise, mailSummary: true }
		const done = await Promise.all([
			conclude({ contact, advisor, ...once }),
			conclude({ contact, advisor, ...once, summary: 'Autre chose.', promise: { ...promise, text: 'Autre' } }),
		])
		expect(done.sort()).toEqual([false, true])
		expect(await conclude({ contact, advisor, ...once })).toBe(false)
		expect(await db.$count(wrapUps)).toBe(1)
		expect(await db.$count(promises, eq(promises.kind, 'act'))).toBe(1)
		expect(await db.$count(outbox, eq(outbox.purpose, 'wrap-up'))).toBe(1)
	})

	it('something promised leaves the case open, with its owner and its day', async () => {
		const { advisor, contact } = await inChat()
		await conclude({ contact, advisor, ...quietly, promise: { text: 'Envoyer une box', dueAt: later(86_400) } })
		expect((await caseOf(contact.caseId))?.state).toBe('open')
		expect(await db.select().from(promises).where(eq(promises.kind, 'act'))).toMatchObject([
			{ text: 'Envoyer une box', dueAt: later(86_400), ownerId: advisor.id, state: 'promised' },
		])
	})

	it('that went to a colleague while it was being concluded stays theirs', async () => {
		const { advisor, contact, conversation } = await inChat()
		const colleague = await makeAdvisor()
		await requeueConversation({ conversationId: conversation.id, advisorId: advisor.id })
		await takeConversation({ conversationId: conversation.id, advisorId: colleague.id })
		expect(await conclude({ contact, advisor, ...quietly })).toBe(false)
		expect(await findConversationForAdvisor(conversation.id)).toMatchObject({
			...{ state: 'active', advisorId: colleague.id },
		})
		expect(await db.$count(wrapUps)).toBe(0)
	})

	it('the summary goes to the address of the account, and nowhere without one', async () => {
		const anonymous = await inChat()
		await conclude({ ...anonymous, ...quietly, mailSummary: true })
		expect(await db.$count(outbox, eq(outbox.purpose, 'wrap-up'))).toBe(0)
		const { customer, person } = await makeCustomer()
		const known = await inChat({ customerId: customer.id })
		await conclude({ ...known, ...quietly, mailSummary: true })
		const [mail] = await db.select().from(outbox).where(eq(outbox.purpose, 'wrap-up'))
		expect(mail).toMatchObject({ recipient: person.email })
		expect(mail?.body).toContain('Box remise en route.')
		expect(mail?.body).toContain('Nadia')
	})
})

describe('the drafted summary', () => {
	it('holds what was tried, passed on and said last, and nothing else', async () => {
		const { advisor, contact } = await inChat({
			trail: [
				{
					...{ id: 's1', kind: 'search', label: 'box voyant rouge', failed: true, href: null },
					at: NOW.toISOString(),
				},
			],
		})
		const say = (body: string, articleId?: string) =>
			postMessage({
				...{ id: crypto.randomUUID(), conversationId: contact.id, author: 'advisor', authorId: advisor.id },
				...{ body, articleId },
			})
		await say('Le voyant de la box\n/articles/voyant-rouge', 'a1')
		await say(`Débranchez-la. ${'x'.repeat(400)}`)
		const { summary: draft } = await draftSummary(contact)
		expect(draft.split('\n')).toHaveLength(4)
		expect(draft).toContain('Le voyant de ma box clignote en rouge.')
		expect(draft).toContain('Déjà essayé')
		expect(draft).toContain('box voyant rouge')
		expect(draft).toContain('Pages transmises')
		expect(draft).not.toContain('/articles/voyant-rouge')
		expect(draft).toContain('Débranchez-la.')
		expect(draft).toContain('…')
		expect(draft.length).toBeLessThan(500)
	})

	it('of somebody who tried nothing and was told nothing is the question', async () => {
		const { contact } = await inChat()
		expect((await draftSummary(contact)).summary).toBe('Le voyant de ma box clignote en rouge.')
	})
})

describe('a callback', () => {
	async function called() {
		const advisor = await makeAdvisor({ lastSeenAt: NOW })
		const callback = await makeCallback({ now: NOW })
		await claimCallback({ callbackId: callback.id, advisorId: advisor.id, now: NOW })
		return { advisor, callback }
	}

	it.each(['solved', 'promised', 'passed-on', 'unsolved'])('that was made is concluded as %s', async (outcome) => {
		const { advisor, callback } = await called()
		await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome: 'talked', now: later(30) })
		const contact = await contactOf('callbacks', callback.id, advisor.id)
		expect(await conclude({ contact, advisor, ...quietly, outcome })).toBe(true)
		expect(await conclude({ contact, advisor, ...quietly, outcome })).toBe(false)
		expect(await db.select().from(wrapUps)).toMatchObject([{ channel: 'callback', objectId: callback.id, outcome }])
		expect((await caseOf(callback.caseId))?.state).toBe('closed')
	})

	it.each([
		['talked', 'done', true],
		['busy', 'retry-wait', false],
		['no-answer', 'retry-wait', false],
		['voicemail', 'retry-wait', false],
		['failed', 'needs-number', false],
	] as const)('of which an advisor says « %s » becomes %s', async (outcome, state, toConclude) => {
		const { advisor, callback } = await called()
		expect(await isInCall(advisor.id)).toBe(true)
		await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome, now: later(30) })
		const [after] = await db.select().from(callbacks).where(eq(callbacks.id, callback.id))
		expect(after?.state).toBe(state)
		expect(await isInCall(advisor.id)).toBe(false)
		const contact = await findContact({ kind: 'callbacks', id: callback.id, advisorId: advisor.id })
		expect(contact !== null).toBe(toConclude)
	})

	it('is not concluded while nobody has said what came of it, nor by a colleague', async () => {
		const { advisor, callback } = await called()
		expect(await findContact({ kind: 'callbacks', id: callback.id, advisorId: advisor.id })).toBeNull()
		await recordManualOutcome({ callbackId: callback.id, advisorId: advisor.id, outcome: 'talked', now: later(30) })
		const colleague = await makeAdvisor()
		expect(await findContact({ kind: 'callbacks', id: callback.id, advisorId: colleague.id })).toBeNull()
	})
})

describe('breathing', () => {
	it('begins with the conclusion when it is asked, and not otherwise', async () => {
		const stays = await inChat()
		await conclude({ ...stays, ...quietly })
		expect((await presenceOf(stays.advisor.id)).state).toBe('available')
		const breathes = await inChat()
		await conclude({ ...breathes, ...quietly, breathe: true })
		expect((await presenceOf(breathes.advisor.id)).state).toBe('breathing')
	})
})

describe('after the conclusion', () => {
	it('the customer puts the summary right: both versions stay, the advisor reads it, once', async () => {
		const { advisor, contact } = await inChat()
		expect(await correctConclusion({ objectId: contact.id, requestKey: 'a', body: 'Trop tôt' })).toBe(false)
		await conclude({ contact, advisor, ...quietly })
		const correct = (requestKey: string, body: string) => correctConclusion({ objectId: contact.id, requestKey, body })
		expect(await correct('a', 'Box.')).toBe(true)
		expect(await correct('a', 'Box.')).toBe(true)
		expect(await correct('b', ' Box. ')).toBe(false)
		expect(await correct('c', '')).toBe(false)
		expect(await correct('d', 'Box, mais pas la télé.')).toBe(true)
		const seen = await conclusionOf(contact.id)
		expect(seen).toMatchObject({ summary: 'Box remise en route.', advisor: 'Nadia' })
		expect(seen?.corrections.map(({ body }) => body)).toEqual(['Box.', 'Box, mais pas la télé.'])
		expect(JSON.stringify(seen)).not.toContain('solved')
		const [colleague, [latest]] = [await makeAdvisor(), await listOwnCorrections(advisor.id)]
		expect(latest).toMatchObject({ summary: 'Box remise en route.', body: 'Box, mais pas la télé.' })
		expect(await listOwnCorrections(colleague.id)).toEqual([])
		await readCorrection(latest?.id ?? '', colleague.id)
		expect(await listOwnCorrections(advisor.id)).toHaveLength(2)
		await readCorrection(latest?.id ?? '', advisor.id)
		expect(await listOwnCorrections(advisor.id)).toHaveLength(1)
	})

	it.each([
		['on time', 3_600, 'kept'],
		['a day late', 2 * 86_400, 'late'],
	])('what was promised is the advisor’s to keep: %s', async (_, after, state) => {
		const { advisor, contact } = await inChat()
		await conclude({ contact, advisor, ...quietly, promise: { text: 'Envoyer une box', dueAt: later(86_400) } })
		const [own] = await listOwnPromises(advisor.id)
		expect(own).toMatchObject({ text: 'Envoyer une box', dueAt: later(86_400) })
		const colleague = await makeAdvisor()
		expect(await keepPromise(own?.id ?? '', colleague.id, later(after))).toBe(false)
		expect(await keepPromise(own?.id ?? '', advisor.id, later(after))).toBe(true)
		expect(await keepPromise(own?.id ?? '', advisor.id, later(after))).toBe(false)
		expect(await listOwnPromises(advisor.id)).toEqual([])
		expect(await db.select().from(promises).where(eq(promises.kind, 'act'))).toMatchObject([{ state }])
		expect((await caseOf(contact.caseId))?.state).toBe('closed')
	})

	it.each([
		[0, true],
		[5, false],
	])(
		'a rest of %i min the team agreed on keeps offers away, also from a lit window, and ends by itself',
		async (...row) => {
			const [restMinutes, offeredAtOnce] = row
			useSettings({ ...alwaysOpen(), desk: { restMinutes } })
			const { advisor, contact } = await inChat()
			const present = async (at: Date) => (await presentAdvisors(at)).some(({ id }) => id === advisor.id)
			await conclude({ contact, advisor, ...quietly, now: NOW })
			await setPresence({ personId: advisor.id, state: 'available', now: NOW })
			expect(await present(later(59))).toBe(offeredAtOnce)
			await beat(advisor.id, later(299))
			expect(await present(later(299))).toBe(offeredAtOnce)
			expect(await present(later(300))).toBe(true)
			useSettings(alwaysOpen())
		},
	)
})
