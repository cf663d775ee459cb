import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { declineOffer } from '~/handoff/chat-offers.server'
import { takeConversation } from '~/handoff/conversations.server'

export function loader() {
	throw notFound()
}

/** The answer to what was offered: yes, or not now. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const [conversationId, advisorId] = [params.id ?? '', person.id]
	if ((await request.formData()).get('answer') !== 'accept') {
		await declineOffer({ conversationId, advisorId })
		return redirect('/desk', 303)
	}
	const taken = await takeConversation({ conversationId, advisorId })
	return redirect(taken ? `/desk/conversations/${conversationId}` : '/desk', 303)
}
