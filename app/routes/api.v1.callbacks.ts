import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { answerProgram, malformed, programAnswer, readJson, refusal } from '~/auth/programs.server'
import { type OrderOutcome, orderCallback } from '~/handoff/callback-orders.server'
import { numberRefusal } from '~/handoff/number-words'
import { apiMessages } from '~/i18n/api'
import { callbackMessages } from '~/i18n/callback'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

const Order = z.object({
	phone: z.string().max(60),
	when: z.union([z.literal('now'), z.iso.datetime({ offset: true })]),
	reason: z.string().min(1).max(60),
	lang: z.enum(['fr', 'en']),
	firstName: z.string().trim().max(60).nullish(),
	phoneVerified: z.boolean().default(false),
})
/** Visible signs and spaces, quotes left on. */
const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/

/** Another program asks that somebody be called: `POST /api/v1/callbacks`. */
const answer = ({ request }: ActionFunctionArgs) => answerProgram(request, { post: (lang) => order(request, lang) })
export const loader = answer
export const action = answer

async function order(request: Request, lang: Lang): Promise<Response> {
	const key = request.headers.get('idempotency-key')
	const body = Order.safeParse(await readJson(request, lang))
	const wrong = body.success ? [] : [...new Set(body.error.issues.map(({ path }) => path.join('.')))]
	if (key !== null && !IDEMPOTENCY_KEY.test(key)) wrong.push('Idempotency-Key')
	if (!body.success || wrong.length > 0) throw malformed(wrong, lang)

	const { when, firstName, ...asked } = body.data
	const slotStart = when === 'now' ? null : new Date(when)
	const outcome = await orderCallback({ ...asked, slotStart, firstName: firstName ?? null }, { key })
	if (!outcome.ok) return refused(outcome, asked.phone, asked.lang)
	return programAnswer(outcome.answer, 201, { Location: `/api/v1/callbacks/${outcome.answer.reference}` })
}

function refused(outcome: Exclude<OrderOutcome, { ok: true }>, written: string, lang: Lang): Response {
	const t = messagesIn(apiMessages, lang)
	const words = messagesIn(callbackMessages, lang).refusal
	switch (outcome.reason) {
		case 'key-reused':
			return refusal(422, 'idempotency-key-reused', t.keyReused)
		case 'phone-not-verified':
			return refusal(422, 'phone-not-verified', t.notVerified)
		case 'unknown-reason':
			return refusal(
				422,
				'unknown-reason',
				t.unknownReason(
					settings()
						.reasons.map(({ id }) => id)
						.join(', '),
				),
			)
		case 'number':
			return refusal(422, `number-${outcome.number.reason}`, numberRefusal(outcome.number, written, lang))
		case 'blocked':
			return refusal(422, 'number-blocked', words.blocked)
		case 'too-many':
		case 'too-soon':
		case 'unanswered':
		case 'capped':
			return refusal(422, outcome.reason, words[outcome.reason])
		case 'slot-full':
		case 'slot-unknown':
			return refusal(422, outcome.reason, outcome.reason === 'slot-full' ? t.slotFull : t.slotUnknown, {
				nextSlots: outcome.nextSlots.map((at) => at.toISOString()),
			})
		case 'already': {
			const { reference } = outcome.callback
			return refusal(409, 'already-active', t.already(reference), { reference })
		}
	}
}
