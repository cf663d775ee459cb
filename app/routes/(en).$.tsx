import type { LoaderFunctionArgs } from '@remix-run/node'
import { getVisitor, notFound } from '~/auth/guards.server'
import { recordFriction } from '~/friction/record.server'

export const handle = { surface: 'customer', hydrate: false }

/** Every address that no other route answers: noted with where the person came from. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { pathname } = new URL(request.url)
	const { visitId, lang, customer } = await getVisitor(request)
	if (request.headers.get('sec-fetch-dest') === 'document')
		await recordFriction({
			visitId,
			kind: 'page-missing',
			label: pathname,
			path: pathname,
			lang,
			customerId: customer?.id ?? null,
			detail: { referrer: pathOf(request.headers.get('referer')) },
		})
	throw notFound()
}

export default function Missing() {
	return null
}

/** The path alone: a query may hold what somebody typed. */
function pathOf(referrer: string | null): string | null {
	try {
		return referrer ? new URL(referrer).pathname : null
	} catch {
		return null
	}
}
