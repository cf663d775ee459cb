import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { chooseForDesk } from '~/desk/desk-choices.server'

export function loader() {
	throw notFound()
}

/** What somebody chooses for their own desk. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const shortcuts = (await request.formData()).get('shortcuts')
	if (shortcuts !== 'on' && shortcuts !== 'off') throw notFound()
	await chooseForDesk(person.id, { shortcuts: shortcuts === 'on' })
	return Response.json({ ok: true })
}
