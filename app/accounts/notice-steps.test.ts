import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { cancellations } from '#db/schema/accounts.server'
import { frictions } from '#db/schema/friction.server'
import { makeCustomer, makeVisit } from '#db/testing/builders'
import { contractReference } from './contract-reference'
import { readNotice } from './notice-input.server'
import { noticeForm } from './notice-page.server'
import { nextNoticeStep } from './notice-steps.server'

const NOW = new Date('2026-11-19T14:30:00Z')
const RIGHT = { lastName: 'Vasseur', otherContract: '03 53 01 44 18', email: 'moi@exemple.fr' }

function read(fields: Record<string, string>) {
	const form = new FormData()
	for (const [name, value] of Object.entries(fields)) form.set(name, value)
	const input = readNotice(form, NOW)
	if (!input) throw new Error('refused as a form that no page sends')
	return input
}

test.each([
	[{ ...RIGHT }, {}],
	[{ ...RIGHT, otherContract: 'CT-1A2B3C4D' }, {}],
	[{ ...RIGHT, lastName: ' ' }, { lastName: 'lastName' }],
	[{ ...RIGHT, otherContract: '12' }, { contract: 'contract' }],
	[{ ...RIGHT, email: 'moi@' }, { email: 'email' }],
	[{ ...RIGHT, wishedEnd: '2026-11-18' }, { wishedEnd: 'wishedPast' }],
	[{ ...RIGHT, wishedEnd: '2026-11-19' }, {}],
	[{ ...RIGHT, wishedEnd: '2026-02-30' }, { wishedEnd: 'wishedWrong' }],
	[{ ...RIGHT, wishedEnd: '2099-01-01' }, { wishedEnd: 'wishedFar' }],
])('%j has these mistakes: %j', (fields, errors) => {
	expect(read(fields).errors).toEqual(errors)
})

test('nothing is notified before the recap: skipping it leads to it', async () => {
	const visit = await makeVisit()
	const sender = { visitId: visit.id, lang: 'fr' as const, holder: null }
	const skipped = await nextNoticeStep('cancellation', read({ ...RIGHT, intent: 'notify' }), sender, NOW)
	expect(skipped).toMatchObject({ step: 'recap', values: { contract: '03 53 01 44 18' }, recap: { own: null } })
	if (skipped.step !== 'recap') return

	const { requestKey } = skipped.recap
	const corrected = await nextNoticeStep('cancellation', read({ ...RIGHT, intent: 'correct' }), sender, NOW)
	expect(corrected).toMatchObject({ step: 'form', values: { lastName: 'Vasseur' }, errors: {} })
	expect(await db.select().from(cancellations).where(eq(cancellations.id, requestKey))).toHaveLength(0)

	const sent = await nextNoticeStep('cancellation', read({ ...RIGHT, intent: 'notify', requestKey }), sender, NOW)
	expect(sent).toMatchObject({ step: 'notified', reference: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/) })
})

test('a form refused once is ordinary, twice is a failure that is logged', async () => {
	const visit = await makeVisit()
	const sender = { visitId: visit.id, lang: 'fr' as const, holder: null }
	const logged = () => db.select().from(frictions).where(eq(frictions.visitId, visit.id))
	const first = await nextNoticeStep('cancellation', read({ ...RIGHT, email: '' }), sender, NOW)
	expect(first).toMatchObject({ step: 'form', refusals: 1 })
	expect(await logged()).toHaveLength(0)
	await nextNoticeStep('cancellation', read({ ...RIGHT, email: 'x', refusals: '1' }), sender, NOW)
	expect(await logged()).toMatchObject([{ kind: 'form-refused', causeKey: 'cancellation:email' }])
})

test('a signed-in customer finds the form filled, and the recap says what stops', async () => {
	const { customer, mobile, line } = await makeCustomer()
	const reference = contractReference(mobile.id)
	const form = await noticeForm('cancellation', customer, reference, NOW)
	expect(form.own).toHaveLength(2)
	expect(form.values).toMatchObject({ contract: reference, email: customer.email })

	const input = read({ ...form.values, intent: 'check' })
	const sender = { visitId: randomUUID(), lang: 'fr' as const, holder: customer }
	expect(await nextNoticeStep('cancellation', input, sender, NOW)).toMatchObject({
		step: 'recap',
		recap: { own: { numbers: [line.number], options: [], commitment: null } },
	})
})

test("another customer's contract tells nothing in the recap, and is not offered in the form", async () => {
	const [mine, theirs] = [await makeCustomer(), await makeCustomer()]
	const reference = contractReference(theirs.mobile.id)
	const form = await noticeForm('cancellation', mine.customer, reference, NOW)
	expect(form.values.contract).toBe('')
	const input = read({ ...RIGHT, contract: reference, intent: 'check' })
	const sender = { visitId: randomUUID(), lang: 'fr' as const, holder: mine.customer }
	expect(await nextNoticeStep('cancellation', input, sender, NOW)).toMatchObject({
		step: 'recap',
		recap: { own: null },
	})
})
