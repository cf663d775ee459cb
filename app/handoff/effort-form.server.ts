import { answerEffort, asksEffort, leaveEffort } from './effort.server'
import type { EffortStep } from './effort-question'

type Answer = Parameters<typeof answerEffort>[0]

/**
 * What the page after an exchange shows of the one question.
 *
 * @param told - what the address says was just done with it
 * @param exchange - `null` where it is not put
 */
export async function effortStep(
	told: string | null,
	exchange: Parameters<typeof asksEffort>[0] | null,
): Promise<EffortStep> {
	if (told === 'thanks' || told === 'thanks-contact') return told
	if (!exchange || !(await asksEffort(exchange))) return null
	return told === 'missing' ? 'missing' : 'ask'
}

/**
 * Takes what was sent with the question, answered or left.
 *
 * @param of.customer - whoever answers, when they can be written to
 * @returns what the address of the next page says of it; `null` for nothing
 */
export async function takeEffort(
	form: FormData,
	of: Pick<Answer, 'objectId' | 'channel' | 'reason' | 'lang' | 'advisorName' | 'customer'>,
): Promise<'missing' | 'thanks' | 'thanks-contact' | null> {
	if (form.get('intent') === 'effort-leave') {
		await leaveEffort(of.objectId)
		return null
	}
	const score = Number(form.get('score'))
	if (!Number.isInteger(score) || score < 1 || score > 7) return 'missing'
	const customer = form.get('contact') === 'yes' ? of.customer : null
	const words = String(form.get('words') ?? '')
	const kept = await answerEffort({ ...of, score, words, customer })
	return kept === 'followed-up' ? 'thanks-contact' : 'thanks'
}
