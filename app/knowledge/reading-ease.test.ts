import { expect, test } from 'vitest'
import { readingOf } from './reading-ease'

test('short words in short sentences are easy, long ones are not', () => {
	expect(readingOf('La box clignote. Coupez-la. Attendez. Elle repart.', 'fr').ease).toBe('easy')
	const heavy =
		'La réinitialisation intégrale de votre équipement de télécommunication nécessite préalablement la vérification approfondie de la configuration matérielle associée à votre abonnement.'
	expect(readingOf(heavy, 'fr')).toMatchObject({ ease: 'hard' })
	expect(readingOf('The box blinks. Turn it off. Wait. It starts.', 'en').ease).toBe('easy')
	expect(readingOf('Reinitialisation necessitates verification of telecommunications configuration.', 'en').ease).toBe(
		'hard',
	)
})

test('marks, addresses and code are no words', () => {
	expect(
		readingOf('## Le câble\n\n1. **Coupez** la [prise](/articles/prise-tres-longue).\n2. Attendez.\n', 'fr').words,
	).toBe(6)
	expect(readingOf('```\nnpm start et beaucoup de code\n```\n', 'fr').words).toBe(0)
	expect(readingOf('', 'fr')).toEqual({ words: 0, longSentences: 0, ease: 'easy', hints: [] })
})

test('sentences nobody follows at a glance are counted', () => {
	const long = `${Array.from({ length: 26 }, () => 'mot').join(' ')}. Court.`
	expect(readingOf(long, 'fr').longSentences).toBe(1)
})

test('a paragraph of instructions is better as steps, and a long text has headings', () => {
	const told = 'Coupez. Attendez. Rallumez. Regardez. Notez. Recommencez.'
	expect(readingOf(told, 'fr').hints).toEqual(['steps'])
	expect(readingOf(`1. Coupez.\n\n${told}`, 'fr').hints).toEqual([])
	const long = Array.from({ length: 70 }, () => 'Coupez la box.').join('\n\n')
	expect(readingOf(long, 'fr').hints).toEqual(['heading'])
	expect(readingOf(`## Couper\n\n${long}`, 'fr').hints).toEqual([])
})
