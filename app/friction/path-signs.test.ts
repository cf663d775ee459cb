import { expect, test } from 'vitest'
import { type PathStep, signsOf } from './path-signs'

const START = new Date('2026-11-19T10:00:00Z').getTime()
const at = (seconds: number) => new Date(START + seconds * 1_000)
const step = (kind: string, label: string, seconds: number, failed = false): PathStep => ({
	...{ kind, label, failed, href: null },
	at: at(seconds),
})
const search = (label: string, seconds: number, failed = false) => step('search', label, seconds, failed)
const article = (label: string, seconds: number) => step('article', label, seconds)
const kinds = (steps: PathStep[], asked: number[] = []) =>
	signsOf(
		steps,
		asked.map((seconds) => ({ askedAt: at(seconds) })),
	).map(({ kind, label }) => `${kind} ${label}`)

test.each<[string, PathStep[], number[], string[]]>([
	['the last search is left', [search('sim', 0)], [], ['search-left sim']],
	['what led to an article was opened', [search('sim', 0), article('Carte SIM', 20)], [], []],
	[
		'other words within a minute',
		[search('sim', 0), search('carte', 59), article('Carte SIM', 80)],
		[],
		['search-reworded sim'],
	],
	['other words later', [search('sim', 0), search('carte', 61), article('Carte SIM', 80)], [], ['search-unopened sim']],
	['a next page, or the same typed again', [search('sim', 0), search('SIM ', 20), article('Carte SIM', 80)], [], []],
	[
		'a search without result says so itself',
		[search('sim', 0, true), search('carte', 5), article('Carte SIM', 9)],
		[],
		[],
	],
	['somebody is asked for from the results', [search('sim', 0)], [30], ['search-unopened sim']],
	[
		'somebody was asked for before',
		[search('box', 0), article('Box', 5), search('sim', 50)],
		[20],
		['article-handoff Box', 'search-unopened sim'],
	],
	['somebody is asked for after reading', [search('box', 0), article('Box', 5)], [60], ['article-handoff Box']],
	['somebody is asked for after an operation', [article('Box', 5), step('action', 'Renvoi', 20)], [60], []],
	[
		'pages between do not count',
		[search('sim', 0), step('page', 'Accueil', 5), search('carte', 30)],
		[],
		['search-reworded sim', 'search-left carte'],
	],
	['nothing at all', [], [10], []],
	['a review is left', [step('review', 'Mobile 100 Go', 0)], [], ['step-left Mobile 100 Go']],
	['a review is confirmed', [step('review', 'Mobile 100 Go', 0), step('action', 'Fait', 9)], [], []],
	['a confirmation is refused', [step('review', 'Mobile 100 Go', 0), step('action', 'Pas fait', 9, true)], [], []],
	[
		'offers are compared, none is taken',
		[step('review', 'Mobile 40 Go', 0), step('review', 'Mobile 100 Go', 9), article('Formules', 30)],
		[],
		['step-left Mobile 100 Go'],
	],
])('%s', (_, steps, asked, expected) => {
	expect(kinds(steps, asked)).toEqual(expected)
})

test('what was done instead of confirming is the reason that a step was left', () => {
	const review = step('review', 'Mobile 100 Go', 0)
	const reasonOf = (steps: PathStep[], asked: number[] = []) =>
		signsOf(
			steps,
			asked.map((seconds) => ({ askedAt: at(seconds) })),
		)[0]?.detail?.reason
	expect(reasonOf([review])).toBe('gone')
	expect(reasonOf([review, article('Formules', 30)])).toBe('went-elsewhere')
	expect(reasonOf([review], [20])).toBe('somebody-asked')
})
