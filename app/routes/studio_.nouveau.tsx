import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { LANGUAGES } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { studioMessages } from '~/i18n/studio'
import { useMessages } from '~/i18n/use-messages'
import { beginArticle } from '~/knowledge/drafts.server'
import { findProposal } from '~/knowledge/proposals.server'
import { Button } from '~/ui/button'
import { Field, TextField } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'articles', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const LONGEST_TITLE = 200

/** `?proposition=` fills it with what an advisor wrote. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'knowledge.edit')
	const { searchParams } = new URL(request.url)
	const proposal = await findProposal(searchParams.get('proposition') ?? '')
	return {
		title: `${messagesIn(studioMessages, visitor.lang).newTitle} · Relais`,
		lang: proposal?.lang ?? visitor.lang,
		typed: (proposal?.title ?? searchParams.get('titre') ?? '').slice(0, LONGEST_TITLE),
		proposal: proposal?.id ?? null,
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const form = await request.formData()
	const title = String(form.get('title') ?? '')
		.trim()
		.replace(/\s+/g, ' ')
		.slice(0, LONGEST_TITLE)
	if (!title) return data({ missing: true }, { status: 400 })
	const proposal = await findProposal(String(form.get('proposition') ?? ''))
	const { articleId } = await beginArticle({
		lang: form.get('lang') === 'en' ? 'en' : 'fr',
		content: { title, markdown: proposal?.proposed ?? '' },
		author: person,
	})
	return redirect(`/studio/articles/${articleId}`, 303)
}

/** The first words of an article; everything else is written on its page. */
export default function NewArticle() {
	const { lang, typed, proposal } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(studioMessages)
	return (
		<div className="mx-auto max-w-[46rem] px-4 py-8 md:px-8">
			<p className="text-small">
				<a href="/studio">{t.back}</a>
			</p>
			<h1 className="mt-2 text-h1">{t.newTitle}</h1>
			<p className="mt-2 text-ink-2">{t.newLead}</p>
			<form method="post" className="mt-6 grid justify-items-start gap-5" noValidate>
				{proposal && <input type="hidden" name="proposition" value={proposal} />}
				<div className="w-full">
					<TextField
						name="title"
						label={t.fields.title}
						error={refused?.missing ? t.titleMissing : undefined}
						maxLength={LONGEST_TITLE}
						defaultValue={typed}
					/>
				</div>
				<Field label={t.language}>
					{(control) => (
						<select name="lang" defaultValue={lang} {...control}>
							{LANGUAGES.map((one) => (
								<option key={one} value={one}>
									{t.languages[one]}
								</option>
							))}
						</select>
					)}
				</Field>
				<Button>{t.begin}</Button>
			</form>
		</div>
	)
}
