// Asks an engine and keeps the figures.

const ROUNDS = 3

/**
 * Asks every question once to warm up, then three times with a clock.
 *
 * @param asked - `{ q, lang, best, also }[]`
 * @param how - `ask`, or `suggest` where an engine answers otherwise while one types
 * @returns one entry per question: where the answers stand (1 is first, 0 is not among ten), and the times in ms
 */
export function ask(engine, asked, how = 'ask') {
	const answer = (engine[how] ?? engine.ask).bind(engine)
	for (const { q, lang } of asked) answer(q, lang, 0)
	const outcomes = asked.map((question) => {
		const { slugs, total } = answer(question.q, question.lang, 0)
		const firstTen = slugs.slice(0, 10)
		const rankOf = (wanted) => firstTen.findIndex((slug) => wanted.includes(slug)) + 1
		const { best, also } = question
		return { question, firstTen, total, best: rankOf(best), helpful: rankOf([...best, ...also]), times: [] }
	})
	for (let round = 1; round <= ROUNDS; round += 1) {
		for (const { question, times } of outcomes) {
			const startedAt = performance.now()
			answer(question.q, question.lang, round)
			times.push(performance.now() - startedAt)
		}
	}
	return outcomes
}

/** Questions that have an answer. Shares from 0 to 1; `mrr` looks at ten results. */
export function figures(outcomes) {
	const share = (holds) => outcomes.filter(holds).length / outcomes.length
	return {
		questions: outcomes.length,
		success1: share(({ best }) => best === 1),
		success5: share(({ best }) => best >= 1 && best <= 5),
		mrr: outcomes.reduce((sum, { best }) => sum + (best ? 1 / best : 0), 0) / outcomes.length,
		helpful1: share(({ helpful }) => helpful === 1),
		zero: share(({ total }) => total === 0),
		...timesOf(outcomes),
	}
}

/** Questions that have none: the less found, the better. */
export function figuresUnanswerable(outcomes) {
	return {
		questions: outcomes.length,
		zero: outcomes.filter(({ total }) => total === 0).length / outcomes.length,
		meanResults: outcomes.reduce((sum, { total }) => sum + total, 0) / outcomes.length,
		...timesOf(outcomes),
	}
}

function timesOf(outcomes) {
	const times = outcomes.flatMap((outcome) => outcome.times).sort((a, b) => a - b)
	const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
	return { p50: at(0.5), p99: at(0.99) }
}
