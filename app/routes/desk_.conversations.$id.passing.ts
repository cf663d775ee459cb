import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { handOver, passConversation, recallPassing } from '~/handoff/chat-passing.server'
import { sayStillThere } from '~/handoff/chat-silences.server'
import { findConversationForAdvisor } from '~/handoff/conversations.server'
import { leaveAsGuest } from '~/handoff/guests.server'

export function loader() {
	throw notFound()
}

/** What an advisor does with a conversation beside writing in it: with a colleague, or to keep it. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const conversationId = params.id ?? ''
	const form = await request.formData()
	const to = String(form.get('to') ?? '')
	const here = redirect(`/desk/conversations/${conversationId}`, 303)
	switch (form.get('intent')) {
		case 'pass': {
			const how = form.get('how')
			if (how !== 'cold' && how !== 'warm' && how !== 'invite') throw notFound()
			const note = String(form.get('note') ?? '')
			await passConversation({ conversationId, by: person.id, to, how, note })
			return here
		}
		case 'recall':
			await recallPassing(conversationId, person.id)
			return here
		case 'hand-over':
			await handOver({ conversationId, by: person.id, to })
			return redirect('/desk', 303)
		case 'leave':
			await leaveAsGuest({ conversationId, personId: person.id })
			return redirect('/desk', 303)
		case 'still-here':
			if ((await findConversationForAdvisor(conversationId))?.advisorId !== person.id) throw notFound()
			await sayStillThere(conversationId, 'advisor')
			return here
		default:
			throw notFound()
	}
}
