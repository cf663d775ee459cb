import { expect, test } from 'vitest'
import type { TrainingState } from '#db/schema/training.server'
import { answer, begin, hopesMet, linesSaid, linesToCome, type Script } from './training-play'
import { loadScenarios } from './training-scenarios.server'

const NOW = new Date('2026-11-19T10:00:00Z')
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const script: Script = {
	firstName: 'Jeanne',
	opens: ['Bonjour.', 'Ma box est rouge depuis hier.'],
	answers: [
		{ to: ['câble', 'fibre'], page: false, says: ['Il est bien enfoncé.'], ends: false },
		{ to: [], page: true, says: ['Merci, je lis.'], ends: false },
		{ to: ['promet'], page: false, says: ['Très bien.'], ends: true },
	],
	otherwise: ['Pardon ?'],
	hopes: [
		{ text: 'Une date', to: ['promet'], page: false },
		{ text: 'Une page', to: [], page: true },
	],
}
const fresh: TrainingState = { step: 'waiting', lines: [], given: [] }
const said = (body: string, id = body, articleId: string | null = null) => ({ id, body, articleId })
const words = (state: TrainingState, at: Date) => linesSaid(state, at).map(({ body }) => body)

test('the customer speaks after a while, one line after the other, as somebody who types', () => {
	const state = begin(fresh, script, NOW)
	expect(words(state, NOW)).toEqual([])
	const [first, second] = linesToCome(state, NOW)
	expect(first?.at.getTime()).toBeGreaterThanOrEqual(after(1).getTime())
	expect(second?.typingAt.getTime()).toBeGreaterThanOrEqual(first?.at.getTime() ?? 0)
	expect(second?.at.getTime()).toBeLessThan(after(20).getTime())
	expect(words(state, after(20))).toEqual(script.opens)
	expect(begin(state, script, after(30))).toBe(state)
})

test('each answer is given once, to the words it is for, whatever their case and accents', () => {
	let state = begin(fresh, script, NOW)
	state = answer(state, script, said('Et le CABLE vert ?'), after(30))
	state = answer(state, script, said('Le câble, encore ?'), after(60))
	state = answer(state, script, said('Bon.'), after(90))
	expect(words(state, after(200))).toEqual([
		...script.opens,
		'Et le CABLE vert ?',
		'Il est bien enfoncé.',
		'Le câble, encore ?',
		'Pardon ?',
		'Bon.',
	])
})

test('a page that is passed on is answered, and the same message is heard once', () => {
	let state = begin(fresh, script, NOW)
	state = answer(state, script, said('Redémarrer\nhttps://…', 'm-1', 'a-1'), after(30))
	expect(answer(state, script, said('Redémarrer\nhttps://…', 'm-1', 'a-1'), after(31))).toBe(state)
	expect(words(state, after(60)).at(-1)).toBe('Merci, je lis.')
})

test('what is said while the customer types stands before what they then say, and numbers do not move', () => {
	let state = begin(fresh, script, NOW)
	state = answer(state, script, said('La fibre ?'), after(30))
	state = answer(state, script, said('Vous êtes là ?'), after(31))
	const early = linesSaid(state, after(31))
	const late = linesSaid(state, after(90))
	expect(late.slice(0, early.length)).toEqual(early)
	expect(late.map(({ body }) => body).slice(2)).toEqual([
		'La fibre ?',
		'Vous êtes là ?',
		'Il est bien enfoncé.',
		'Pardon ?',
	])
})

test('after goodbye nothing more is said, and what was hoped for is told without a total', () => {
	let state = begin(fresh, script, NOW)
	state = answer(state, script, said('Je vous le promets.'), after(30))
	const length = words(state, after(90)).length
	state = answer(state, script, said('La fibre ?'), after(90))
	expect(words(state, after(200))).toHaveLength(length + 1)
	expect(hopesMet(state, script)).toEqual([
		{ text: 'Une date', met: true },
		{ text: 'Une page', met: false },
	])
})

test.each(
	loadScenarios('content').flatMap((scenario) => [
		{ name: `${scenario.id} fr`, told: scenario.fr },
		{ name: `${scenario.id} en`, told: scenario.en },
	]),
)('$name can be brought to its end with the words it waits for', ({ told }) => {
	let state = begin(fresh, told, NOW)
	told.answers.forEach(({ to, page }, index) => {
		const at = after(60 * (index + 1))
		state = answer(state, told, said(to[0] ?? 'Une page', `${index}`, page && to.length === 0 ? 'a-1' : null), at)
	})
	expect(told.answers.some(({ ends }, place) => ends && state.given.includes(place))).toBe(true)
	expect(told.hopes.length).toBeGreaterThan(1)
})
