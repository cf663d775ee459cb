import { callbackMessages } from '~/i18n/callback'
import { formatPhone } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { carrier } from '~/telephony/current.server'
import { isAlive } from './callback-asking.server'
import { waitInWords } from './callback-refusal-words.server'
import { type CodeChannel, channelsOf, type Proof, triesLeft } from './phone-codes.server'

export interface PhoneCodeView {
	id: string
	title: string
	/** Where the code went, or how it will come. */
	lead: string
	/** A code can be typed. */
	awaitsCode: boolean
	problem: string | null
	/** Ways to get a code now, the best first. */
	sends: { channel: CodeChannel; label: string }[]
	/** Where the form was asked from. */
	askedFrom: string | null
}

const LONGEST_WAIT_SECONDS = 86_400

/**
 * What the page of a code says.
 *
 * @param query - `probleme`: what went wrong with the last thing done; `secondes`: how long to wait
 */
export async function phoneCodeView(
	proof: Proof,
	query: URLSearchParams,
	lang: Lang,
	now = new Date(),
): Promise<PhoneCodeView> {
	const t = messagesIn(callbackMessages, lang).code
	const { country } = settings()
	const phone = formatPhone(proof.phone, country)
	const channels = await channelsOf(proof)
	const awaitsCode = isAlive(proof, now)
	const { channel } = proof
	const lead =
		awaitsCode && channel && channels.includes(channel)
			? t.sent[channel](phone, formatPhone(carrier().fromNumber, country))
			: channels[0] === 'voice'
				? t.byCall(phone)
				: ''
	return {
		...{ id: proof.id, title: t.title, lead, awaitsCode },
		problem: problemOf(proof, awaitsCode, query, lang),
		sends: channels.map((one) => ({
			channel: one,
			label: one === 'sms' ? t.smsAgain : channel === 'voice' ? t.callAgain : t.callMe,
		})),
		askedFrom: proof.request.askedFrom,
	}
}

function problemOf(proof: Proof, awaitsCode: boolean, query: URLSearchParams, lang: Lang): string | null {
	const t = messagesIn(callbackMessages, lang).code.problem
	const told = query.get('probleme')
	if (told === 'code-wait') {
		const seconds = Number(query.get('secondes'))
		const known = Number.isInteger(seconds) && seconds > 0 && seconds <= LONGEST_WAIT_SECONDS
		return t['code-wait'](waitInWords(known ? seconds : 1, lang))
	}
	if (told === 'codes-paused') return t['codes-paused']
	if (!awaitsCode) return proof.channel === null ? null : proof.codeHash === null ? t.dead : t.expired
	// A code that was sent since has been tried by nobody.
	return told === 'wrong' && proof.tries > 0 ? t.wrong(triesLeft(proof)) : null
}
