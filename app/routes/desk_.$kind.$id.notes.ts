import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { requireReadable } from '~/desk/access.server'
import { writeNote } from '~/desk/notes.server'

export function loader() {
	throw notFound()
}

/** A note for colleagues, from whoever is in the contact. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { contact, access } = await requireReadable({ kind: params.kind, id: params.id }, person, 'data')
	if (access === 'waits') throw notFound()
	await limit('message', request, person.id)
	const form = await request.formData()
	const id = String(form.get('id') ?? '')
	const ok = await writeNote({
		id: /^[0-9a-f-]{36}$/.test(id) ? id : randomUUID(),
		contact,
		author: person,
		body: String(form.get('body') ?? ''),
	})
	if (!request.headers.get('accept')?.includes('text/html')) return Response.json({ ok }, { status: ok ? 200 : 400 })
	return redirect(`/desk/${contact.kind}/${contact.id}`, 303)
}
