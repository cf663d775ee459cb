import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { findOwnContact } from '~/desk/own-contact.server'
import { findQuotable } from '~/knowledge/paragraphs.server'
import { propose } from '~/knowledge/proposals.server'

export function loader() {
	throw notFound()
}

/** Something an advisor tells the editors from a contact: a passage that is wrong, other words for it, a page that is missing. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const contact = await findOwnContact({ kind: params.kind, id: params.id, personId: person.id })
	if (!contact) throw notFound()
	await limit('message', request, person.id)
	const form = await request.formData()
	const field = (name: string) => String(form.get(name) ?? '').trim()
	const requestKey = field('requestKey')
	if (!/^[0-9a-f-]{36}$/.test(requestKey)) throw new Response(null, { status: 400 })
	const from = { requestKey, caseId: contact.caseId, question: field('question'), author: person }

	if (!form.has('articleId')) {
		if (!field('title') || !field('proposed')) throw new Response(null, { status: 400 })
		await propose({
			...from,
			...{ kind: 'draft', lang: contact.lang, articleId: null, title: field('title'), proposed: field('proposed') },
		})
		return Response.json({ ok: true }, { status: 201 })
	}
	const article = await findQuotable(field('articleId'))
	if (!article) throw notFound()
	const { anchor = null, text: quote = null } = article.paragraphs[Number(field('paragraph'))] ?? {}
	const proposed = field('proposed') && field('proposed') !== quote ? field('proposed') : null
	if (!proposed && !field('words')) throw new Response(null, { status: 400 })
	await propose({
		...from,
		...{ kind: proposed ? 'fix' : 'flag', lang: article.lang, articleId: article.id, title: article.title },
		...{ anchor, quote, proposed, words: field('words') },
	})
	return Response.json({ ok: true }, { status: 201 })
}
