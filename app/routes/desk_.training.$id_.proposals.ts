import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findTraining } from '~/desk/training.server'

export function loader() {
	throw notFound()
}

/** A remark on a page made in a practice: the gesture is practised, no editor gets it. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	if (!(await findTraining(person.id, params.id ?? ''))) throw notFound()
	return Response.json({ ok: true }, { status: 201 })
}
