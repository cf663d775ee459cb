import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { sayInTraining } from '~/desk/training.server'
import { trainingMessages } from '~/desk/training-context.server'
import { LONGEST_MESSAGE } from '~/handoff/messages.server'

export function loader() {
	throw notFound()
}

/** Something said in a practice: it stays there, and leads to an answer. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	const id = String(form.get('id') ?? '')
	const body = String(form.get('body') ?? '').trim()
	if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 400 })
	if (!body || body.length > LONGEST_MESSAGE)
		return Response.json({ ok: false, reason: body ? 'too-long' : 'empty' }, { status: 409 })
	const articleId = form.get('articleId') ? String(form.get('articleId')) : null
	const training = await sayInTraining(person.id, params.id ?? '', { id, body, articleId })
	if (!training) throw notFound()
	const message = trainingMessages(training, person.name.split(' ')[0] ?? person.name).find((one) => one.id === id)
	if (request.headers.get('accept')?.includes('application/json'))
		return message
			? Response.json({ ok: true, message })
			: Response.json({ ok: false, reason: 'ended' }, { status: 409 })
	return redirect(`/desk/training/${training.id}`, 303)
}
