import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { keepSnippet, listSnippets, removeSnippet } from '~/desk/snippets.server'
import { workMessages } from '~/i18n/desk-work'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	return {
		snippets: await listSnippets(person.id),
		maySharePhrases: may(person.role, 'knowledge.edit'),
		lang: person.lang,
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	const text = (name: string) => String(form.get(name) ?? '')
	const shared = text('shared') === 'yes' && may(person.role, 'knowledge.edit')
	const ownerId = shared ? null : person.id
	if (form.get('intent') === 'remove') {
		await removeSnippet(text('id'), ownerId)
		return redirect('/desk/snippets', 303)
	}
	const written = { shortcut: text('shortcut'), title: text('title'), body: text('body') }
	const kept = await keepSnippet({
		...written,
		id: text('id') || null,
		ownerId,
		lang: text('lang') === 'en' ? 'en' : 'fr',
	})
	if (kept.ok) return redirect('/desk/snippets', 303)
	return data(
		{ id: text('id'), problem: messagesIn(workMessages, person.lang).snippets.problems[kept.reason], written },
		{ status: 400 },
	)
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
			{refused && (
				<div className="mt-4 max-w-[44rem]">
					<Notice tone="danger" live>
						{refused.problem}
					</Notice>
				</div>
			)}
			<details className="mt-6 max-w-[44rem]" open={snippets.length === 0 || (refused && !refused.id) || undefined}>
				<summary className="font-semibold">{t.add}</summary>
				<SnippetForm written={refused && !refused.id ? refused.written : undefined} mayShare={maySharePhrases} />
			</details>
			<ul className="mt-6 grid max-w-[44rem] gap-3">
				{snippets.map((snippet) => (
					<li key={snippet.id} className="card p-4">
						<p className="flex flex-wrap items-baseline gap-3">
							<span className="kbd">/{snippet.shortcut}</span>
							<b>{snippet.title}</b>
							<span className="text-mini text-ink-2">
								{snippet.shared ? t.shared : t.own} · {snippet.lang.toUpperCase()}
							</span>
						</p>
						<p className="mt-1 whitespace-pre-wrap">{snippet.body}</p>
						{(!snippet.shared || maySharePhrases) && (
							<details className="mt-2">
								<summary className="text-mini">{t.change}</summary>
								<SnippetForm id={snippet.id} written={snippet} mayShare={maySharePhrases} />
								<Form method="post" className="mt-2">
									<input type="hidden" name="id" value={snippet.id} />
									<input type="hidden" name="shared" value={snippet.shared ? 'yes' : 'no'} />
									<Button variant="quiet" small name="intent" value="remove">
										{t.remove}
									</Button>
								</Form>
							</details>
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function SnippetForm({
	id,
	written,
	mayShare,
}: {
	id?: string
	written?: { shortcut: string; title: string; body: string; lang?: 'fr' | 'en'; shared?: boolean }
	mayShare: boolean
}) {
	const { lang } = useLoaderData<typeof loader>()
	const t = useMessages(workMessages).snippets
	return (
		<Form method="post" className="mt-3 grid gap-4">
			{id && <input type="hidden" name="id" value={id} />}
			<div className="grid gap-4 sm:grid-cols-[10rem_1fr_8rem]">
				<TextField name="shortcut" label={t.shortcut} required maxLength={30} defaultValue={written?.shortcut} />
				<TextField name="title" label={t.name} required maxLength={80} defaultValue={written?.title} />
				<label className="field">
					<span>{t.lang}</span>
					<select name="lang" className="control" defaultValue={written?.lang ?? lang}>
						<option value="fr">Français</option>
						<option value="en">English</option>
					</select>
				</label>
			</div>
			<TextArea
				name="body"
				rows={3}
				required
				maxLength={2_000}
				label={t.body}
				hint={t.places}
				defaultValue={written?.body}
			/>
			{mayShare && (
				<label className="check">
					<input type="checkbox" name="shared" value="yes" defaultChecked={written?.shared} />
					<span>{t.share}</span>
				</label>
			)}
			<div>
				<Button variant="outline">{t.keep}</Button>
			</div>
		</Form>
	)
}
