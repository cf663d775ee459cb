import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff, safePath } from '~/auth/guards.server'
import { setPresence } from '~/handoff/presence.server'

/** More at once is nobody's whole attention. */
const MOST_CHATS = 3

export function loader() {
	throw notFound()
}

/** The advisor lights the window, takes a break, or leaves; then goes on where they were. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	const state = form.get('state')
	const capacity = form.has('capacity') ? Math.trunc(Number(form.get('capacity'))) : undefined
	if (state !== 'available' && state !== 'breathing' && state !== 'away') throw notFound()
	if (capacity !== undefined && !(capacity >= 1 && capacity <= MOST_CHATS)) throw notFound()
	await setPresence({ personId: person.id, state, capacity })
	return redirect(backTo(request), 303)
}

function backTo(request: Request): string {
	const referrer = request.headers.get('referer')
	const path = referrer && URL.canParse(referrer) ? new URL(referrer).pathname : null
	return path?.startsWith('/desk') ? safePath(path, '/desk') : '/desk'
}
