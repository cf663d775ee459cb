import { z } from 'zod'
import type { DraftContent } from '#db/schema/studio.server'

const LONGEST_BODY = 100_000
const LONGEST_LIST = 60

const line = (most: number) =>
	z
		.string()
		.max(most)
		.transform((text) => text.trim().replace(/\s+/g, ' '))
/** A list as it is typed: with commas, or a line each. */
const list = z
	.string()
	.max(4_000)
	.transform((text) => [
		...new Set(
			text
				.split(/[,\n]/)
				.map((word) => word.trim().replace(/\s+/g, ' '))
				.filter(Boolean),
		),
	])
	.pipe(z.array(z.string()).max(LONGEST_LIST))

/** What the editor's form sends. An unfinished draft is kept as it is: only lengths are refused. */
export const DraftForm = z.object({
	title: line(200).default(''),
	summary: line(2_000).default(''),
	topic: line(120).default(''),
	keywords: list.default([]),
	owner: line(120).default(''),
	reviewed: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}$/)
		.or(z.literal(''))
		.default(''),
	related: list.default([]),
	markdown: z
		.string()
		.max(LONGEST_BODY)
		// A form sends lines ended as in letters of old; articles have them as everywhere.
		.transform((text) => text.replaceAll('\r\n', '\n'))
		.default(''),
})

/** The text fields of a draft, told apart when two people change them. */
export const DRAFT_LINES = ['title', 'summary', 'topic', 'owner', 'reviewed'] as const
export const DRAFT_LISTS = ['keywords', 'related'] as const

export function sameContent(one: DraftContent, other: DraftContent): boolean {
	return (
		one.markdown === other.markdown &&
		DRAFT_LINES.every((key) => one[key] === other[key]) &&
		DRAFT_LISTS.every((key) => one[key].join('\n') === other[key].join('\n'))
	)
}
