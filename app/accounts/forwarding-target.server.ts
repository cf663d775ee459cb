import { settings } from '~/settings/settings.server'
import { catalogue } from './catalogue.server'
import { accountsBackend } from './current-backend.server'
import { type PhoneProblem, readPhone } from './phone.server'

/** Longer chains do not exist; it only bounds the search for loops. */
const LONGEST_CHAIN = 10

export type TargetProblem = PhoneProblem | { problem: 'own-number' } | { problem: 'loop' }

/** Checks a target as typed, for a line: a real number of a person, and no circle of calls. */
export async function checkTarget(
	typed: string,
	lineNumber: string,
): Promise<{ ok: true; e164: string } | ({ ok: false } & TargetProblem)> {
	const read = readPhone(typed, settings().country, catalogue().forwarding.countries)
	if (!read.ok) return read
	if (read.e164 === lineNumber) return { ok: false, problem: 'own-number' }
	let reached = [read.e164]
	const seen = new Set(reached)
	for (let hop = 0; hop < LONGEST_CHAIN && reached.length > 0; hop++) {
		const readings = await Promise.all(reached.map((number) => accountsBackend().forwardedTo(number)))
		const next = readings.flatMap((reading) => (reading.ok ? reading.value : []))
		if (next.includes(lineNumber)) return { ok: false, problem: 'loop' }
		reached = next.filter((number) => !seen.has(number))
		for (const number of reached) seen.add(number)
	}
	return read
}
