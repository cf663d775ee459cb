import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBankAccount } from './bank-account'

/** An example account of the French banks' federation, valid and nobody's. */
const FRENCH = 'FR7630006000011234567890189'

test('an IBAN is read as it is printed, pasted or spoken to the keyboard', () => {
	for (const typed of [
		FRENCH,
		'FR76 3000 6000 0112 3456 7890 189',
		'fr76 3000\u00a06000\u202f0112 3456 7890 189',
		' IBAN: FR76-3000-6000-0112-3456-7890-189 ',
	])
		expect(readBankAccount(typed), typed).toEqual({ ok: true, iban: FRENCH, country: 'FR', last4: '0189' })
})

test('what is wrong is told apart: nothing, no IBAN, a slip, a country out of reach', () => {
	expect(readBankAccount('  ')).toEqual({ ok: false, problem: 'missing' })
	expect(readBankAccount('06 12 34 56 78')).toEqual({ ok: false, problem: 'not-an-iban' })
	expect(readBankAccount('4970 1012 3456 7890')).toEqual({ ok: false, problem: 'not-an-iban' })
	expect(readBankAccount('FR76 3000 6000 0112 3456 7890 188')).toEqual({ ok: false, problem: 'mistyped' })
	expect(readBankAccount('FR76 3000 6000 0112 3456')).toEqual({ ok: false, problem: 'mistyped' })
	expect(readBankAccount('TR33 0006 1005 1978 6457 8413 26')).toEqual({ ok: false, problem: 'not-sepa' })
})

test('two digits exchanged, or one replaced, are always seen', () => {
	fc.assert(
		fc.property(fc.integer({ min: 4, max: FRENCH.length - 2 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
			const signs = [...FRENCH]
			const replaced = signs.with(at, String((Number(signs[at]) + by) % 10)).join('')
			const exchanged = signs
				.with(at, signs[at + 1] ?? '')
				.with(at + 1, signs[at] ?? '')
				.join('')
			expect(readBankAccount(replaced)).toMatchObject({ ok: false })
			if (exchanged !== FRENCH) expect(readBankAccount(exchanged)).toMatchObject({ ok: false })
		}),
	)
})
