import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { beat } from '~/handoff/presence.server'

export function loader() {
	throw notFound()
}

/** A sign of life from an open desk. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	await beat(person.id)
	return Response.json({ ok: true })
}
