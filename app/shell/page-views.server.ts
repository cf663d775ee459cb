import { asksNotToBeFollowed, keepForHandoffOnly } from '~/friction/not-followed.server'
import { recordStep } from '~/friction/record.server'
import { log } from '~/log.server'

/** A step that a kept page stands for, so that answering from memory keeps the path complete. */
export interface PageView {
	kind: 'search' | 'article'
	label: string
	href: string
	failed: boolean
}

/**
 * Notes a view of a kept page without making the answer wait.
 *
 * @param headers - of the request, which may ask not to be followed
 */
export function recordPageView(visitId: string, view: PageView, headers: Headers): void {
	if (asksNotToBeFollowed(headers)) keepForHandoffOnly(visitId)
	recordStep({ visitId, ...view }).catch((error: unknown) =>
		log.error({ error: String(error) }, 'a page view could not be recorded'),
	)
}
