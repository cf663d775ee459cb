import { callbackMessages } from '~/i18n/callback'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import type { CheckedNumber } from './numbers.server'

/** Why a number is refused, in words. @param written - as somebody wrote it */
export function numberRefusal(
	{ reason, digits }: Extract<CheckedNumber, { ok: false }>,
	written: string,
	lang: Lang,
): string {
	const t = messagesIn(callbackMessages, lang).refusal
	return reason === 'too-short' || reason === 'too-long' ? t[reason](digits, written) : t[reason]
}
