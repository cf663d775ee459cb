import type { Person } from '~/auth/people.server'
import { listStaff } from '~/auth/people.server'
import { may } from '~/auth/roles'
import type { Lang } from '~/i18n/language'
import { listBySlugs } from './articles.server'
import { listComments } from './draft-review.server'
import { contentOf, findDraft, findForEditors, meetEditors } from './drafts.server'
import { missingIn } from './publishing-needs'
import { compareTexts } from './text-changes'
import { topicName, topics } from './topics.server'

/** Everything the page of a draft shows; `null` when there is no such article. */
export async function draftPage(articleId: string, person: Pick<Person, 'id' | 'name'>, now = new Date()) {
	const article = await findForEditors(articleId)
	if (!article) return null
	const draft = await findDraft(articleId)
	const live = contentOf(article)
	const content = draft?.content ?? live
	const [comments, others, staff] = await Promise.all([
		draft ? listComments(draft.id) : [],
		draft ? meetEditors(draft.id, person, now) : [],
		listStaff(),
	])
	const { id, lang, slug, state, version, updatedAt } = article
	return {
		article: { id, lang, slug, state, version, updatedAt },
		draft: draft && {
			...{ revision: draft.revision, state: draft.state, savedAt: draft.savedAt, savedByName: draft.savedByName },
			...{ reviewerName: draft.reviewerName, reviewDueAt: draft.reviewDueAt, reviewNote: draft.reviewNote },
			...{ approvedByName: draft.approvedByName, publishAt: draft.publishAt, changeNote: draft.changeNote },
			isOwn: draft.savedById === person.id,
		},
		content,
		needs: missingIn(content),
		changes: draft && version > 0 ? compareTexts(textOf(live), textOf(content)) : null,
		comments: comments.map(({ id, quote, body, byName, at, resolvedByName }) => ({
			...{ id, quote, body, byName, at, resolvedByName },
			isChanged: quote !== '' && !content.markdown.includes(quote),
		})),
		others,
		reviewers: staff
			.filter((one) => may(one.role, 'knowledge.edit') && one.id !== draft?.savedById && one.id !== person.id)
			.map(({ id, name }) => ({ id, name })),
		topics: topicChoices(lang, content.topic),
	}
}

/** What readers read of a draft, as one text. */
export function textOf({ title, summary, markdown }: { title: string; summary: string; markdown: string }): string {
	return `${title}\n\n${summary}\n\n${markdown}`
}

/** Addresses of pages that a text links to and no reader can open. */
export async function brokenLinks(markdown: string, lang: Lang): Promise<string[]> {
	const linked = [...markdown.matchAll(/\]\(\/(?:en\/)?articles\/([^)\s#?]+)/g)].map(([, slug]) =>
		decodeURIComponent(slug ?? ''),
	)
	if (linked.length === 0) return []
	const known = new Set((await listBySlugs(lang, [...new Set(linked)])).map(({ slug }) => slug))
	return [...new Set(linked)].filter((slug) => !known.has(slug))
}

export function topicChoices(lang: Lang, current: string): { id: string; name: string }[] {
	const known = topics().topics.map(({ id, fr, en }) => ({ id, name: lang === 'fr' ? fr : en }))
	return current === '' || known.some(({ id }) => id === current)
		? known
		: [...known, { id: current, name: topicName(current, lang).name }]
}
