import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { saveFrom } from '~/knowledge/draft-saving.server'

export function loader() {
	throw notFound()
}

/** Keeps what is being typed. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const answer = await saveFrom(await request.formData(), params.id ?? '', person)
	if (!answer) return Response.json({ outcome: 'missing' }, { status: 400 })
	return Response.json(answer, { status: answer.outcome === 'conflict' ? 409 : 200 })
}
