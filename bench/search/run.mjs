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
		variant: { type: 'string' },
		misses: { type: 'boolean', default: false },
		'no-keywords': { type: 'boolean', default: false },
		json: { type: 'string' },
	},
})
const WRITTEN = 'as written'
const HALF_TYPED = 'half-typed last word'
const PARTS = { 'two thirds': false, 'held out': true }

const product = await loadProduct()
const articles = { fr: articlesIn('fr'), en: articlesIn('en') }
const engines = [await productEngine(product, articles), miniSearchEngine(articles), fts5Engine(articles)]

const rows = []
for (const lang of ['fr', 'en'].filter((each) => !values.lang || each === values.lang)) {
	const questions = readQuestions(lang)
	const sets = setsOf(questions, lang).filter(({ variant }) => !values.variant || variant.includes(values.variant))
	const measured = sets.map((set) => ({ ...set, byEngine: engines.map((engine) => ask(engine, set.asked, set.how)) }))
	if (values.misses) {
		// One set unless others are named: all of them would be a thousand lines.
		const shown = values.variant ? measured : measured.slice(0, 1)
		for (const set of shown) printMisses({ ...set, lang, engines })
	}
	for (const [part, heldOut] of Object.entries(PARTS))
		for (const set of measured) addRows({ lang, part, heldOut, ...set })
}
if (!values.misses) printTables(rows)
if (values.json) writeFileSync(values.json, `${JSON.stringify({ node: process.versions.node, rows }, null, '\t')}\n`)

function articlesIn(lang) {
	const own = readArticles(product, lang)
	return values['no-keywords'] ? own.map((article) => ({ ...article, keywords: [] })) : own
}

function setsOf(questions, lang) {
	const answerable = questions.filter(({ best }) => best.length > 0)
	const clean = answerable.filter(({ style }) => style === 'plain')
	const made = Object.entries(VARIANTS).map(([variant, change]) => ({
		variant,
		asked: clean.flatMap((question) => {
			const q = change(question.q, lang)
			return q === null ? [] : [{ ...question, q }]
		}),
	}))
	const { asked } = made.find(({ variant }) => variant === HALF_TYPED)
	return [
		{ variant: WRITTEN, asked: answerable },
		...made,
		{ variant: 'half-typed, suggestions', asked, how: 'suggest' },
		{ variant: 'unanswerable', asked: questions.filter(({ best }) => best.length === 0) },
	]
}

/** A set as a whole and, for the questions as they were written, by style; each engine in turn. */
function addRows({ lang, part, heldOut, variant, byEngine }) {
	const unanswerable = variant === 'unanswerable'
	const groups = [{ name: variant, holds: () => true }]
	if (variant === WRITTEN)
		for (const style of STYLES) groups.push({ name: `  ${style}`, holds: (question) => question.style === style })
	for (const { name, holds } of groups) {
		engines.forEach((engine, at) => {
			const own = byEngine[at].filter(({ question }) => question.heldOut === heldOut && holds(question))
			if (own.length === 0) return
			const found = unanswerable ? figuresUnanswerable(own) : figures(own)
			rows.push({ lang, part, variant: name.trim(), engine: engine.name, ...found })
		})
	}
}
