import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { frictions, visitSteps, visits } from '#db/schema/friction.server'
import { makeVisit } from '#db/testing/builders'
import { settings } from '~/settings/settings.server'
import { causeKeyOf } from './cause-key'
import { asksNotToBeFollowed, keepForHandoffOnly } from './not-followed.server'
import {
	endVisit,
	forgetSteps,
	frictionsOf,
	leaveOut,
	recordFriction,
	recordStep,
	touchVisit,
	trailOf,
} from './record.server'
import { sweepVisits } from './sweep.server'

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 19, 10, minute, second))
const search = { kind: 'search', label: 'garder mon numéro belge' } as const
const empty = { kind: 'search-empty', label: 'garder mon numéro belge', lang: 'fr' } as const

test('the path is kept in order, scrubbed, and stored once within a minute', async () => {
	const { id: visitId } = await makeVisit()
	await recordStep({ visitId, ...search, now: at(0) })
	await recordStep({ visitId, ...search, now: at(0, 30) })
	await recordStep({
		visitId,
		kind: 'form',
		label: 'Rappel au 06 39 98 12 34',
		href: '/rappel?tel=0639981234',
		now: at(2),
	})
	await recordStep({ visitId, ...search, now: at(5) })
	const trail = await trailOf(visitId)
	expect(trail.map(({ label }) => label)).toEqual([search.label, 'Rappel au [téléphone]', search.label])
	expect(trail[1]?.href).toBe('/rappel?tel=[téléphone]')
	expect(trail[0]?.at).toBe(at(0).toISOString())
})

test('a line that fails within the minute stays failed', async () => {
	const { id: visitId } = await makeVisit()
	const step = { visitId, kind: 'action', label: 'Renvoi activé' } as const
	await recordStep({ ...step, now: at(0) })
	await recordStep({ ...step, failed: true, now: at(0, 10) })
	await recordStep({ ...step, now: at(0, 20) })
	expect((await trailOf(visitId)).map(({ failed }) => failed)).toEqual([true])
})

test('two reports of the same step at once store one line', async () => {
	const { id: visitId } = await makeVisit()
	await Promise.all(Array.from({ length: 10 }, () => recordStep({ visitId, ...search, now: at(0) })))
	expect(await trailOf(visitId)).toHaveLength(1)
})

test('a step makes the visit it belongs to when none was begun', async () => {
	const visitId = crypto.randomUUID()
	await recordStep({ visitId, ...search, now: at(0) })
	await touchVisit({ visitId, lang: 'en', customerId: 'c-1', now: at(1) })
	expect(await visitOf(visitId)).toMatchObject({ lang: 'en', customerId: 'c-1', startedAt: at(0), lastAt: at(1) })
})

test('lines a person removed are gone, with the failure logged with them; other visits keep theirs', async () => {
	const [mine, other] = [await makeVisit(), await makeVisit()]
	for (const { id: visitId } of [mine, other]) {
		await recordStep({ visitId, ...search, failed: true, now: at(0) })
		await recordFriction({ visitId, ...empty, now: at(0) })
		await recordStep({ visitId, kind: 'article', label: 'Garder mon numéro', now: at(3) })
	}
	const [first] = await trailOf(mine.id)
	const [others] = await trailOf(other.id)
	await forgetSteps(mine.id, [first?.id ?? '', others?.id ?? ''])

	expect((await trailOf(mine.id)).map(({ label }) => label)).toEqual(['Garder mon numéro'])
	expect(await frictionsOf(mine.id)).toEqual([])
	expect(await trailOf(other.id)).toHaveLength(2)
	expect(await frictionsOf(other.id)).toHaveLength(1)
	const kept = await db
		.select()
		.from(visitSteps)
		.where(eq(visitSteps.id, first?.id ?? ''))
	expect(kept).toEqual([])
})

test('a failure is scrubbed everywhere, grouped by its words, and says until when it is kept', async () => {
	const { id: visitId } = await makeVisit()
	await recordFriction({
		...{ visitId, ...empty, words: 'appelez-moi au 0639981234', path: '/recherche?q=a@exemple.fr' },
		...{ detail: { iban: 'FR7630006000011234567890189' }, customerId: 'c-2', now: at(0) },
	})
	const [row] = await frictionsOf(visitId)
	expect(row).toMatchObject({
		...{
			causeKey: 'search-empty:belg gard numero',
			words: 'appelez-moi au [téléphone]',
			path: '/recherche?q=[e-mail]',
		},
		...{ detail: { iban: '[IBAN]' }, customerId: 'c-2' },
	})
	expect(row?.keepUntil.getTime()).toBe(at(0).getTime() + settings().retention.frictions * 86_400_000)
})

test('a reload does not count twice, other words do', async () => {
	const { id: visitId } = await makeVisit()
	await recordFriction({ visitId, ...empty, now: at(0) })
	await recordFriction({ visitId, ...empty, now: at(0, 20) })
	await recordFriction({ visitId, ...empty, words: 'et la Belgique ?', now: at(0, 30) })
	await recordFriction({ visitId, ...empty, now: at(2) })
	expect(await frictionsOf(visitId)).toHaveLength(3)
})

test('a cause given by the domain is kept as given', async () => {
	const { id: visitId } = await makeVisit()
	await recordFriction({
		visitId,
		kind: 'action-failed',
		causeKey: 'forwarding:unavailable',
		label: 'Renvoi',
		lang: 'fr',
		now: at(0),
	})
	expect((await frictionsOf(visitId))[0]?.causeKey).toBe('forwarding:unavailable')
})

test('signing in attaches the visit and what failed before to the customer', async () => {
	const { id: visitId } = await makeVisit({ startedAt: at(0), lastAt: at(0) })
	await recordFriction({ visitId, ...empty, now: at(0) })
	await touchVisit({ visitId, lang: 'fr', customerId: 'c-3', now: at(0, 20) })
	expect((await frictionsOf(visitId))[0]?.customerId).toBe('c-3')
	await touchVisit({ visitId, lang: 'fr', customerId: null, now: at(2) })
	expect((await visitOf(visitId))?.customerId).toBe('c-3')
})

test('a sign of life is written at most once a minute', async () => {
	const { id: visitId } = await makeVisit({ startedAt: at(0), lastAt: at(0) })
	await touchVisit({ visitId, lang: 'fr', customerId: null, now: at(0, 50) })
	expect((await visitOf(visitId))?.lastAt).toEqual(at(0))
	await touchVisit({ visitId, lang: 'fr', customerId: null, now: at(1, 1) })
	expect((await visitOf(visitId))?.lastAt).toEqual(at(1, 1))
})

test('an ending with somebody is not taken back, and a new step opens the question again', async () => {
	const { id: visitId } = await makeVisit({ startedAt: at(0), lastAt: at(0) })
	await endVisit(visitId, 'somebody')
	await endVisit(visitId, 'nothing')
	expect((await visitOf(visitId))?.ending).toBe('somebody')
	await recordStep({ visitId, ...search, now: at(4) })
	expect((await visitOf(visitId))?.ending).toBeNull()
})

test('a visit left out, of a robot or of staff, leaves nothing', async () => {
	const visitId = crypto.randomUUID()
	leaveOut(visitId)
	await touchVisit({ visitId, lang: 'fr', customerId: null, now: at(0) })
	await recordStep({ visitId, ...search, now: at(0) })
	await recordFriction({ visitId, ...empty, now: at(0) })
	expect(await visitOf(visitId)).toBeUndefined()
	expect(await frictionsOf(visitId)).toEqual([])
})

test('of a browser that asks not to be followed only the path is kept, and no longer than the visit', async () => {
	expect(
		[{ 'Sec-GPC': '1' }, { DNT: '1' }, { DNT: '0' }, {}].map((one) =>
			asksNotToBeFollowed(new Headers(Object.entries(one))),
		),
	).toEqual([...[true, true], ...[false, false]])
	const visitId = randomUUID()
	keepForHandoffOnly(visitId)
	await touchVisit({ visitId, lang: 'fr', customerId: null, now: at(0) })
	await recordStep({ visitId, ...search, failed: true, now: at(1) })
	await recordFriction({ visitId, ...empty, now: at(1) })
	expect(await frictionsOf(visitId)).toEqual([])
	expect(await trailOf(visitId)).toHaveLength(1)
	expect(await visitOf(visitId)).toMatchObject({ handoffOnly: true })
	await sweepVisits(at(60))
	expect(await visitOf(visitId)).toBeUndefined()
	expect(await trailOf(visitId)).toEqual([])
})

test('very long words are cut', async () => {
	const { id: visitId } = await makeVisit()
	await recordFriction({ visitId, ...empty, words: 'a.'.repeat(200_000), now: at(0) })
	const [row] = await db.select().from(frictions).where(eq(frictions.visitId, visitId))
	expect(row?.words).toHaveLength(2_000)
})

test.each([
	['Garder mon numéro belge', 'numeros belges, garder ?'],
	['Pourquoi ma facture est plus élevée', 'factures élevées'],
	["Où est l'adresse de la box", 'adresses box'],
	['wifi lent', 'Wi-Fi lents'],
])('« %s » and « %s » are one cause', (one, other) => {
	expect(causeKeyOf('search-empty', one)).toBe(causeKeyOf('search-empty', other))
})

test('different questions, and different kinds, are different causes', () => {
	expect(causeKeyOf('search-empty', 'garder mon numéro belge')).not.toBe(
		causeKeyOf('search-empty', 'garder mon numéro suisse'),
	)
	expect(causeKeyOf('search-empty', 'forfait')).not.toBe(causeKeyOf('search-left', 'forfait'))
	expect(causeKeyOf('search-empty', 'où est le')).toBe('search-empty:est le ou')
	expect(causeKeyOf('search-empty', '???')).toBe('search-empty:-')
})

async function visitOf(id: string) {
	const [visit] = await db.select().from(visits).where(eq(visits.id, id))
	return visit
}

test('the address of an object leads there, even when its identifier reads like a contract number', async () => {
	const { id: visitId } = await makeVisit()
	const address = '/compte/paiements/49347e94-50aa-4ee7-a633-13f86703beeb'
	await recordStep({ visitId, kind: 'action', label: 'Paiement refusé', failed: true, href: address })
	expect(await trailOf(visitId)).toMatchObject([{ href: address }])
	await recordFriction({ visitId, kind: 'action-failed', label: 'Paiement refusé', path: address, lang: 'fr' })
	const [logged] = await db.select().from(frictions).where(eq(frictions.visitId, visitId))
	expect(logged?.path).toBe(address)
})
