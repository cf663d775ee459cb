import type { LoaderFunctionArgs } from '@remix-run/node'
import { getVisitor, notFound } from '~/auth/guards.server'
import { calendarFile } from '~/handoff/callback-words.server'
import { findOwnCallback } from '~/handoff/callbacks.server'

/** The appointment for a calendar. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { visitId, customer } = await getVisitor(request)
	const { pathname, searchParams } = new URL(request.url)
	const reference = pathname.match(/\/rappel\/([^/]+)\.ics$/)?.[1] ?? ''
	const callback = await findOwnCallback({
		reference,
		key: searchParams.get('cle'),
		visitId,
		customerId: customer?.id ?? null,
	})
	const file = callback && calendarFile(callback, new Date())
	if (!file) throw notFound()
	return new Response(file.content, {
		headers: {
			'Content-Type': 'text/calendar; charset=utf-8',
			'Content-Disposition': `attachment; filename="${file.name}"`,
			'Cache-Control': 'private, no-store',
		},
	})
}
