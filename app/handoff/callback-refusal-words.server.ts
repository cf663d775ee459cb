import { callbackMessages } from '~/i18n/callback'
import { formatPhone } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import type { AskOutcome } from './callback-asking.server'
import type { SentBack } from './callback-form'
import { numberRefusal } from './number-words'
import type { Proof } from './phone-codes.server'

export type FormErrors = SentBack['errors']
type Refused = Exclude<AskOutcome, { ok: true } | { reason: 'to-prove' }>

const MINUTE = 60
const HOUR = 3_600
/** Refusals that an address may carry back to the form. */
const CARRIED = ['slot-full', 'blocked', 'too-many', 'too-soon', 'unanswered', 'capped'] as const

/** Why a request is not taken, beside the field that mends it. */
export function refusalInWords(refused: Refused, written: string, lang: Lang): FormErrors {
	const { refusal: t, already, code, text } = messagesIn(callbackMessages, lang)
	switch (refused.reason) {
		case 'slot-full':
			return { slot: t['slot-full'] }
		case 'code-wait':
			return { phone: code.problem['code-wait'](waitInWords(refused.seconds, lang)) }
		case 'codes-paused':
			return { phone: code.problem['codes-paused'] }
		case 'already': {
			if (refused.callback.channel === 'text') return { email: text.already }
			if (!refused.mine) return { phone: already.other }
			const { phone } = refused.callback
			const shown = formatPhone(phone, settings().country)
			return { phone: phone.endsWith(endOf(written)) ? already.mine : already.mineElsewhere(shown) }
		}
		case 'number':
			return { phone: numberRefusal(refused.number, written, lang) }
		default:
			return { phone: t[refused.reason] }
	}
}

/** « 25 secondes », « 12 minutes », « 3 heures », rounded up. */
export function waitInWords(seconds: number, lang: Lang): string {
	const { code: t } = messagesIn(callbackMessages, lang)
	if (seconds <= 2 * MINUTE) return t.seconds(seconds)
	if (seconds <= 2 * HOUR) return t.minutes(Math.ceil(seconds / MINUTE))
	return t.hours(Math.ceil(seconds / HOUR))
}

/**
 * The form as it waits for its code, to be changed.
 *
 * @param proof - `undefined` when none was asked for, `null` when it is erased
 * @param reason - of a refusal, from the address
 */
export function askedAgain(
	proof: Proof | null | undefined,
	reason: string | null,
	{ lang, days }: { lang: Lang; days: SentBack['days'] },
): SentBack | null {
	if (proof === undefined) return null
	const { refusal: t, code } = messagesIn(callbackMessages, lang)
	const none = { refusals: 0, removed: [], already: null, days }
	const empty = {
		requestKey: '',
		when: 'now',
		slot: '',
		phone: '',
		firstName: '',
		reason: '',
		subject: '',
		email: '',
		sameAdvisor: '',
		channel: 'voice',
		spokenLang: '',
	}
	if (proof === null) return { ...none, errors: { phone: code.problem.gone }, values: { ...empty, askedFrom: '' } }
	const { request, requestKey } = proof
	const refused = CARRIED.find((one) => one === reason)
	const errors = refused ? { [refused === 'slot-full' ? 'slot' : 'phone']: t[refused] } : {}
	return {
		...none,
		errors,
		values: {
			...{ requestKey, when: request.slotStart ? 'slot' : 'now', slot: request.slotStart ?? '' },
			...{ phone: request.phone, firstName: request.firstName, reason: request.reason, subject: request.subject },
			...{ email: request.email ?? '', askedFrom: request.askedFrom ?? '' },
			...{ sameAdvisor: request.wishedAdvisorId ? 'oui' : '', channel: request.channel ?? 'voice' },
			spokenLang: proof.lang,
		},
	}
}

/** The digits that two writings of one number share. */
function endOf(written: string): string {
	return written.replace(/\D/g, '').slice(-8)
}
