// `npm run bench:search`: how well people's own questions find the shipped articles. See ../README.md.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fts5Engine, miniSearchEngine } from './baselines.mjs'
import { ask, figures, figuresUnanswerable } from './measure.mjs'
import { loadProduct, productEngine, readArticles } from './product.mjs'
import { readQuestions, STYLES } from './questions.mjs'
import { printMisses, printTables } from './report.mjs'
import { VARIANTS } from './variants.mjs'

const { values } = parseArgs({
	options: {
		lang: { type: 'string' },
		json: { type: 'string' },
		misses: { type: 'boolean', default: false },
		variant: { type: 'string' },
	},
})
const WRITTEN = 'as written'
const PARTS = { 'two thirds': false, 'held out': true }
const languages = ['fr', 'en'].filter((lang) => !values.lang || lang === values.lang)

const product = await loadProduct()
const articles = { fr: readArticles(product, 'fr'), en: readArticles(product, 'en') }
const engines = [await productEngine(product, articles), miniSearchEngine(articles), fts5Engine(articles)]

const rows = []
const misses = []
for (const lang of languages) {
	const questions = readQuestions(lang)
	const answerable = questions.filter(({ best }) => best.length > 0)
	const unanswerable = questions.filter(({ best }) => best.length === 0)
	for (const [variant, asked] of variantsOf(answerable, lang)) {
		if (values.variant && !variant.startsWith(values.variant)) continue
		for (const engine of engines) {
			const outcomes = ask(engine, asked)
			addRows({ lang, variant, engine, outcomes })
			if (variant === WRITTEN) for (const style of STYLES) addStyle({ lang, style, engine, outcomes })
			if (engine === engines[0]) misses.push({ engine: engine.name, variant, outcomes: missed(outcomes) })
		}
	}
	for (const engine of engines) addRows({ lang, variant: 'unanswerable', engine, outcomes: ask(engine, unanswerable) })
}
// Variants one after the other, whatever the order they were measured in; the parts of a language too.
const order = [WRITTEN, ...STYLES.map(styleName), ...Object.keys(VARIANTS), 'unanswerable']
const parts = Object.keys(PARTS)
rows.sort(
	(a, b) =>
		languages.indexOf(a.lang) - languages.indexOf(b.lang) ||
		parts.indexOf(a.part) - parts.indexOf(b.part) ||
		order.indexOf(a.variant) - order.indexOf(b.variant),
)

if (values.misses) printMisses(misses)
else printTables(rows)
if (values.json) writeFileSync(values.json, `${JSON.stringify({ node: process.versions.node, rows }, null, '\t')}\n`)

function variantsOf(questions, lang) {
	const clean = questions.filter(({ style }) => style === 'plain')
	const made = Object.entries(VARIANTS).map(([name, change]) => [
		name,
		clean.flatMap((question) => {
			const q = change(question.q, lang)
			return q === null ? [] : [{ ...question, q }]
		}),
	])
	return [[WRITTEN, questions], ...made]
}

function addRows({ lang, variant, engine, outcomes }) {
	const unanswerable = variant === 'unanswerable'
	for (const [part, heldOut] of Object.entries(PARTS)) {
		const own = outcomes.filter(({ question }) => question.heldOut === heldOut)
		if (own.length === 0) continue
		const found = unanswerable ? figuresUnanswerable(own) : figures(own)
		rows.push({ lang, part, variant, engine: engine.name, unanswerable, figures: found })
	}
}

function addStyle({ lang, style, engine, outcomes }) {
	addRows({
		lang,
		variant: styleName(style),
		engine,
		outcomes: outcomes.filter(({ question }) => question.style === style),
	})
}

function styleName(style) {
	return `  ${style}`
}

/** Those held out are not shown: what is worked on would be what is judged. */
function missed(outcomes) {
	return outcomes.filter(({ question, best }) => !question.heldOut && best !== 1)
}
