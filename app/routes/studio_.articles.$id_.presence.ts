import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findDraft, meetEditors } from '~/knowledge/drafts.server'

export function loader() {
	throw notFound()
}

/** An open page says that it is still there, and hears who else is. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const draft = await findDraft(params.id ?? '')
	return Response.json({ others: draft ? await meetEditors(draft.id, person) : [] })
}
