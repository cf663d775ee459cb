import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findQuotable } from '~/knowledge/paragraphs.server'

/** The paragraphs of a page, for an advisor who flags one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	await requireStaff(request, 'desk.use')
	const article = await findQuotable(params.id ?? '')
	if (!article) throw notFound()
	return Response.json({ paragraphs: article.paragraphs })
}
