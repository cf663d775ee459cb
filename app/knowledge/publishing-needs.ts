import type { DraftContent } from '#db/schema/studio.server'

/** What an article lacks before readers may be given it. */
export type Need = 'title' | 'summary' | 'topic' | 'owner' | 'reviewed' | 'text' | 'help'

const HELP = /^:{3,}\s*(?:si-ca-ne-marche-pas|if-it-does-not-work)\b/m

/**
 * What is missing in a draft: each page tells its problem, who answers for it and since when it is true,
 * and ends with the way to a person when it does not help.
 */
export function missingIn({ title, summary, topic, owner, reviewed, markdown }: DraftContent): Need[] {
	const present: Record<Need, boolean> = {
		title: title !== '',
		summary: summary !== '',
		topic: topic !== '',
		owner: owner !== '',
		reviewed: reviewed !== '',
		text: markdown.trim() !== '',
		help: HELP.test(markdown),
	}
	return (Object.keys(present) as Need[]).filter((need) => !present[need])
}
