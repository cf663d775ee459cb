import type { TrainingLine, TrainingState } from '#db/schema/training.server'

/** One language of a scenario: who writes or calls, and how they answer. */
export interface Script {
	firstName: string
	opens: string[]
	answers: { to: string[]; page: boolean; says: string[]; ends: boolean }[]
	otherwise: string[]
	hopes: { text: string; to: string[]; page: boolean }[]
}

/** A message that the advisor writes, or a page they pass on. */
interface Said {
	id: string
	body: string
	articleId: string | null
}

/** As long as somebody reads and types: never at once, never an age. */
const READS_MS_A_SIGN = 20
const LONGEST_READING_MS = 4_000
const TYPES_MS_A_SIGN = 55
const SHORTEST_TYPING_MS = 1_200
const LONGEST_TYPING_MS = 8_000

/** What the customer says when somebody takes them, dated as they say it. */
export function begin(state: TrainingState, script: Script, now: Date): TrainingState {
	if (state.step !== 'waiting') return state
	return { ...state, step: 'active', lines: [...state.lines, ...spoken(script.opens, now)] }
}

/**
 * Adds what the advisor says and what the customer answers to it: the first answer not given yet whose
 * words are in it, or for a page that was passed on; else one that asks for more, while there are any.
 * The same identifier is heard once.
 */
export function answer(state: TrainingState, script: Script, said: Said, now: Date): TrainingState {
	if (state.step !== 'active' || state.lines.some(({ id }) => id === said.id)) return state
	const heard: TrainingLine = { ...said, author: 'advisor', at: now.toISOString() }
	const lines = [...state.lines, heard]
	const hasEnded = state.given.some((place) => script.answers[place]?.ends)
	const place = script.answers.findIndex((one, index) => !state.given.includes(index) && isMeant(one, said))
	const otherwise = script.otherwise[state.given.filter((given) => given < 0).length]
	if (hasEnded || (place < 0 && !otherwise)) return { ...state, lines: inOrder(lines) }
	const says = place < 0 ? [otherwise ?? ''] : (script.answers[place]?.says ?? [])
	const last = lines.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), now.getTime())
	const begins = new Date(last + Math.min(LONGEST_READING_MS, said.body.length * READS_MS_A_SIGN))
	return {
		...state,
		// What asks for more has no place of its own: it counts below zero.
		given: [...state.given, place < 0 ? -1 : place],
		lines: inOrder([...lines, ...spoken(says, begins)]),
	}
}

/** What has been said by now, numbered; what is dated later is not said yet. */
export function linesSaid({ lines }: TrainingState, now: Date): (TrainingLine & { seq: number })[] {
	return lines.filter(({ at }) => Date.parse(at) <= now.getTime()).map((line, index) => ({ ...line, seq: index + 1 }))
}

/** What is still to be said, and when somebody would see it being typed. */
export function linesToCome({ lines }: TrainingState, now: Date): { typingAt: Date; at: Date }[] {
	return lines
		.filter(({ at }) => Date.parse(at) > now.getTime())
		.map(({ at, body }) => ({ at: new Date(at), typingAt: new Date(Date.parse(at) - typingMs(body)) }))
}

/** What the customer had hoped for, and whether it was met: for who practises, and kept nowhere. */
export function hopesMet({ lines }: TrainingState, script: Script): { text: string; met: boolean }[] {
	const said = lines.filter(({ author }) => author === 'advisor')
	return script.hopes.map((hope) => ({ text: hope.text, met: said.some((line) => isMeant(hope, line)) }))
}

function isMeant({ to, page }: { to: string[]; page: boolean }, { body, articleId }: Pick<Said, 'body' | 'articleId'>) {
	if (articleId) return page
	const words = ` ${fold(body)}`
	return to.some((word) => words.includes(/^\w/.test(fold(word)) ? ` ${fold(word)}` : fold(word)))
}

/** Lines said one after the other, each after the time it takes to type. */
function spoken(says: string[], from: Date): TrainingLine[] {
	let at = from.getTime()
	return says.map((body) => {
		at += typingMs(body)
		return { id: crypto.randomUUID(), author: 'customer', body, articleId: null, at: new Date(at).toISOString() }
	})
}

function typingMs(body: string): number {
	return Math.min(LONGEST_TYPING_MS, Math.max(SHORTEST_TYPING_MS, body.length * TYPES_MS_A_SIGN))
}

function inOrder(lines: TrainingLine[]): TrainingLine[] {
	return lines.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** Without case, accents and what stands between words. */
function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[’'",.;:!?()«»\s\u00a0]+/g, ' ')
		.trim()
}
