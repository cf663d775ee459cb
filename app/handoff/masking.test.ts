import { describe, expect, it } from 'vitest'
import { hiddenIn, maskCardNumbers, maskIbans, maskPaymentNumbers } from './masking'

const HIDDEN = [
	['4242424242424242', '•••• •••• •••• 4242'],
	['4242 4242 4242 4242', '•••• •••• •••• 4242'],
	['4242-4242-4242-4242', '•••• •••• •••• 4242'],
	['4242.4242.4242.4242', '•••• •••• •••• 4242'],
	['4242\u00a04242\u00a04242\u00a04242', '•••• •••• •••• 4242'],
	['4242 - 4242 - 4242 - 4242', '•••• •••• •••• 4242'],
	['4242\n4242\n4242\n4242', '•••• •••• •••• 4242'],
	['4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2', '•••• •••• •••• 4242'],
	['４２４２ ４２４２ ４２４２ ４２４２', '•••• •••• •••• 4242'],
	['3782 822463 10005', '•••• •••• •••• 0005'],
	['30569309025904', '•••• •••• •••• 5904'],
	['5555 5555 5555 4444', '•••• •••• •••• 4444'],
	['2223003122003222', '•••• •••• •••• 3222'],
	['3530111333300000', '•••• •••• •••• 0000'],
	['6200 0000 0000 0005', '•••• •••• •••• 0005'],
	['4222222222222', '•••• •••• •••• 2222'],
	['ma carte 4242 4242 4242 4242 12/27 123 merci', 'ma carte •••• •••• •••• 4242 12/27 123 merci'],
	['carte:4242424242424242.', 'carte:•••• •••• •••• 4242.'],
	['4242424242424242 et 5555555555554444', '•••• •••• •••• 4242 et •••• •••• •••• 4444'],
] as const

const KEPT = [
	'06 39 98 12 34',
	'+33 6 39 98 12 34 ou 03 53 01 20 20',
	'4242 4242 4242 4241',
	'FR76 3000 6000 0112 3456 7890 189',
	'IMEI 356938035643809',
	'SIM 8933150319012345678',
	'le 14/09/2026 à 14 h 30, 10 €',
	'RC-7K42PQ',
	'commande 1234567890123456',
	'0000 0000 0000 0000',
	'',
]

describe('card numbers', () => {
	it.each(HIDDEN)('hides %j', (written, stored) => expect(maskCardNumbers(written)).toBe(stored))
	it.each(KEPT)('keeps %j', (written) => expect(maskCardNumbers(written)).toBe(written))
	it('changes nothing the second time', () => {
		for (const [written] of HIDDEN) expect(maskCardNumbers(maskCardNumbers(written))).toBe(maskCardNumbers(written))
	})
})

const IBANS_HIDDEN = [
	['FR7630006000011234567890189', 'FR•• •••• •••• 0189'],
	['FR76 3000 6000 0112 3456 7890 189', 'FR•• •••• •••• 0189'],
	['fr76 3000 6000 0112 3456 7890 189', 'FR•• •••• •••• 0189'],
	['FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189', 'FR•• •••• •••• 0189'],
	['FR76-3000-6000-0112-3456-7890-189', 'FR•• •••• •••• 0189'],
	['FR76 3000 6000\n0112 3456\n7890 189', 'FR•• •••• •••• 0189'],
	['FR 76 30 00 60 00 01 12 34 56 78 90 18 9', 'FR•• •••• •••• 0189'],
	['Mon IBAN : FR76 3000 6000 0112 3456 7890 189, merci', 'Mon IBAN : FR•• •••• •••• 0189, merci'],
	['FR76 3000 6000 0112 3456 7890 189 merci', 'FR•• •••• •••• 0189 merci'],
	['FR14 2004 1010 0505 0001 3M02 606', 'FR•• •••• •••• 2606'],
	['BE68 5390 0754 7034', 'BE•• •••• •••• 7034'],
	['DE89370400440532013000', 'DE•• •••• •••• 3000'],
	['CH93 0076 2011 6238 5295 7', 'CH•• •••• •••• 2957'],
	['LU28 0019 4006 4475 0000', 'LU•• •••• •••• 0000'],
	['GB29 NWBK 6016 1331 9268 19', 'GB•• •••• •••• 6819'],
] as const

const IBANS_KEPT = [
	'FR76 3000 6000 0112 3456 7890 188',
	'FR76 3000 6000 0112 3456',
	'RC-7K42PQ et LC-2026-004213',
	'FR 06 39 98 12 34 ou 03 53 01 20 20',
	'commande FR2026112300045678',
	'FR76300060000112345678901890',
	'DE la box, 12 mois à 29,99 € puis 39,99 €',
	'IMEI 356938035643809',
]

describe('account numbers', () => {
	it.each(IBANS_HIDDEN)('hides %j', (written, stored) => expect(maskIbans(written)).toBe(stored))
	it.each(IBANS_KEPT)('keeps %j', (written) => expect(maskPaymentNumbers(written)).toBe(written))
	it('hides both kinds at once, twice as once, and tells which', () => {
		const written = 'FR76 3000 6000 0112 3456 7890 189 ou 4242 4242 4242 4242'
		const stored = 'FR•• •••• •••• 0189 ou •••• •••• •••• 4242'
		expect(maskPaymentNumbers(written)).toBe(stored)
		expect(maskPaymentNumbers(stored)).toBe(stored)
		expect(hiddenIn(stored)).toBe('card')
		expect(hiddenIn('FR•• •••• •••• 0189')).toBe('iban')
		expect(hiddenIn(written)).toBeNull()
	})
})
