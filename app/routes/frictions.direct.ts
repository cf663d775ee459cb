import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { readBoard } from '~/friction/supervisor-page.server'

/** The live board alone, read again when the desk says that something changed. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	return Response.json(await readBoard(person.lang, new Date()))
}
