import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { makePerson } from '#db/testing/builders'
import { makeLivedVisit } from '#db/testing/friction'
import { contentVersion } from '~/knowledge/content-version.server'
import { handleCause, reopenReturned } from './handling.server'
import { findPublicChange, listPublicChanges, publishChange, withdrawChange } from './public-changes.server'

const NOW = new Date('2026-11-23T09:00:00Z')
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const WORDS = {
	...{ saidFr: 'La facture changeait sans explication.', saidEn: 'The bill changed without a reason.' },
	...{ doneFr: 'Chaque ligne dit pourquoi.', doneEn: 'Each line says why.', pathFr: '/compte/factures', pathEn: null },
}

async function cause(kind: 'change' | 'reason' | null, at = NOW) {
	const causeKey = `article-no:${randomUUID()}`
	const met = { kind: 'article-no', causeKey, words: 'Je ne comprends RIEN à ma facture, 3e fois !' }
	await makeLivedVisit({ at: new Date(at.getTime() - 60_000_000), frictions: [met] })
	const person = await makePerson({ role: 'supervisor' })
	const actor = { id: person.id, name: person.name }
	if (kind) await handleCause({ causeKey, kind, note: 'Réparé', actor, now: at })
	return { causeKey, actorId: person.id }
}

const shown = async (said: string) => (await listPublicChanges('fr')).filter((one) => one.said === said)

test('what was mended is published once, in both languages, corrected in place, and taken off', async () => {
	const { causeKey, actorId } = await cause('change')
	const saidFr = randomUUID()
	const before = contentVersion()
	const publish = (doneFr: string) =>
		publishChange({ causeKey, actorId, words: { ...WORDS, saidFr, doneFr }, now: NOW })
	expect(await publish('Une première fois.')).toBe('done')
	expect(await publish(WORDS.doneFr)).toBe('done')
	expect(contentVersion()).toBeGreaterThan(before)
	const one = { done: WORDS.doneFr, path: '/compte/factures', mendedAt: NOW, returned: false }
	expect(await shown(saidFr)).toMatchObject([one])
	const english = (await listPublicChanges('en')).find(({ said }) => said === WORDS.saidEn)
	expect(english).toMatchObject({ done: WORDS.doneEn, path: null })
	// The public learns neither who published it nor what the cause is called among us.
	expect(Object.keys(english ?? {}).sort()).toEqual(['done', 'id', 'mendedAt', 'path', 'returned', 'said'])

	await withdrawChange(causeKey, actorId, later(1))
	expect(await shown(saidFr)).toEqual([])
	expect((await findPublicChange(causeKey))?.withdrawnAt).toEqual(later(1))
	expect(await publish(WORDS.doneFr)).toBe('done')
	expect(await shown(saidFr)).toHaveLength(1)
})

test('nothing is published that was not mended, and no sentence of a customer', async () => {
	for (const kind of ['reason', null] as const) {
		const { causeKey, actorId } = await cause(kind)
		expect(await publishChange({ causeKey, actorId, words: WORDS, now: NOW })).toBe('not-mended')
	}
	const { causeKey, actorId } = await cause('change')
	const saidFr = 'On nous a écrit : « je ne comprends rien à ma facture (3e fois) ».'
	expect(await publishChange({ causeKey, actorId, words: { ...WORDS, saidFr }, now: NOW })).toBe('quotes')
	expect(await findPublicChange(causeKey)).toBeNull()
})

test('what comes back is said to have come back', async () => {
	const { causeKey, actorId } = await cause('change')
	const saidFr = randomUUID()
	await publishChange({ causeKey, actorId, words: { ...WORDS, saidFr }, now: NOW })
	for (const days of [1, 2, 3])
		await makeLivedVisit({ at: later(days), frictions: [{ kind: 'article-no', causeKey, words: null }] })
	expect(await reopenReturned(later(4))).toContain(causeKey)
	expect(await shown(saidFr)).toMatchObject([{ returned: true }])
})
