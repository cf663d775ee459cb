import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { listOfAdvisor } from '~/handoff/conversations.server'

/** Who has written to this advisor and waits for an answer; for pages that do not show the queue. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const chats = await listOfAdvisor(person.id)
	return Response.json(
		{
			advisorId: person.id,
			chats: chats.filter(({ unanswered }) => unanswered).map(({ id, firstName }) => ({ id, firstName })),
		},
		{ headers: { 'Cache-Control': 'no-store' } },
	)
}
