import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'
import type { Lang } from '~/i18n/language'
import { typeset } from './markdown.server'

const words = z.strictObject({ title: z.string().min(1), hint: z.string().min(1) })
const actionWords = words.extend({ button: z.string().min(1), words: z.array(z.string().min(1)).min(1) })
const path = z.string().regex(/^\/(?!\/)/, 'a path such as /compte')
const place = { article: z.string().min(1).optional(), path: path.optional() }
const leadsSomewhere = (entry: { article?: string; path?: string }) => Boolean(entry.article) !== Boolean(entry.path)

const Topics = z.strictObject({
	topics: z.array(
		z.strictObject({ id: z.string().min(1), icon: z.string(), fr: z.string().min(1), en: z.string().min(1) }),
	),
	tasks: z
		.array(
			z
				.strictObject({ icon: z.string(), ...place, fr: words, en: words })
				.refine(leadsSomewhere, 'needs `article` or `path`, not both'),
		)
		.default([]),
	oftenSearched: z
		.array(
			z
				.strictObject({ ...place, fr: z.string(), en: z.string() })
				.refine(leadsSomewhere, 'needs `article` or `path`, not both'),
		)
		.default([]),
	actions: z
		.array(
			z.strictObject({
				id: z.string().regex(/^[a-z0-9-]+$/),
				icon: z.string(),
				path,
				fr: actionWords,
				en: actionWords,
			}),
		)
		.default([]),
})

export type Topics = z.infer<typeof Topics>

/** Thrown at start when topics.yaml cannot be used; `message` names the file and the entry. */
class TopicsError extends Error {}

let current: Topics | undefined

/** `topics.yaml` of CONTENT_DIR, else the one shipped; read once. */
export function topics(): Topics {
	current ??= loadTopics(environment().CONTENT_DIR)
	return current
}

/** @throws {TopicsError} when the file is not what it should be */
function loadTopics(contentFolder: string): Topics {
	const file = [join(contentFolder, 'topics.yaml'), 'content/topics.yaml'].find((candidate) => existsSync(candidate))
	if (!file) return { topics: [], tasks: [], oftenSearched: [], actions: [] }
	const checked = Topics.safeParse(parse(readFileSync(file, 'utf8')))
	if (!checked.success) throw new TopicsError(`${file}: ${z.prettifyError(checked.error)}`)
	return checked.data
}

/** A topic's name and its place in the list; a topic the file does not know is named by its identifier. */
export function topicName(id: string, lang: Lang): { name: string; place: number } {
	const all = topics().topics
	const place = all.findIndex((topic) => topic.id === id)
	const known = all[place]
	if (known) return { name: typeset(known[lang], lang), place }
	const plain = id.replace(/[-_]+/g, ' ')
	return { name: typeset(plain.charAt(0).toUpperCase() + plain.slice(1), lang), place: all.length }
}
