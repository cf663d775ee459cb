import { Form } from '@remix-run/react'
import { workMessages } from '~/i18n/desk-work'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { Snippet } from './snippets.server'
import type { RefusedSnippet } from './snippets-page.server'

/** A phrase as a page has it: its time is a text once it has travelled. */
type ShownSnippet = Omit<Snippet, 'updatedAt'> & { updatedAt: Date | string }

interface Props {
	snippets: ShownSnippet[]
	refused: RefusedSnippet | undefined
	/** Whether everybody's phrases may be written here. */
	mayShare: boolean
	/** Nothing here is of one person: the choice of whose it is goes without saying. */
	onlyShared?: boolean
}

/** Phrases one writes often: a form for a new one, and each with what may be changed of it. */
export function SnippetsPage({ snippets, refused, mayShare, onlyShared = false }: Props) {
	const t = useMessages(workMessages).snippets
	const lost = refused?.written && (!refused.id || !snippets.some(({ id }) => id === refused.id)) ? refused : null
	return (
		<>
			{refused && (
				<div className="mt-4 max-w-[44rem]">
					<Notice tone="danger" live>
						{refused.problem}
					</Notice>
				</div>
			)}
			<details className="mt-6 max-w-[44rem]" open={snippets.length === 0 || lost !== null || undefined}>
				<summary className="btn btn-outline w-fit">{t.add}</summary>
				<div className="card mt-3 p-4">
					<SnippetForm written={lost?.written ?? undefined} mayShare={mayShare} onlyShared={onlyShared} />
				</div>
			</details>
			{snippets.length === 0 && <p className="mt-6 text-ink-2">{t.none}</p>}
			<ul className="mt-6 grid max-w-[44rem] gap-3">
				{snippets.map((snippet) => (
					<li key={snippet.id} className="card p-4">
						<p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
							<span className="kbd">/{snippet.shortcut}</span>
							<b className="min-w-0 flex-1">{snippet.title}</b>
							<span className="text-mini text-ink-2">
								{onlyShared ? '' : `${snippet.shared ? t.shared : t.own} · `}
								{snippet.lang.toUpperCase()}
							</span>
						</p>
						<p className="mt-1 whitespace-pre-wrap" lang={snippet.lang}>
							{snippet.body}
						</p>
						{(!snippet.shared || mayShare) && (
							<Change
								key={String(snippet.updatedAt)}
								snippet={snippet}
								refused={refused?.id === snippet.id ? refused : null}
								mayShare={mayShare}
								onlyShared={onlyShared}
							/>
						)}
					</li>
				))}
			</ul>
		</>
	)
}

function Change({
	snippet,
	refused,
	mayShare,
	onlyShared,
}: {
	snippet: ShownSnippet
	refused: RefusedSnippet | null
	mayShare: boolean
	onlyShared: boolean
}) {
	const t = useMessages(workMessages).snippets
	return (
		<details className="mt-2" open={refused !== null || undefined}>
			<summary className="w-fit text-mini underline">{t.change}</summary>
			<SnippetForm of={snippet} written={refused?.written ?? snippet} mayShare={mayShare} onlyShared={onlyShared} />
			<Form method="post" className="mt-2">
				<input type="hidden" name="id" value={snippet.id} />
				<Button variant="quiet" small name="intent" value="remove">
					{t.remove}
				</Button>
			</Form>
		</details>
	)
}

function SnippetForm({
	of,
	written,
	mayShare,
	onlyShared,
}: {
	of?: ShownSnippet
	written?: Partial<Omit<ShownSnippet, 'id' | 'updatedAt'>>
	mayShare: boolean
	onlyShared: boolean
}) {
	const lang = useLang()
	const t = useMessages(workMessages).snippets
	return (
		<Form method="post" className="mt-3 grid gap-4">
			{of && <input type="hidden" name="id" value={of.id} />}
			{of && <input type="hidden" name="seen" value={new Date(of.updatedAt).toISOString()} />}
			<div className="grid gap-4 sm:grid-cols-[10rem_1fr_8rem]">
				<TextField name="shortcut" label={t.shortcut} required maxLength={30} defaultValue={written?.shortcut} />
				<TextField name="title" label={t.name} required maxLength={80} defaultValue={written?.title} />
				<Field label={t.lang}>
					{(control) => (
						<select {...control} name="lang" defaultValue={written?.lang ?? lang}>
							<option value="fr">Français</option>
							<option value="en">English</option>
						</select>
					)}
				</Field>
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
			{mayShare && !onlyShared && (
				<label className="check">
					<input type="checkbox" name="shared" value="yes" defaultChecked={written?.shared} />
					<span>
						{t.share}
						{of?.shared && <span className="block text-mini text-ink-2">{t.unshare}</span>}
					</span>
				</label>
			)}
			<div>
				<Button variant="outline">{t.keep}</Button>
			</div>
		</Form>
	)
}
