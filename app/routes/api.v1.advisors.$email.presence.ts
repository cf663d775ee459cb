import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { answerProgram, malformed, programAnswer, readJson, refusal } from '~/auth/programs.server'
import { numberRefusal } from '~/handoff/number-words'
import { setPresenceByProgram } from '~/handoff/presence-by-program.server'
import { apiMessages } from '~/i18n/api'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'

const Presence = z.object({ available: z.boolean(), phone: z.string().max(60).nullish() })

/** The program advisors work with says who can be rung: `PUT /api/v1/advisors/{email}/presence`. */
const answer = ({ request, params }: ActionFunctionArgs) =>
	answerProgram(request, { put: (lang) => change(request, params.email ?? '', lang) })
export const loader = answer
export const action = answer

async function change(request: Request, email: string, lang: Lang): Promise<Response> {
	const body = Presence.safeParse(await readJson(request, lang))
	if (!body.success) throw malformed([...new Set(body.error.issues.map(({ path }) => path.join('.')))], lang)
	const { available, phone = null } = body.data
	const outcome = await setPresenceByProgram({ email, available, phone })
	const t = messagesIn(apiMessages, lang)
	if (outcome.ok) return programAnswer({ email: email.trim().toLowerCase(), available, phone: outcome.phone })
	if (outcome.reason === 'unknown-advisor') return refusal(404, 'unknown-advisor', t.unknownAdvisor)
	if (outcome.reason === 'phone-missing') return refusal(422, 'phone-missing', t.phoneMissing)
	const { reason } = outcome.number
	return refusal(
		422,
		`number-${reason}`,
		reason === 'advisor' ? t.phoneTaken : numberRefusal(outcome.number, phone ?? '', lang),
	)
}
