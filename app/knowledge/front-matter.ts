import { Document, isMap, isNode, isScalar, type Pair, parseDocument } from 'yaml'
import { z } from 'zod'

/** YAML reads an unquoted title such as 2026 or `true` as a number or a flag. */
const text = z
	.union([z.string(), z.number(), z.boolean()], 'is missing or not a text')
	.transform((value) => String(value).trim())
/** Where an article goes that names no topic. */
const GENERAL_TOPIC = 'general'

const words = z
	.union(
		[
			z.array(text.or(z.null().transform(() => ''))),
			z.number().transform((word) => [String(word)]),
			z.string().transform((line) => line.split(',')),
			z.null().transform(() => []),
		],
		'is not a list of words',
	)
	.transform((list) => list.map((word) => word.trim()).filter(Boolean))
	.default([])
const line = (most: number) => text.pipe(z.string().min(1, 'is empty').max(most, `is longer than ${most} characters`))
const slug = text.pipe(
	z
		.string()
		.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,198}[\p{L}\p{N}])?$/u, 'holds letters, digits, dots and hyphens only'),
)
const loose = (most: number) =>
	z
		.union([text, z.null().transform(() => '')])
		.pipe(z.string().max(most, `is longer than ${most} characters`))
		.default('')

/**
 * What stands above an article. Keys this product does not know are kept.
 *
 * `topic`, `summary`, `keywords`, `owner` and `related` may be missing in content that comes
 * from elsewhere; the studio asks for them before it publishes.
 */
const FrontMatter = z.looseObject({
	title: line(200),
	slug,
	/** `fr-FR` is `fr`. */
	lang: z.preprocess(
		(value) => (typeof value === 'string' ? value.trim().slice(0, 2).toLowerCase() : value),
		z.enum(['fr', 'en'], 'is fr or en'),
	),
	topic: z.preprocess((value) => value ?? GENERAL_TOPIC, line(120)),
	summary: loose(2_000),
	keywords: words,
	owner: loose(120),
	/** Day of the last verification, `2026-10-14` or `14/10/2026`. */
	reviewed: text
		.transform((day) => day.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1'))
		.pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}/, 'is a day such as 2026-10-14'))
		.transform((day, context) => {
			const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
			if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day.slice(0, 10))) return day.slice(0, 10)
			context.addIssue({ code: 'custom', message: 'is not a day of the calendar' })
			return z.NEVER
		}),
	related: words,
	/** Slug of the French article this one translates. */
	translates: slug.optional(),
})

export type FrontMatter = z.infer<typeof FrontMatter>

const KNOWN = new Set(Object.keys(FrontMatter.shape))

/** An article file that cannot be used; `message` tells the author what to change, `line` where. */
export class ArticleFileError extends Error {
	readonly line: number
	constructor(message: string, line = 1) {
		super(message)
		this.line = line
	}
}

export interface ArticleFile {
	frontMatter: FrontMatter
	/** Keys this product does not know. */
	unknown: Record<string, unknown>
	/** Everything above the body, as written: delimiters and blank lines included. */
	head: string
	/** The body, as written. `head + body` is the file. */
	body: string
}

const HEAD = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n)*/

/**
 * Reads an article file.
 *
 * @param defaults - values for keys the file leaves out, from its place in the folder
 * @throws {ArticleFileError} naming each key that is wrong
 */
export function readArticleFile(
	text: string,
	defaults: Partial<Record<'slug' | 'lang' | 'topic', string>> = {},
): ArticleFile {
	const found = HEAD.exec(text)
	if (!found) throw new ArticleFileError('has no front matter: the file begins with a line ---')
	const head = found[0]
	const document = parseDocument(found[1] ?? '', { prettyErrors: true })
	const [mistake] = document.errors
	if (mistake) {
		const line = 1 + (mistake.linePos?.[0].line ?? 0)
		throw new ArticleFileError(`front matter: ${mistake.message.split('\n')[0]?.replace(/ at line .*/, '')}`, line)
	}
	if (!isMap(document.contents)) throw new ArticleFileError('front matter holds no keys')
	const values = document.toJS({ maxAliasCount: 10 }) as Record<string, unknown>
	const checked = FrontMatter.safeParse({ ...defaults, ...values })
	if (!checked.success) {
		const reasons = checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
		const [key] = checked.error.issues[0]?.path ?? []
		const place = placeOf(document, String(key))
		const line = place ? 1 + (found[1] ?? '').slice(0, place.from).split('\n').length : 1
		throw new ArticleFileError(reasons.join('; '), line)
	}
	const unknown = Object.fromEntries(Object.entries(values).filter(([key]) => !KNOWN.has(key)))
	return { frontMatter: checked.data, unknown, head, body: text.slice(head.length) }
}

/**
 * Writes the part above the body. What has not changed since `head` was written stays
 * as it was typed: order, comments, quotes, and every key this product does not know.
 *
 * @param head - the head the article came with, `null` for one made here
 */
export function writeHead(frontMatter: FrontMatter, head: string | null): string {
	const entries = Object.entries(frontMatter).filter(([key]) => KNOWN.has(key) || head === null)
	const written = head === null ? null : HEAD.exec(head)
	const document = parseDocument(written?.[1] ?? '')
	const { slug, lang, reviewed } = frontMatter
	const before = written ? FrontMatter.safeParse({ slug, lang, reviewed, ...(document.toJS() as object | null) }) : null
	const same = (key: string, value: unknown) => {
		const old = before?.success ? (before.data as Record<string, unknown>)[key] : undefined
		return JSON.stringify(old) === JSON.stringify(value)
	}
	const changed = entries.filter(([key, value]) => !same(key, value))
	if (written && head !== null && changed.length === 0) return head

	const source = written?.[1] ?? ''
	const places = new Map(changed.map(([key]) => [key, placeOf(document, key)]))
	const replaced = changed
		.flatMap(([key, value]) => {
			const place = places.get(key)
			return place ? [{ ...place, text: value === undefined ? '' : pairText(key, value) }] : []
		})
		.sort((a, b) => b.from - a.from)
	// From the end, so that the places before stay true.
	let text = source
	for (const change of replaced) text = text.slice(0, change.from) + change.text + text.slice(change.to)
	const added = changed
		.filter(([key, value]) => !places.get(key) && value !== undefined)
		.map(([key, value]) => pairText(key, value))
	return `---\n${[text.trimEnd(), ...added].filter(Boolean).join('\n')}\n---\n\n`
}

/** Where a key and its value stand in the source; `null` when the key is not there. */
function placeOf(document: Document.Parsed, key: string): { from: number; to: number } | null {
	const pairs: readonly Pair[] = isMap(document.contents) ? document.contents.items : []
	const pair = pairs.find((candidate) => isScalar(candidate.key) && candidate.key.value === key)
	const from = isNode(pair?.key) ? pair.key.range?.[0] : undefined
	const to = isNode(pair?.value) ? pair.value.range?.[1] : undefined
	return from === undefined || to === undefined ? null : { from, to }
}

/** One key with its value, lists on one line. */
function pairText(key: string, value: unknown): string {
	const document = new Document({})
	document.set(key, document.createNode(value, { flow: Array.isArray(value) }))
	return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd()
}
