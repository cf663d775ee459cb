import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { beat, beatElsewhere } from '~/handoff/presence.server'

export function loader() {
	throw notFound()
}

/** A sign of life from an open desk, or from another page of who works there. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	await (form.get('at') === 'elsewhere' ? beatElsewhere(person.id) : beat(person.id))
	return Response.json({ ok: true })
}
