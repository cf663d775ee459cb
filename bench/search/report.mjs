// Prints what was measured.
import { STYLES } from './questions.mjs'

const percent = (share) => `${(100 * share).toFixed(1)} %`
const HEAD = ['', '', 'questions', 's@1', 's@5', 'MRR', 'helps@1', 'nothing', 'p50 ms', 'p99 ms']
const LANGUAGES = { fr: 'French', en: 'English' }

/** One table per language and part; the engines of a variant one under the other. */
export function printTables(rows) {
	const tables = new Map()
	for (const row of rows) {
		const title = `${LANGUAGES[row.lang]}, ${row.part}`
		tables.set(title, [...(tables.get(title) ?? []), row])
	}
	for (const [title, own] of tables) {
		const answerable = own.filter(({ success1 }) => success1 !== undefined)
		const lines = answerable.map((row, at) => cells(row, answerable[at - 1]?.variant !== row.variant))
		console.log(`\n${title}\n`)
		if (lines.length > 0) console.log(table([HEAD, ...lines]))
		for (const { engine, questions, zero, meanResults } of own.filter(({ meanResults }) => meanResults !== undefined))
			console.log(
				`without an answer (${questions}), ${engine}: nothing for ${percent(zero)}, ${meanResults.toFixed(1)} results on average`,
			)
	}
}

function cells(row, isFirst) {
	const name = isFirst ? `${STYLES.includes(row.variant) ? '  ' : ''}${row.variant}` : ''
	const shares = [
		percent(row.success1),
		percent(row.success5),
		row.mrr.toFixed(3),
		percent(row.helpful1),
		percent(row.zero),
	]
	return [name, row.engine, String(row.questions), ...shares, row.p50.toFixed(2), row.p99.toFixed(2)]
}

function table(lines) {
	const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
	const align = (cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))
	return lines.map((line) => line.map(align).join('  ').trimEnd()).join('\n')
}

/**
 * Questions whose first result, with the product's search, is not a best answer. Those held
 * out are not shown: what is worked on would be what is judged.
 */
export function printMisses({ variant, lang, engines, byEngine }) {
	const [own, ...others] = byEngine
	const missed = own.flatMap((outcome, at) =>
		outcome.question.heldOut || outcome.best === 1 || outcome.question.best.length === 0 ? [] : [{ ...outcome, at }],
	)
	console.log(`\n${LANGUAGES[lang]}, ${variant}: ${missed.length} whose first result is not the best answer\n`)
	for (const { question, best, firstTen, total, at } of missed) {
		const place = best > 0 ? `at ${best}` : total === 0 ? 'nothing found' : 'not in ten'
		const right = engines.slice(1).flatMap(({ name }, each) => (others[each][at].best === 1 ? [name] : []))
		console.log(question.q)
		console.log(
			`   wanted ${question.best.join(' or ')} (${place}), first ${firstTen.slice(0, 3).join(', ') || 'nothing'}`,
		)
		if (right.length > 0) console.log(`   right first: ${right.join(', ')}`)
	}
}
