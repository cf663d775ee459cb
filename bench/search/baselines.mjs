// Two searches a comparable product ships, each tuned in good faith: see README.md.
import Database from 'better-sqlite3'
import MiniSearch from 'minisearch'
import snowball from 'snowball-stemmers'

/** Words that say nothing of a question, folded. Both baselines leave them out. */
const STOP_WORDS = {
	fr: new Set(
		`a ai au aux avec c ca ce ces cet cette d dans de des du elle elles en est et etait etre eu fait faire faut
		il ils j je l la le les leur lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas pour qu que
		quel quelle qui s sa se ses si son sont suis sur t te tes toi ton tu un une vos votre vous y`.split(/\s+/),
	),
	en: new Set(
		`a am an and are as at be been but by can d did do does for from had has have he her him his how i if in is
		it its ll m me my of on or our re s she so t that the their them then there they this to us ve was we were
		what when where which who why will with would you your`.split(/\s+/),
	),
}

const stemmers = { fr: snowball.newStemmer('french'), en: snowball.newStemmer('english') }

/** Folded words, without stop words, stemmed if asked. All of them when there is nothing else. */
function wordsOf(text, lang, { stems }) {
	const folded = text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll('œ', 'oe')
	const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
	const telling = words.filter((word) => !STOP_WORDS[lang].has(word))
	const kept = telling.length > 0 ? telling : words
	return stems ? kept.map((word) => stemmers[lang].stem(word)) : kept
}

const FIELDS = ['title', 'keywords', 'summary', 'headings', 'text']
const fieldsOf = (document) => ({
	...document,
	keywords: document.keywords.join('\n'),
	headings: document.headings.join('\n'),
})

/** What was kept after trying the settings of the README on the questions not held out. */
const MINISEARCH = {
	stems: true,
	boost: { title: 3, keywords: 3, summary: 2, headings: 1.5, text: 1 },
	prefixFrom: 4,
	fuzzy: 0.2,
	fuzzyFrom: 5,
}

/** MiniSearch: BM25+ over boosted fields, with prefixes and fuzzy terms, any word of the question. */
export function miniSearchEngine(articles, settings = MINISEARCH) {
	const { boost, prefixFrom, fuzzy, fuzzyFrom } = settings
	const indexes = perLanguage(articles, (documents, lang) => {
		const index = new MiniSearch({
			fields: FIELDS,
			idField: 'slug',
			tokenize: (text) => wordsOf(text, lang, settings),
			processTerm: (term) => term,
			searchOptions: {
				boost,
				prefix: (term) => term.length >= prefixFrom,
				fuzzy: (term) => term.length >= fuzzyFrom && fuzzy,
				combineWith: 'OR',
			},
		})
		index.addAll(documents.map(fieldsOf))
		return index
	})
	return {
		name: 'minisearch',
		ask(q, lang) {
			const found = indexes[lang].search(q)
			return { slugs: found.slice(0, 10).map(({ id }) => id), total: found.length }
		},
	}
}

const FTS5 = {
	stems: true,
	weights: { title: 3, keywords: 3, summary: 2, headings: 1.5, text: 1 },
	prefixFrom: 4,
}

/** SQLite FTS5: BM25 over weighted columns, with prefixes, any word of the question. */
export function fts5Engine(articles, settings = FTS5) {
	const { weights, prefixFrom, stems } = settings
	const db = new Database(':memory:')
	const queries = perLanguage(articles, (documents, lang) => {
		db.exec(
			`CREATE VIRTUAL TABLE ${lang} USING fts5(slug UNINDEXED, ${FIELDS.join(', ')},
			tokenize = 'unicode61 remove_diacritics 2', prefix = '3 4 5')`,
		)
		const insert = db.prepare(`INSERT INTO ${lang} VALUES (?, ?, ?, ?, ?, ?)`)
		for (const document of documents.map(fieldsOf))
			insert.run(document.slug, ...FIELDS.map((field) => wordsOf(document[field], lang, { stems }).join(' ')))
		const order = FIELDS.map((field) => weights[field]).join(', ')
		return {
			best: db.prepare(`SELECT slug FROM ${lang} WHERE ${lang} MATCH ? ORDER BY bm25(${lang}, 0, ${order}) LIMIT 10`),
			count: db.prepare(`SELECT count(*) FROM ${lang} WHERE ${lang} MATCH ?`).pluck(),
		}
	})
	return {
		name: 'SQLite FTS5',
		ask(q, lang) {
			const words = wordsOf(q, lang, { stems })
			if (words.length === 0) return { slugs: [], total: 0 }
			const match = words.map((word) => (word.length >= prefixFrom ? `"${word}"*` : `"${word}"`)).join(' OR ')
			const slugs = queries[lang].best.all(match).map(({ slug }) => slug)
			return { slugs, total: slugs.length < 10 ? slugs.length : queries[lang].count.get(match) }
		},
	}
}

const perLanguage = (articles, make) =>
	Object.fromEntries(Object.entries(articles).map(([lang, documents]) => [lang, make(documents, lang)]))
