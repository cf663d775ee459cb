export type Cell = string | number | null

/** A byte order mark: spreadsheets then read accents right. */
const MARK = '\uFEFF'
/** What spreadsheets take for a formula at the start of a cell, full-width signs included. */
const FORMULA = /^[\s\u00a0]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

/**
 * Rows as a CSV file (RFC 4180, with a mark for spreadsheets). Words of people never become a
 * formula: a text that would be read as one starts with an apostrophe. Numbers stay numbers.
 *
 * @param separator - `;` where the comma is the decimal sign
 */
export function toCsv(rows: Cell[][], separator: ',' | ';' = ','): string {
	const lines = rows.map((row) => row.map((cell) => written(cell, separator)).join(separator))
	return `${MARK}${lines.join('\r\n')}\r\n`
}

function written(cell: Cell, separator: string): string {
	if (cell === null) return ''
	if (typeof cell === 'number') return separator === ';' ? String(cell).replace('.', ',') : String(cell)
	const safe = FORMULA.test(cell) ? `'${cell}` : cell
	return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replace(/"/g, '""')}"` : safe
}
