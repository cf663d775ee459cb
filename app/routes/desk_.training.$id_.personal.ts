import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findTraining } from '~/desk/training.server'
import { formatPhone } from '~/i18n/phone'
import { settings } from '~/settings/settings.server'

export function loader() {
	throw notFound()
}

/** A detail of somebody who does not exist: shown as a real one would be, recorded nowhere. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id, params.id ?? '')
	const field = (await request.formData()).get('field')
	const { phone, email, address } = training?.scenario.customer ?? {}
	const value = { phone: phone && formatPhone(phone, settings().country), email, address }[String(field)]
	if (!value) throw notFound()
	return Response.json({ values: [value] }, { headers: { 'Cache-Control': 'no-store' } })
}
