import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { frictions } from '#db/schema/friction.server'
import { promises } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor } from '#db/testing/builders'
import {
	answerDueAt,
	answerLeftMessage,
	findOwnLeftMessage,
	leaveMessage,
	leftMessagesToAnswer,
} from './left-messages.server'

const SUNDAY = new Date('2026-11-22T18:00:00Z')

function form(over: Partial<Parameters<typeof leaveMessage>[0]> = {}) {
	return {
		...{ visitId: randomUUID(), customerId: null, requestKey: randomUUID(), firstName: 'Camille' },
		...{ contact: `camille-${randomUUID().slice(0, 8)}@exemple.fr`, provenEmail: null, body: 'Ma facture a doublé.' },
		...{ lang: 'fr' as const, askedFrom: '/compte', trail: [], now: SUNDAY },
		...over,
	}
}
const mailsTo = (address: string) => db.select().from(outbox).where(eq(outbox.recipient, address))

describe('a message left', () => {
	it('sent twice is stored once, with one promise', async () => {
		const sent = form()
		const [first, second] = await Promise.all([leaveMessage(sent), leaveMessage(sent)])
		expect(first.message.reference).toBe(second.message.reference)
		expect(await db.$count(promises, eq(promises.objectId, first.message.id))).toBe(1)
	})

	it('is promised an answer by the end of the next working day', async () => {
		expect(answerDueAt(SUNDAY).toISOString()).toBe('2026-11-23T19:00:00.000Z')
		// Saturday: Sunday is closed, Monday counts.
		expect(answerDueAt(new Date('2026-11-21T10:00:00Z')).toISOString()).toBe('2026-11-23T19:00:00.000Z')
		// 10 November: the 11th is a public holiday.
		expect(answerDueAt(new Date('2026-11-10T10:00:00Z')).toISOString()).toBe('2026-11-12T19:00:00.000Z')
	})

	it('writes to a proven address only', async () => {
		const unknown = form()
		await leaveMessage(unknown)
		expect(await mailsTo(unknown.contact)).toEqual([])
		const proven = form({ contact: 'camille@exemple.fr', provenEmail: 'camille@exemple.fr' })
		await leaveMessage(proven)
		expect(await mailsTo('camille@exemple.fr')).toMatchObject([{ purpose: 'left-message' }])
	})

	it('is found by who left it, by nobody else', async () => {
		const sent = form()
		const { message } = await leaveMessage(sent)
		expect(await findOwnLeftMessage(message.reference, sent)).toMatchObject({ id: message.id })
		expect(await findOwnLeftMessage(message.reference, { visitId: randomUUID(), customerId: null })).toBeNull()
	})

	it('is logged as asked for while nobody was there', async () => {
		const sent = form()
		await leaveMessage(sent)
		expect(await db.select().from(frictions).where(eq(frictions.visitId, sent.visitId))).toMatchObject([
			{ kind: 'handoff-closed' },
		])
	})

	it('is answered once, where its author asked, and the promise is settled', async () => {
		const advisor = await makeAdvisor({ name: 'Nadia Benali' })
		const { message } = await leaveMessage(form({ contact: '+33639981234' }))
		const answer = {
			id: message.id,
			advisorId: advisor.id,
			advisorName: advisor.name,
			answer: 'Ça vient du hors-forfait.',
			now: new Date('2026-11-23T09:00:00Z'),
		}
		const answers = await Promise.all([answerLeftMessage(answer), answerLeftMessage(answer)])
		expect(answers.filter(Boolean)).toHaveLength(1)
		const sms = await mailsTo('+33639981234')
		expect(sms).toHaveLength(1)
		expect(sms[0]?.body).toContain('Nadia')
		const [promise] = await db.select().from(promises).where(eq(promises.objectId, message.id))
		expect(promise?.state).toBe('kept')
		expect((await leftMessagesToAnswer(50)).messages.some(({ id }) => id === message.id)).toBe(false)
	})
})
