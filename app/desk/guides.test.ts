import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { guideRemarks, guideTicks } from '#db/schema/desk.server'
import { makeAdvisor } from '#db/testing/builders'
import { makeConversation } from '#db/testing/conversations'
import { settings } from '~/settings/settings.server'
import { chooseForDesk, deskChoicesOf, listTicks, tickStep } from './desk-choices.server'
import { answerRemark, listAnswersTo, listRemarks, readAnswer, remarkOnGuide } from './guide-remarks.server'
import { guideFor } from './guides.server'

test.each(settings().reasons.map(({ id }) => id))(
	'« %s » has a guide in both languages, with the same steps',
	(reason) => {
		const [fr, en] = [guideFor(reason, 'fr'), guideFor(reason, 'en')]
		expect(fr?.steps.length).toBeGreaterThanOrEqual(3)
		expect(en?.steps).toHaveLength(fr?.steps.length ?? 0)
		for (const guide of [fr, en]) {
			expect(guide?.reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/)
			expect(new Set(guide?.steps.map(({ id }) => id)).size).toBe(guide?.steps.length)
			for (const { title, html } of guide?.steps ?? []) {
				expect(title).not.toMatch(/&|</)
				expect(html).toMatch(/^<(p|ul)>/)
				expect(html).not.toMatch(/\bagents?\b|relance/i)
			}
		}
	},
)

test('there is no guide of an unknown reason, nor of a path', () => {
	expect([guideFor('inconnu', 'fr'), guideFor('../settings', 'fr'), guideFor('', 'fr')]).toEqual([null, null, null])
})

test('how much of a guide is shown is remembered for each person', async () => {
	const [nadia, sami] = [await makeAdvisor(), await makeAdvisor()]
	expect(await deskChoicesOf(nadia.id)).toEqual({ guideLevel: 'full', shortcuts: true })
	await chooseForDesk(nadia.id, { guideLevel: 'none' })
	await chooseForDesk(nadia.id, { shortcuts: false })
	expect(await deskChoicesOf(nadia.id)).toEqual({ guideLevel: 'none', shortcuts: false })
	expect(await deskChoicesOf(sami.id)).toEqual({ guideLevel: 'full', shortcuts: true })
})

test('a tick belongs to its contact, in any order, and says neither who nor when', async () => {
	const [one, other] = [await makeConversation(), await makeConversation()]
	const tick = (contact: typeof one, step: string, ticked = true) =>
		tickStep({ contactId: contact.id, caseId: contact.caseId, step, ticked })
	await tick(one, 'c')
	await tick(one, 'a')
	await tick(one, 'a')
	await tick(one, 'c', false)
	expect([await listTicks(one.id), await listTicks(other.id)]).toEqual([['a'], []])
	expect(Object.keys((await db.select().from(guideTicks))[0] ?? {}).sort()).toEqual(['caseId', 'contactId', 'step'])
})

test('a remark is one however often it is sent, is answered once, and its author alone is told', async () => {
	const [nadia, sami] = [await makeAdvisor({ name: 'Nadia Benali' }), await makeAdvisor()]
	const remark = { requestKey: randomUUID(), guide: 'internet', lang: 'fr' as const, step: null, author: nadia }
	expect(await remarkOnGuide({ ...remark, body: ' ' })).toBe(false)
	for (let n = 0; n < 2; n++) expect(await remarkOnGuide({ ...remark, body: 'Le délai a changé' })).toBe(true)
	expect(await db.$count(guideRemarks)).toBe(1)
	const [waiting] = (await listRemarks()).waiting
	const id = waiting?.id ?? ''
	expect(await answerRemark({ id, answer: 'Corrigé, merci.', by: { name: 'Hélène' } })).toBe(true)
	expect(await answerRemark({ id, answer: 'Autre', by: { name: 'Claire' } })).toBe(false)
	expect(await listRemarks()).toMatchObject({ waiting: [], answered: [{ answer: 'Corrigé, merci.' }] })
	expect(await listAnswersTo(sami.id)).toEqual([])
	expect(await listAnswersTo(nadia.id)).toMatchObject([{ answer: 'Corrigé, merci.', answeredByName: 'Hélène' }])
	await readAnswer(id, sami.id)
	expect(await listAnswersTo(nadia.id)).toHaveLength(1)
	await readAnswer(id, nadia.id)
	expect(await listAnswersTo(nadia.id)).toEqual([])
})
