import type { ActionFunctionArgs } from '@remix-run/node'
import { isbot } from 'isbot'
import { getVisitor, notFound } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { recordSignal, SIGNAL_MAX_BYTES } from '~/friction/signal.server'

/** What browsers report with `sendBeacon`; nothing is answered, robots and staff are not logged. */
export async function action({ request }: ActionFunctionArgs) {
	const { visitId, customer, person, lang } = await getVisitor(request)
	await limit('signal', request, visitId)
	if (Number(request.headers.get('content-length') ?? 0) > SIGNAL_MAX_BYTES) return new Response(null, { status: 413 })
	const body = await request.text()
	if (body.length > SIGNAL_MAX_BYTES) return new Response(null, { status: 413 })
	const isStaff = person !== null && person.role !== 'customer'
	if (!isStaff && !isbot(request.headers.get('user-agent') ?? ''))
		await recordSignal({ body, visitId, customerId: customer?.id ?? null, lang })
	return new Response(null, { status: 204 })
}

export function loader() {
	throw notFound()
}
