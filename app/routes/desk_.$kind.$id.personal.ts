import type { ActionFunctionArgs } from '@remix-run/node'
import { PERSONAL_FIELDS } from '#db/schema/accounts.server'
import { revealDetail } from '~/accounts/reveals.server'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { findOwnContact } from '~/desk/own-contact.server'
import { formatPhone } from '~/i18n/phone'
import { settings } from '~/settings/settings.server'

export function loader() {
	throw notFound()
}

/** Shows a personal detail of the customer of a contact in full, which is recorded; kept by nobody on the way. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const contact = await findOwnContact({ kind: params.kind, id: params.id, personId: person.id })
	const asked = (await request.formData()).get('field')
	const field = PERSONAL_FIELDS.find((one) => one === asked)
	if (!contact?.customerId || !field) throw notFound()
	await limit('reveal', request, person.id)
	const values = await revealDetail({ customerId: contact.customerId, field, person, contact })
	if (!values) throw notFound()
	const readable = values.map((value) => (value.startsWith('+') ? formatPhone(value, settings().country) : value))
	return Response.json({ values: readable }, { headers: { 'Cache-Control': 'no-store' } })
}
