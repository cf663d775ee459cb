import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff, safePath } from '~/auth/guards.server'
import { setPresence } from '~/handoff/presence.server'

export function loader() {
	throw notFound()
}

/** The advisor lights the window, takes a break, or leaves; then goes on where they were. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const state = (await request.formData()).get('state')
	if (state !== 'available' && state !== 'breathing' && state !== 'away') throw notFound()
	await setPresence({ personId: person.id, state })
	return redirect(backTo(request), 303)
}

function backTo(request: Request): string {
	const referrer = request.headers.get('referer')
	const path = referrer && URL.canParse(referrer) ? new URL(referrer).pathname : null
	return path?.startsWith('/desk') ? safePath(path, '/desk') : '/desk'
}
