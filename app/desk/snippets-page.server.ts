import { data, redirect } from '@remix-run/node'
import type { Person } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { workMessages } from '~/i18n/desk-work'
import { messagesIn } from '~/i18n/messages'
import { keepSnippet, removeSnippet } from './snippets.server'

/**
 * What was asked for on a page of phrases. Refused, the answer carries the words back: they stay in
 * their form, under the reason.
 *
 * @param onlyShared - the page of whoever keeps everybody's phrases and has none of their own
 */
export async function answerSnippetForm(
	form: FormData,
	{ person, address, onlyShared = false }: { person: Person; address: string; onlyShared?: boolean },
) {
	const text = (name: string) => String(form.get(name) ?? '')
	const by = { id: person.id, maySharePhrases: may(person.role, 'knowledge.edit') }
	const written = {
		shortcut: text('shortcut'),
		title: text('title'),
		body: text('body'),
		lang: text('lang') === 'en' ? ('en' as const) : ('fr' as const),
		shared: onlyShared || text('shared') === 'yes',
	}
	const id = text('id')
	const problems = messagesIn(workMessages, person.lang).snippets.problems
	if (form.get('intent') === 'remove') {
		if (await removeSnippet(id, by)) return redirect(address, 303)
		return data({ id, reason: 'gone' as const, problem: problems.gone, written: null }, { status: 404 })
	}
	const seen = new Date(text('seen'))
	const kept = await keepSnippet({
		...written,
		by,
		id: id || null,
		seen: Number.isNaN(seen.getTime()) ? null : seen,
	})
	if (kept.ok) return redirect(address, 303)
	return data({ id, reason: kept.reason, problem: problems[kept.reason], written }, { status: 400 })
}

/** A form that was refused, with the words it held. */
export type RefusedSnippet = Extract<Awaited<ReturnType<typeof answerSnippetForm>>, { data: unknown }>['data']
