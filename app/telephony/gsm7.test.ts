import { expect, it } from 'vitest'
import { firstThatFits, gsm7Length, toGsm7 } from './gsm7'

it('keeps the letters of the basic alphabet and folds the others', () => {
	expect(toGsm7('Déjà à l’été : « où ça ? » être 10\u00a0h 30')).toBe('Déjà à l\'été : " où ca ? " etre 10 h 30')
	expect(toGsm7('cœur')).toBe('coeur')
})
it('counts an escaped sign twice', () => {
	expect(gsm7Length('10 €')).toBe(5)
})
it('takes the first wording that fits', () => {
	expect(firstThatFits(['x'.repeat(161), 'court'])).toBe('court')
	expect(firstThatFits(['x'.repeat(160), 'court'])).toHaveLength(160)
})
