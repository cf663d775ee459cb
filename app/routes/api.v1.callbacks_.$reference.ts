import type { ActionFunctionArgs } from '@remix-run/node'
import { answerProgram, programAnswer, refusal } from '~/auth/programs.server'
import { contractOf } from '~/handoff/callback-contract.server'
import { cancelCallback, findCallback, findCallbackByReference } from '~/handoff/callbacks.server'
import { apiMessages } from '~/i18n/api'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'

/** Another program follows a callback, or cancels it: `GET` and `DELETE /api/v1/callbacks/{reference}`. */
const answer = ({ request, params }: ActionFunctionArgs) =>
	answerProgram(request, {
		get: (lang) => show(params.reference ?? '', lang),
		delete: (lang) => cancel(params.reference ?? '', lang),
	})
export const loader = answer
export const action = answer

async function show(reference: string, lang: Lang): Promise<Response> {
	const callback = await findCallbackByReference(reference)
	return callback ? programAnswer(await contractOf(callback)) : unknown(lang)
}

async function cancel(reference: string, lang: Lang): Promise<Response> {
	const callback = await findCallbackByReference(reference)
	if (!callback) return unknown(lang)
	const { ok } = await cancelCallback({ callbackId: callback.id })
	const after = (await findCallback(callback.id)) ?? callback
	if (ok) return programAnswer(await contractOf(after))
	const t = messagesIn(apiMessages, callback.lang)
	const { state } = after
	return after.endedAt === null
		? refusal(409, 'too-late', t.tooLate, { state })
		: refusal(409, 'already-over', t.over, { state })
}

function unknown(lang: Lang): Response {
	return refusal(404, 'unknown-reference', messagesIn(apiMessages, lang).unknownReference)
}
