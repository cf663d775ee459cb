import { parseDateTime, toZoned } from '@internationalized/date'
import { findPerson, type Person } from '~/auth/people.server'
import { may } from '~/auth/roles'
import { settings } from '~/settings/settings.server'
import { approveDraft, askForReview, comment, resolveComment, sendBack } from './draft-review.server'
import { discardDraft, findDraft } from './drafts.server'
import { publishDraft, schedulePublication, unpublish } from './publications.server'

/** What came of it: where to go on, or why not, in the words of `studio.review.problems` and `studio.publish.problems`. */
export type Acted =
	| { ok: true; to: 'page' | 'list'; news?: 'published' }
	| { ok: false; about: 'review'; problem: 'own-words' | 'changed-since' | 'missing' }
	| { ok: false; about: 'publish'; problem: 'unread' | 'changed-since' | 'missing' | 'incomplete' | 'reason' | 'when' }

/** Does what a form of the draft's page asks for; saving is not among it. `null` for what it does not know. */
export async function actOnDraft(
	form: FormData,
	articleId: string,
	person: Person,
	now = new Date(),
): Promise<Acted | null> {
	const said = (name: string) => String(form.get(name) ?? '')
	const revision = Number.parseInt(said('revision'), 10)
	const intent = said('intent')
	if (intent === 'ask-review') {
		const reviewer = await findPerson(said('reviewer'))
		if (!reviewer || !may(reviewer.role, 'knowledge.edit')) return { ok: false, about: 'review', problem: 'missing' }
		const asked = await askForReview({
			...{ articleId, reviewer, note: said('note'), author: person, now },
			dueAt: localInstant(`${said('due')}T18:00`),
		})
		return asked ? { ok: true, to: 'page' } : { ok: false, about: 'review', problem: 'own-words' }
	}
	if (intent === 'approve') {
		const approved = await approveDraft({ articleId, revision, reader: person })
		return approved === 'approved' ? { ok: true, to: 'page' } : { ok: false, about: 'review', problem: approved }
	}
	if (intent === 'send-back') {
		const back = await sendBack({ articleId, note: said('note') })
		return back ? { ok: true, to: 'page' } : { ok: false, about: 'review', problem: 'missing' }
	}
	if (intent === 'comment' || intent === 'resolve') {
		const draft = await findDraft(articleId)
		if (!draft) return { ok: false, about: 'review', problem: 'missing' }
		if (intent === 'resolve') await resolveComment(draft.id, said('comment'), person, now)
		else await comment({ draftId: draft.id, quote: said('quote'), body: said('body'), author: person, now })
		return { ok: true, to: 'page' }
	}
	if (intent === 'publish' || intent === 'urgent') {
		const urgentBecause = intent === 'urgent' ? said('reason').trim() : null
		if (urgentBecause === '') return { ok: false, about: 'publish', problem: 'reason' }
		const done = await publishDraft({ articleId, revision, author: person, note: said('note'), urgentBecause, now })
		return done.ok ? { ok: true, to: 'page', news: 'published' } : { ok: false, about: 'publish', problem: done.reason }
	}
	if (intent === 'plan') {
		const at = localInstant(said('at'))
		if (!at || at <= now) return { ok: false, about: 'publish', problem: 'when' }
		const done = await schedulePublication({ articleId, revision, note: said('note'), at, author: person })
		return done.ok ? { ok: true, to: 'page' } : { ok: false, about: 'publish', problem: done.reason }
	}
	if (intent === 'unpublish') {
		const gone = await unpublish({ articleId, author: person, reason: said('reason'), now })
		return gone ? { ok: true, to: 'page' } : { ok: false, about: 'publish', problem: 'missing' }
	}
	if (intent === 'discard') {
		await discardDraft(articleId)
		return { ok: true, to: 'list' }
	}
	return null
}

/** The instant of a local time as a form sends it; `null` for none. */
function localInstant(typed: string): Date | null {
	try {
		return toZoned(parseDateTime(typed), settings().timeZone).toDate()
	} catch {
		return null
	}
}
