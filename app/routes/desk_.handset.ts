import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { browserSays, chooseHandset, handsetOf } from '~/handoff/handsets.server'
import { offeredCall } from '~/handoff/offered-call.server'
import { formatPhone } from '~/i18n/phone'
import { settings } from '~/settings/settings.server'
import { accessToken, browsersTakeCalls } from '~/telephony/access-token.server'

const NOT_KEPT = { headers: { 'Cache-Control': 'no-store' } }

/** Where an advisor's calls ring, and the one that rings at their browser. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	if (!browsersTakeCalls()) throw notFound()
	const [{ choice, browserAlive }, call] = await Promise.all([handsetOf(person), offeredCall(person)])
	const telephone = person.phone && formatPhone(person.phone, settings().country)
	return Response.json({ choice, browserAlive, telephone, call }, NOT_KEPT)
}

export type HandsetState = {
	choice: 'telephone' | 'browser'
	browserAlive: boolean
	/** As people here write it; `null` for an advisor without one. */
	telephone: string | null
	call: Awaited<ReturnType<typeof offeredCall>>
}

/** The advisor chooses where calls ring; their browser asks for its token and says that it takes calls, or no more. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	if (!browsersTakeCalls()) throw notFound()
	const form = await request.formData()
	const intent = form.get('intent')
	if (intent === 'token') {
		await limit('browser-calls', request, person.id)
		const { identity } = await handsetOf(person)
		return Response.json({ token: accessToken(identity) }, NOT_KEPT)
	}
	if (intent === 'alive' || intent === 'gone') {
		await browserSays(person.id, intent === 'alive')
		return new Response(null, { status: 204 })
	}
	const choice = form.get('choice')
	if (choice !== 'telephone' && choice !== 'browser') throw notFound()
	await chooseHandset(person, choice)
	return new Response(null, { status: 204 })
}
