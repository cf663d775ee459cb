import { recordFriction } from '~/friction/record.server'
import type { Lang } from '~/i18n/language'

/** After this many refusals of one form the fault is ours, and is logged, once. */
const OUR_FAULT_AT = 2

/**
 * A form that asks for a human goes back with what to mend.
 *
 * @param before - how often it went back already, as the form says
 * @returns how often it has now
 */
export async function countRefusal(refused: {
	before: number
	/** Which form: `chat`, `callback` or `message`. */
	label: string
	/** The page it was asked from. */
	path: string
	errors: Record<string, unknown>
	visitId: string
	lang: Lang
	customerId: string | undefined
}): Promise<number> {
	const { before, label, path, errors, visitId, lang, customerId } = refused
	const refusals = before + 1
	if (refusals === OUR_FAULT_AT) {
		const detail = { fields: Object.keys(errors) }
		await recordFriction({ visitId, kind: 'form-refused', label, path, lang, customerId, detail })
	}
	return refusals
}
