import type { TrailItem } from '#db/schema/handoff.server'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { trailMessages } from '~/i18n/trail'

/** A step of the path as a line that says what was done: « Recherche « voyant rouge », sans réponse ». */
export function stepWords({ kind, label, failed }: Pick<TrailItem, 'kind' | 'label' | 'failed'>, lang: Lang): string {
	const t = messagesIn(trailMessages, lang)
	switch (kind) {
		case 'search':
			return failed ? t.searchFailed(label) : t.search(label)
		case 'article':
			return t.article(label)
		case 'answer':
			return failed ? t.answerFailed(label) : t.answer(label)
		case 'review':
			return t.review(label)
		default:
			return label
	}
}
