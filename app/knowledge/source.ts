/** Key of `articles.extra` that holds the front matter as its author typed it. */
export const HEAD_KEY = '$head'

/** The front matter an article came with; `null` for one made here. */
export function headOf(extra: Record<string, unknown>): string | null {
	const head = extra[HEAD_KEY]
	return typeof head === 'string' ? head : null
}
