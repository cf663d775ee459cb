import { expect, it } from 'vitest'
import { readScript, spokenIn } from './simulator/script'
import { readAloud } from './twiml'

it('a code is read digit by digit, a second after each, in its language, and the call ends', () => {
	const document = readAloud(['Hello & welcome.', '4 2 7 1 9 0', 'I repeat.', '4 2 7 1 9 0'], 'en')
	const verbs = readScript(document)
	expect(verbs.flatMap(spokenIn).join('|')).toBe('Hello & welcome.|4|2|7|1|9|0|I repeat.|4|2|7|1|9|0')
	const says = verbs.filter(({ name }) => name === 'Say')
	expect(verbs.filter(({ name }) => name === 'Pause')).toHaveLength(says.length)
	expect(says.every(({ attributes }) => attributes.language === 'en-GB')).toBe(true)
	expect(verbs.at(-1)?.name).toBe('Hangup')
})

it('what was forgotten is not read: the call ends at once', () => {
	expect(readScript(readAloud([], 'fr')).map(({ name }) => name)).toEqual(['Hangup'])
})
