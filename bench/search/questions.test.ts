import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readArticleFile } from '~/knowledge/front-matter'
import { fold } from '~/search/fold'
import { readQuestions, STYLES } from './questions.mjs'
import { VARIANTS } from './variants.mjs'

const LANGUAGES = [
	{ lang: 'fr', answerable: 220 },
	{ lang: 'en', answerable: 90 },
] as const

/** Words alone: what accents, capitals, apostrophes and spaces cannot tell apart. */
const bare = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(fold).join(' ')

function shippedArticles(lang: string) {
	const folder = path.join('content', lang)
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => readArticleFile(readFileSync(path.join(folder, file), 'utf8')).frontMatter)
}

it.each(LANGUAGES)('asks enough questions in $lang, in every style', ({ lang, answerable }) => {
	const questions = readQuestions(lang)
	const known = questions.filter(({ best }) => best.length > 0)
	expect(known.length).toBeGreaterThanOrEqual(answerable)
	for (const style of STYLES) expect(known.some((question) => question.style === style)).toBe(true)
	const unknown = questions.length - known.length
	expect(unknown / questions.length).toBeGreaterThan(0.08)
	expect(unknown / questions.length).toBeLessThan(0.15)
})

it.each(LANGUAGES)('asks each question once in $lang, and never with the words of a title', ({ lang }) => {
	const asked = readQuestions(lang).map(({ q }) => bare(q))
	expect(asked.filter((q, at) => asked.indexOf(q) !== at)).toEqual([])
	const titles = new Set(shippedArticles(lang).map(({ title }) => bare(title)))
	expect(asked.filter((q) => titles.has(q))).toEqual([])
})

it.each(LANGUAGES)('grades articles that are shipped in $lang, and leaves none unasked', ({ lang }) => {
	const slugs = shippedArticles(lang).map(({ slug }) => slug)
	const questions = readQuestions(lang)
	const graded = questions.flatMap(({ best, also }) => [...best, ...also])
	expect(graded.filter((slug) => !slugs.includes(slug))).toEqual([])
	const wanted = new Set(questions.flatMap(({ best }) => best))
	expect(slugs.filter((slug) => !wanted.has(slug))).toEqual([])
})

it.each(LANGUAGES)('keeps about a third of the questions aside in $lang', ({ lang }) => {
	const questions = readQuestions(lang)
	const share = questions.filter(({ heldOut }) => heldOut).length / questions.length
	expect(share).toBeGreaterThan(0.25)
	expect(share).toBeLessThan(0.42)
})

it('makes the same variants each time, and none that changes nothing', () => {
	for (const change of Object.values(VARIANTS)) {
		for (const { q, lang } of [...readQuestions('fr'), ...readQuestions('en')]) {
			const variant = change(q, lang)
			expect(change(q, lang)).toBe(variant)
			expect(variant).not.toBe(q)
		}
	}
	expect(VARIANTS['no accents']('ça a été coupé')).toBe('ca a ete coupe')
	expect(VARIANTS['no accents']('la box')).toBeNull()
	expect(VARIANTS['text-message style']("j'ai plus de téléphone", 'fr')).toBe('g plu de tel')
	expect(VARIANTS['half-typed last word']('ma connexion')).toMatch(/^ma conne?x?i?$/)
	expect(VARIANTS['two typos, 8+ letters']('la box', 'fr')).toBeNull()
})
