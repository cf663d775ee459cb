import { expect, it } from 'vitest'
import { checkNumber, type NumberPolicy } from './numbers.server'

const policy: NumberPolicy = {
	country: 'FR',
	countries: ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BE', 'CH', 'LU'],
	ours: ['+33353012020'],
	advisors: ['+33199001122'],
}

it.each([
	['06 12 34 56 78', '+33612345678', true],
	['0612345678', '+33612345678', true],
	['06.12.34.56.78', '+33612345678', true],
	['06-12-34-56-78', '+33612345678', true],
	['06/12/34/56/78', '+33612345678', true],
	['06\u00a012\u00a034\u00a056\u00a078', '+33612345678', true],
	['  07 81 23 45 67 ', '+33781234567', true],
	['+33 6 12 34 56 78', '+33612345678', true],
	['+33612345678', '+33612345678', true],
	['+33 (0)6 12 34 56 78', '+33612345678', true],
	['0033 6 12 34 56 78', '+33612345678', true],
	['00336 12345678', '+33612345678', true],
	['(06) 12 34 56 78', '+33612345678', true],
	['tél : 06 12 34 56 78', '+33612345678', true],
	['０６１２３４５６７８', '+33612345678', true],
	['01 99 00 12 34', '+33199001234', false],
	['02 61 91 12 34', '+33261911234', false],
	['03 53 01 12 34', '+33353011234', false],
	['04 65 71 12 34', '+33465711234', false],
	['05 36 49 12 34', '+33536491234', false],
	['09 72 12 34 56', '+33972123456', false],
	['+262 692 12 34 56', '+262692123456', true],
	['+590 690 12 34 56', '+590690123456', true],
	['+32 470 12 34 56', '+32470123456', true],
	['+41 78 123 45 67', '+41781234567', true],
	['+352 621 123 456', '+352621123456', true],
])('%s may be called', (written, number, mobile) => {
	expect(checkNumber(written, policy)).toEqual({ ok: true, number, mobile })
})

it.each([
	['', 'empty', 0],
	['   ', 'empty', 0],
	['mon numéro', 'invalid', 0],
	['camille@example.fr', 'invalid', 0],
	['06 12 34 56', 'too-short', 2],
	['06 12 34 56 7', 'too-short', 1],
	['061234567', 'too-short', 1],
	['+33 6 12 34 56', 'too-short', 2],
	['06 12 34 56 78 9', 'too-long', 1],
	['0612345678 99', 'too-long', 2],
	['00 00 00 00 00', 'invalid', 0],
	['06 39 98 12 34', 'invalid', 0],
	['0 899 12 34 56', 'premium', 0],
	['+33 899 12 34 56', 'premium', 0],
	['0836 65 65 65', 'premium', 0],
	['0 820 12 34 56', 'premium', 0],
	['0 810 12 34 56', 'premium', 0],
	['0 800 12 34 56', 'service', 0],
	['0 805 12 34 56', 'service', 0],
	['0806 12 34 56', 'service', 0],
	['112', 'short-number', 0],
	['15', 'short-number', 0],
	['3900', 'short-number', 0],
	['3639', 'short-number', 0],
	['118 712', 'short-number', 0],
	['+44 7400 123456', 'country', 0],
	['+1 415 867 5309', 'country', 0],
	['+225 07 12 34 56 78', 'country', 0],
	['03 53 01 20 20', 'ours', 0],
	['+33 3 53 01 20 20', 'ours', 0],
	['01 99 00 11 22', 'advisor', 0],
	['+881 612345678', 'country', 0],
	['+32 902 12 34 5', 'premium', 0],
])('%s is refused: %s', (written, reason, digits) => {
	expect(checkNumber(written, policy)).toEqual({ ok: false, reason, digits })
})
