import { expect, test } from 'vitest'
import { toCsv } from './csv'

const cells = (csv: string) => csv.replace('\uFEFF', '').trimEnd()

test.each(['=HYPERLINK("http://x")', '+33', '-1+2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '|cmd', '%0A=1'])(
	'%j does not become a formula',
	(words) => {
		expect(cells(toCsv([[words]])).replace(/^"/, '')).toMatch(/^'/)
	},
)

test('separators, quotes and line breaks stay inside their cell', () => {
	expect(cells(toCsv([['a,b', 'c"d', 'e\nf', 'g;h']]))).toBe('"a,b","c""d","e\nf",g;h')
	expect(cells(toCsv([['a,b', 'g;h']], ';'))).toBe('a,b;"g;h"')
})

test('numbers stay numbers, negative ones too, and nothing is an empty cell', () => {
	expect(cells(toCsv([[1842, -6, 2.5, null]]))).toBe('1842,-6,2.5,')
	expect(cells(toCsv([[2.5]], ';'))).toBe('2,5')
})

test('spreadsheets read the accents', () => {
	expect(toCsv([['é']]).codePointAt(0)).toBe(0xfeff)
})
