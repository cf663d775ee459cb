import { describe, expect, it } from 'vitest'
import { extract, type Said } from './extract'

const thread = (...lines: string[]): Said[] =>
	lines.map((line) => ({ author: line.startsWith('C ') ? 'customer' : 'advisor', body: line.slice(2) }))

const FRENCH = thread(
	'C Bonjour. Depuis hier soir ma box a un voyant rouge et je n’ai plus internet. Merci de votre aide !',
	'A Bonjour Camille, je regarde.',
	'A J’ai testé votre ligne : le test montre une coupure entre la rue et votre box. Avez-vous touché au câble ?',
	'C Non, je n’ai rien touché au câble.',
	'A Un technicien passera vendredi entre 8 h et 10 h pour la coupure. J’ai ajouté 20 Go à votre mobile. Je reste là.',
	'C D’accord, merci beaucoup',
)
const ENGLISH = thread(
	'C Hi! My bill for November is higher than usual: it counts the travel option twice.',
	'A Hello Sam, one moment.',
	'A The travel option was added on both lines. I have removed it from the second line and refunded 9 euros.',
	'A You will see the refund on the bill of December. Anything else?',
	'C No, that works, thank you',
)

describe('sentences of a French thread', () => {
	const found = extract(FRENCH, 'fr')
	it('hold what was asked, what was done and what is to come, word for word', () => {
		expect(found).toEqual({
			question: 'Depuis hier soir ma box a un voyant rouge et je n’ai plus internet.',
			done: [
				'J’ai testé votre ligne : le test montre une coupure entre la rue et votre box.',
				'J’ai ajouté 20 Go à votre mobile.',
			],
			next: ['Un technicien passera vendredi entre 8 h et 10 h pour la coupure.'],
			confirmed: true,
		})
	})
	it('are always sentences that somebody wrote', () => {
		const all = FRENCH.map(({ body }) => body).join('\n')
		for (const sentence of [found.question ?? '', ...found.done, ...found.next]) expect(all).toContain(sentence)
	})
	it('are the same each time', () => expect(extract(FRENCH, 'fr')).toEqual(found))
})

it('sentences of an English thread', () => {
	expect(extract(ENGLISH, 'en')).toEqual({
		question: 'My bill for November is higher than usual: it counts the travel option twice.',
		done: [
			'The travel option was added on both lines.',
			'I have removed it from the second line and refunded 9 euros.',
		],
		next: ['You will see the refund on the bill of December.'],
		confirmed: true,
	})
})

describe('little to pick from', () => {
	const nothing = { question: null, done: [], next: [], confirmed: false }
	it('a call has no thread', () => expect(extract([], 'fr')).toEqual(nothing))
	it('greetings alone say nothing', () =>
		expect(extract(thread('C Bonjour', 'A Bonjour, je regarde.'), 'fr')).toEqual(nothing))
	it('a question and no answer is a question', () =>
		expect(extract(thread('C Comment résilier ma ligne mobile ?'), 'fr')).toEqual({
			...nothing,
			question: 'Comment résilier ma ligne mobile ?',
		}))
	it('thanks in the first message confirm nothing', () =>
		expect(extract(thread('C Ma box est en panne. Merci beaucoup'), 'fr').confirmed).toBe(false))
	it('an advisor’s questions are no answer', () =>
		expect(extract(thread('C Box en panne', 'A Quel voyant est allumé sur la box ?'), 'fr').done).toEqual([]))
	it('addresses are left out', () =>
		expect(extract(thread('C Voyant rouge', 'A Voyez https://exemple.fr/articles/voyant-rouge'), 'fr').done).toEqual([
			'Voyez',
		]))
})
