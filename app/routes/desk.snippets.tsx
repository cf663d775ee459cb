import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { listSnippets } from '~/desk/snippets.server'
import { SnippetsPage } from '~/desk/snippets-page'
import { answerSnippetForm } from '~/desk/snippets-page.server'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	return { snippets: await listSnippets(person.id), maySharePhrases: may(person.role, 'knowledge.edit') }
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	return answerSnippetForm(await request.formData(), { person, address: '/desk/snippets' })
}

/** Phrases one writes often: one's own, and everybody's for those who keep them. */
export default function Snippets() {
	const { snippets, maySharePhrases } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(workMessages).snippets
	return (
		<section className="scroller bg-surface p-6 md:p-10">
			<h1 className="text-h2">{t.title}</h1>
			<p className="mt-2 max-w-[44rem] text-ink-2">{t.lead}</p>
			<SnippetsPage snippets={snippets} refused={refused} mayShare={maySharePhrases} />
		</section>
	)
}
