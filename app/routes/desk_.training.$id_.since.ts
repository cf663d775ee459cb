import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findTraining } from '~/desk/training.server'
import { trainingMessages } from '~/desk/training-context.server'

/** What was said in a practice after a number. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id, params.id ?? '')
	if (!training) throw notFound()
	const since = Number(new URL(request.url).searchParams.get('seq')) || 0
	const messages = trainingMessages(training, person.name.split(' ')[0] ?? person.name)
	return Response.json(
		{ messages: messages.filter(({ seq }) => seq > since) },
		{ headers: { 'Cache-Control': 'no-store' } },
	)
}
