import { existsSync, readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/**
 * Reads one of the editors' files about the search.
 *
 * @param file - relative to the working directory
 * @returns what `schema` makes of an empty file when there is none
 * @throws {Error} with `file:line: path: reason` for each mistake
 */
export function readContentFile<Content>(file: string, schema: z.ZodType<Content>): Content {
	const lines = new LineCounter()
	const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
	const [mistake] = document.errors
	if (mistake) throw new Error(`${file}:${lines.linePos(mistake.pos[0]).line}: ${mistake.message}`)
	const checked = schema.safeParse(document.toJS() ?? {})
	if (checked.success) return checked.data
	throw new Error(
		checked.error.issues
			.map(({ path, message }) => `${file}:${lineOf(path)}: ${path.join('.') || 'file'}: ${message}`)
			.join('\n'),
	)

	/** The line of the deepest part of the path that is written in the file. */
	function lineOf(path: PropertyKey[]): number {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
			if (node?.range) return lines.linePos(node.range[0]).line
		}
		return 1
	}
}
