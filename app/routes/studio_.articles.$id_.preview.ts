import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findForEditors } from '~/knowledge/drafts.server'
import { previewOf } from '~/knowledge/preview.server'

const LONGEST = 100_000

export function loader() {
	throw notFound()
}

/** What is being typed, as readers would get it. */
export async function action({ request, params }: ActionFunctionArgs) {
	await requireStaff(request, 'knowledge.edit')
	const article = await findForEditors(params.id ?? '')
	if (!article) throw notFound()
	const markdown = String((await request.formData()).get('markdown') ?? '').slice(0, LONGEST)
	return Response.json(await previewOf(markdown, article.lang))
}
