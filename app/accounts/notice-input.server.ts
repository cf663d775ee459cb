import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { isDay } from './calendar'
import { wishableDays } from './cancellation.server'

export type NoticeField = 'lastName' | 'contract' | 'email' | 'wishedEnd'
export type NoticeValues = Record<NoticeField, string>
export type NoticeError = 'lastName' | 'contract' | 'email' | 'wishedPast' | 'wishedFar' | 'wishedWrong'

export interface NoticeInput {
	intent: 'check' | 'correct' | 'notify'
	values: NoticeValues
	errors: Partial<Record<NoticeField, NoticeError>>
	requestKey: string | null
	refusals: number
}

const text = (longest: number) => z.string().trim().max(longest).default('')
const Form = z.object({
	intent: z.enum(['check', 'correct', 'notify']).default('check'),
	lastName: text(120),
	contract: text(60),
	otherContract: text(60),
	email: text(200),
	wishedEnd: text(10),
	requestKey: z.uuid().optional(),
	refusals: z.coerce.number().int().min(0).max(99).default(0),
})

/**
 * Reads the form of a cancellation or a withdrawal and says which words are missing.
 *
 * @returns `null` for a form that no page of ours sends
 */
export function readNotice(form: FormData, now = new Date()): NoticeInput | null {
	const submission = parseWithZod(form, { schema: Form })
	if (submission.status !== 'success') return null
	const { intent, lastName, contract, otherContract, email, wishedEnd, requestKey, refusals } = submission.value
	const values = {
		lastName,
		contract: contract || otherContract,
		email,
		wishedEnd,
	}
	return { intent, values, errors: errorsOf(values, now), requestKey: requestKey ?? null, refusals }
}

function errorsOf(values: NoticeValues, now: Date): NoticeInput['errors'] {
	const errors: NoticeInput['errors'] = {}
	if (!/\p{L}/u.test(values.lastName)) errors.lastName = 'lastName'
	if (!/[A-Za-z\d]{4}/.test(values.contract.replace(/[\s.-]/g, ''))) errors.contract = 'contract'
	if (!z.email().safeParse(values.email).success) errors.email = 'email'
	const wished = wishError(values.wishedEnd, now)
	if (wished) errors.wishedEnd = wished
	return errors
}

function wishError(wishedEnd: string, now: Date): NoticeError | null {
	if (!wishedEnd) return null
	if (!isDay(wishedEnd)) return 'wishedWrong'
	const { first, last } = wishableDays(now)
	if (wishedEnd < first) return 'wishedPast'
	return wishedEnd > last ? 'wishedFar' : null
}
