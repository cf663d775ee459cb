// Writes French articles that look like real ones: words by their frequency, titles of their own.
//   node bench/articles.mjs FOLDER COUNT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SYLLABLES =
	'ba be bi bo bra ca che cla co cri da dé di do du fa fé fi fo gra ja la le li lo lu ma mé mi mo na né ni no pa pé pi plo po ra ré ri ro sa sé si so ta té ti tra va vé vi vo'.split(
		' ',
	)
const ENDINGS = 'tion ment eur age ette al elle isme ence ique able oir ure'.split(' ')
const TOPICS = ['internet', 'mobile', 'facture', 'contrat', 'papiers', 'logement', 'transports', 'famille']

/** The same articles each time: a small generator of numbers, seeded. */
export function* articles(count, seed = 7) {
	let state = seed
	const random = () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
		return (state >>> 8) / 2 ** 24
	}
	const pick = (list) => list[Math.floor(random() * list.length)]
	const known = wordsOfContent()
	const rare = Array.from({ length: 25_000 }, () => pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES) + pick(ENDINGS))
	// A third of a text is rare words, by Zipf's law; the rest is said as in the shipped articles.
	const word = () => (random() < 0.33 ? rare[Math.floor(rare.length ** random()) - 1] : pick(known))
	const phrase = (length) => Array.from({ length }, word).join(' ')
	const sentence = () => {
		const text = phrase(6 + Math.floor(random() * 12))
		return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
	}
	for (let number = 0; number < count; number++) {
		const title = `${phrase(4 + Math.floor(random() * 4))} ${number}`
		const section = () =>
			`## ${phrase(4)}\n\n${Array.from({ length: 5 }, sentence).join(' ')}\n\n- ${sentence()}\n- ${sentence()}\n`
		const head = {
			title,
			slug: `article-${number}`,
			lang: 'fr',
			topic: pick(TOPICS),
			summary: sentence(),
			keywords: [phrase(2), phrase(3), phrase(2)],
			owner: 'Équipe',
			reviewed: '2026-10-14',
			source: `F${number}`,
		}
		const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
		yield {
			name: `${head.slug}.md`,
			text: `---\n${lines.join('\n')}\n---\n\n${sentence()} ${sentence()}\n\n${section()}\n${section()}\n${section()}`,
		}
	}
}

function wordsOfContent() {
	const text = readdirSync('content/fr', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => readFileSync(join('content/fr', name), 'utf8').replace(/^---[\s\S]*?\n---/, ''))
		.join(' ')
	return text.match(/\p{L}+/gu) ?? []
}

export function writeArticles(folder, count) {
	for (const { name, text } of articles(count)) {
		const part = join(folder, 'fr', `lot-${Math.floor(Number(name.match(/\d+/)[0]) / 1_000)}`)
		mkdirSync(part, { recursive: true })
		writeFileSync(join(part, name), text)
	}
}

if (import.meta.filename === process.argv[1]) writeArticles(process.argv[2], Number(process.argv[3]))
