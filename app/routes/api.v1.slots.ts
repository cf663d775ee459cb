import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { answerProgram, malformed, programAnswer, refusal } from '~/auth/programs.server'
import { listSlots } from '~/handoff/slots.server'
import { apiMessages } from '~/i18n/api'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

const instant = z.iso
	.datetime({ offset: true })
	.transform((text) => new Date(text))
	.optional()
const Period = z.object({ from: instant, to: instant, reason: z.string().optional() })

/** The times on offer, as the site offers them: `GET /api/v1/slots?from=&to=&reason=`. */
const answer = ({ request }: LoaderFunctionArgs) => answerProgram(request, { get: (lang) => list(request, lang) })
export const loader = answer
export const action = answer

async function list(request: Request, lang: Lang): Promise<Response> {
	const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '')
	const period = Period.safeParse(Object.fromEntries(given))
	if (!period.success) throw malformed([...new Set(period.error.issues.map(({ path }) => path.join('.')))], lang)
	const { from, to, reason } = period.data
	const reasons = settings().reasons.map(({ id }) => id)
	if (reason !== undefined && !reasons.includes(reason))
		return refusal(422, 'unknown-reason', messagesIn(apiMessages, lang).unknownReason(reasons.join(', ')))
	const slots = (await listSlots(new Date(), undefined, reason))
		.flatMap((day) => day.slots)
		.filter(({ start }) => (!from || start >= from) && (!to || start < to))
	return programAnswer({
		slots: slots.map(({ start, end, left }) => ({ at: start.toISOString(), ends: end.toISOString(), free: left })),
	})
}
