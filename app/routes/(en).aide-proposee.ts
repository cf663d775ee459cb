import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { getVisitor, notFound, safePath } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { helpRefusedHeader } from '~/handoff/help-cookie.server'
import { answerHelpOffer } from '~/handoff/help-offers.server'
import { localPath } from '~/i18n/language'

const WAYS: Record<string, string> = { write: '/ecrire', callback: '/rappel', message: '/message' }

export function loader() {
	throw notFound()
}

/** What somebody does with the help they were offered: they go to a person, or back where they were. */
export async function action({ request }: ActionFunctionArgs) {
	const { visitId, lang } = await getVisitor(request)
	await limit('feedback', request, visitId)
	const form = await request.formData()
	const from = safePath(form.get('from'), localPath(lang, '/'))
	const way = WAYS[String(form.get('choice'))]
	if (way) {
		await answerHelpOffer(visitId, 'accepted')
		return redirect(`${localPath(lang, way)}?depuis=${encodeURIComponent(from)}`, 303)
	}
	await answerHelpOffer(visitId, 'refused')
	return redirect(from, { status: 303, headers: { 'Set-Cookie': helpRefusedHeader() } })
}
