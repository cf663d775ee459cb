import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { openCopy } from '~/personal/data-copies.server'

/** A copy is opened by its owner, signed in, with the key of its link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, person } = await requireCustomer(request)
	await limit('account', request, person.id)
	const key = new URL(request.url).searchParams.get('cle') ?? ''
	const bytes = await openCopy({ customerId: customer.id, id: params.id ?? '', key })
	if (!bytes) throw notFound()
	return new Response(new Uint8Array(bytes), {
		headers: {
			'Content-Type': 'application/zip',
			'Content-Disposition': 'attachment; filename="donnees.zip"',
			'Cache-Control': 'private, no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
