// Prints what was measured.

const percent = (share) => `${(100 * share).toFixed(1)} %`
const ms = (time) => time.toFixed(2)
const HEAD = ['', '', 'questions', 's@1', 's@5', 'MRR', 'helps@1', 'nothing', 'p50 ms', 'p99 ms']
const LANGUAGES = { fr: 'French', en: 'English' }

/** One table per language and part; the engines of a variant one under the other. */
export function printTables(rows) {
	for (const { lang, part } of distinct(rows, 'lang', 'part')) {
		console.log(`\n${LANGUAGES[lang]}, ${part}\n`)
		const shown = rows.filter((row) => row.lang === lang && row.part === part)
		const lines = shown.flatMap((row, at) => {
			const isFirst = at === 0 || shown[at - 1].variant !== row.variant
			return row.unanswerable ? [] : [answerable(row, isFirst)]
		})
		console.log(table([HEAD, ...lines]))
		for (const { engine, figures } of shown.filter((row) => row.unanswerable))
			console.log(
				`unanswerable (${figures.questions}), ${engine}: nothing found for ${percent(figures.zero)}, ${figures.meanResults.toFixed(1)} results on average`,
			)
	}
}

function answerable({ variant, engine, figures }, isFirst) {
	const { questions, success1, success5, mrr, helpful1, zero, p50, p99 } = figures
	const shares = [percent(success1), percent(success5), mrr.toFixed(3), percent(helpful1), percent(zero)]
	return [isFirst ? variant : '', engine, String(questions), ...shares, ms(p50), ms(p99)]
}

/** Questions whose first result is not a best answer. */
export function printMisses(misses) {
	for (const { engine, variant, outcomes } of misses) {
		console.log(`\n${engine}, ${variant}: ${outcomes.length} questions whose first result is not the best answer\n`)
		for (const { question, best, firstTen, total } of outcomes) {
			const place = best ? `at ${best}` : total === 0 ? 'nothing found' : 'not in ten'
			console.log(`${question.lang} ${question.q}`)
			console.log(
				`   wanted ${question.best.join(' or ') || 'nothing'} (${place}); first: ${firstTen.slice(0, 3).join(', ') || '-'}`,
			)
		}
	}
}

function distinct(rows, ...keys) {
	const seen = new Map(rows.map((row) => [keys.map((key) => row[key]).join(), row]))
	return [...seen.values()]
}

function table(lines) {
	const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
	const align = (cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))
	return lines.map((line) => line.map(align).join('  ').trimEnd()).join('\n')
}
