import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'
import type { Lang } from '~/i18n/language'
import { renderArticle } from '~/knowledge/markdown.server'

export interface Guide {
	/** A reason of the settings. */
	reason: string
	title: string
	/** Who keeps it. */
	owner: string
	/** `2026-11-16` */
	reviewed: string
	steps: { id: string; title: string; html: string }[]
}

const Head = z.strictObject({
	title: z.string().min(1),
	owner: z.string().min(1),
	reviewed: z.preprocess((day) => (day instanceof Date ? day.toISOString().slice(0, 10) : day), z.string()),
})
const read = new Map<string, { changedAt: number; guide: Guide }>()

/**
 * The guide of a reason: `guides/<language>/<reason>.md` of CONTENT_DIR, else the one shipped; a file that
 * changes counts at once. Steps are its `##` headings.
 *
 * @returns `null` when nobody wrote one
 * @throws when its front matter lacks title, owner or reviewed
 */
export function guideFor(reason: string, lang: Lang): Guide | null {
	if (!/^[a-z0-9-]+$/.test(reason)) return null
	const name = join('guides', lang, `${reason}.md`)
	const file = [join(environment().CONTENT_DIR, name), join('content', name)].find((path) => existsSync(path))
	if (!file) return null
	const changedAt = statSync(file).mtimeMs
	const known = read.get(file)
	if (known?.changedAt === changedAt) return known.guide
	const guide = parseGuide(readFileSync(file, 'utf8'), reason, lang)
	read.set(file, { changedAt, guide })
	return guide
}

function parseGuide(text: string, reason: string, lang: Lang): Guide {
	const [, head = '', body = ''] = text.replace(/\r\n?/g, '\n').match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/) ?? []
	const steps = body
		.split(/^## /m)
		.slice(1)
		.map((step, index) => {
			const [title = '', ...rest] = step.split('\n')
			const { html, headings } = renderArticle(`## ${title.trim()}\n`, lang)
			const shown = html.replace(/<[^>]+>/g, '')
			return {
				id: headings[0]?.id ?? String(index + 1),
				title: decoded(shown).trim(),
				html: renderArticle(rest.join('\n').trim(), lang).html,
			}
		})
	return { reason, ...Head.parse(parse(head)), steps }
}

const decoded = (html: string) =>
	html
		.replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
		.replace(/&amp;/g, '&')
