import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findDeskContact } from '~/desk/contacts.server'
import { askForSupport, endSupport, joinSupport, leaveSupport } from '~/desk/support.server'

export function loader() {
	throw notFound()
}

/** Support in a contact: its advisor asks for it or ends it, a colleague joins or leaves. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const contact = await findDeskContact(params.kind, params.id)
	if (!contact) throw notFound()
	const form = await request.formData()
	const here = `/desk/${contact.kind}/${contact.id}`
	switch (form.get('intent')) {
		case 'ask':
			if (!(await askForSupport({ contact, advisorId: person.id, words: String(form.get('words') ?? '') })))
				throw notFound()
			return redirect(here, 303)
		case 'end':
			if (contact.advisorId !== person.id) throw notFound()
			await endSupport(contact.id)
			return redirect(here, 303)
		case 'join':
			return redirect((await joinSupport(contact, person.id)) ? here : '/desk', 303)
		case 'leave':
			await leaveSupport(contact.id, person.id)
			return redirect('/desk', 303)
		default:
			throw notFound()
	}
}
