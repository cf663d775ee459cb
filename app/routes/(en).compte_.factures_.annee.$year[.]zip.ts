import type { LoaderFunctionArgs } from '@remix-run/node'
import { downloadOf } from '~/accounts/invoice-download.server'
import { invoicesOfYear } from '~/accounts/invoice-files.server'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, person, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	return downloadOf(await invoicesOfYear(params.year ?? '', { customer, lang }))
}
