import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { listSharedSnippets } from '~/desk/snippets.server'
import { SnippetsPage } from '~/desk/snippets-page'
import { answerSnippetForm } from '~/desk/snippets-page.server'
import { workMessages } from '~/i18n/desk-work'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'

export const handle = { surface: 'staff', nav: 'articles', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	return {
		title: `${messagesIn(workMessages, person.lang).snippets.everybodys} · Relais`,
		snippets: await listSharedSnippets(),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	return answerSnippetForm(await request.formData(), { person, address: '/studio/snippets', onlyShared: true })
}

/** Everybody's phrases, for those who keep what customers read. */
export default function SharedSnippets() {
	const { snippets } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(workMessages).snippets
	return (
		<div className="mx-auto max-w-[52rem] px-4 py-8 md:px-8">
			<h1 className="text-h1">{t.everybodys}</h1>
			<p className="mt-2 text-ink-2">{t.everybodysLead}</p>
			<SnippetsPage snippets={snippets} refused={refused} mayShare onlyShared />
		</div>
	)
}
