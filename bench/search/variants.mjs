// What hands do to a clean question. The same question always gives the same variant.
import { hash } from './questions.mjs'

/**
 * Each takes a question and a language, and answers `null` when it leaves the words as they are.
 */
export const VARIANTS = {
	'no accents': (q) => changed(q, withoutAccents(q)),
	'no apostrophe': (q) => changed(q, q.replace(/['’]/g, dice(q, 'apostrophe').next() < 0.5 ? ' ' : '')),
	'one typo': (q, lang) => {
		const random = dice(q, 'one typo')
		return changed(
			q,
			inOneWord(q, random, 4, (word) => mistype(word, random, lang)),
		)
	},
	'two typos, 8+ letters': (q, lang) => {
		const random = dice(q, 'two typos')
		const twice = (word) => mistype(mistype(word, random, lang), random, lang)
		return changed(q, inOneWord(q, random, 8, twice))
	},
	'text-message style': (q, lang) => changed(q, abbreviate(q, lang)),
	'half-typed last word': (q) => changed(q, halve(q)),
}

const changed = (before, after) => (after.trim() === '' || after === before ? null : after)

function withoutAccents(text) {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replaceAll('œ', 'oe')
}

/** Numbers from 0 to 1 (excluded) that depend on the question and the purpose alone (mulberry32). */
function dice(q, purpose) {
	let state = hash(`${purpose}: ${q}`)
	return {
		next() {
			state = (state + 0x6d2b79f5) | 0
			let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
			mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
			return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
		},
		below(bound) {
			return Math.floor(this.next() * bound)
		},
	}
}

function inOneWord(q, random, letters, change) {
	const words = [...q.matchAll(/\p{L}+/gu)].filter(([word]) => word.length >= letters)
	if (words.length === 0) return q
	const { 0: word, index } = words[random.below(words.length)]
	return q.slice(0, index) + change(word) + q.slice(index + word.length)
}

const ROWS = {
	fr: ['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
	en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
}

/** A letter left out, doubled, swapped with the next, or the key beside it. The first letter is mostly right. */
function mistype(word, random, lang) {
	const at = 1 + random.below(word.length - 2)
	const letter = word[at]
	const kind = random.below(4)
	if (kind === 0) return word.slice(0, at) + word.slice(at + 1)
	if (kind === 1) return word.slice(0, at) + letter + word.slice(at)
	if (kind === 2 && word[at + 1] !== letter) return word.slice(0, at) + word[at + 1] + letter + word.slice(at + 2)
	const row = ROWS[lang].find((keys) => keys.includes(withoutAccents(letter).toLowerCase())) ?? ROWS[lang][0]
	const key = row.indexOf(withoutAccents(letter).toLowerCase())
	const beside = row[key + (key > 0 && random.next() < 0.5 ? -1 : 1)] ?? row[Math.max(0, key - 1)]
	return word.slice(0, at) + beside + word.slice(at + 1)
}

/** Longest first where one begins another. */
const SHORT = {
	fr: [
		['est-ce que', 'eske'],
		["qu'est-ce que", 'keske'],
		["j'ai", 'g'],
		["je n'ai", 'g'],
		["c'est", 'c'],
		['je suis', 'jsui'],
		['je', 'j'],
		['pourquoi', 'pk'],
		['comment', 'cmt'],
		['quand', 'qd'],
		['quelque', 'qq'],
		['combien', 'cb1'],
		['beaucoup', 'bcp'],
		['toujours', 'tjs'],
		['tout', 'tt'],
		['toute', 'tte'],
		['pas', 'pa'],
		['plus', 'plu'],
		['rien', 'r1'],
		['bien', 'b1'],
		['dans', 'ds'],
		['avec', 'ac'],
		['pour', 'pr'],
		['que', 'ke'],
		['qui', 'ki'],
		['quoi', 'koi'],
		['vous', 'vs'],
		['nous', 'ns'],
		['mais', 'mé'],
		['mes', 'mé'],
		['les', 'lé'],
		['est', 'é'],
		['téléphone', 'tel'],
		['numéro', 'num'],
		['message', 'msg'],
		['messages', 'msg'],
		['problème', 'pb'],
		['rendez-vous', 'rdv'],
		['abonnement', 'abo'],
		['connexion', 'co'],
		['mot de passe', 'mdp'],
		["aujourd'hui", 'ojd'],
		['demain', '2m1'],
		['jamais', 'jms'],
		['temps', 'tps'],
		['bonjour', 'bjr'],
	],
	en: [
		['you', 'u'],
		['your', 'ur'],
		['are', 'r'],
		['for', '4'],
		['to', '2'],
		['be', 'b'],
		['please', 'plz'],
		['because', 'cos'],
		['why', 'y'],
		['tomorrow', '2moro'],
		['today', '2day'],
		['message', 'msg'],
		['messages', 'msgs'],
		['people', 'ppl'],
		['what', 'wot'],
		['with', 'w'],
		['and', 'n'],
		['have', 'hav'],
		['phone', 'fone'],
		['number', 'num'],
		['the', 'da'],
		['at', '@'],
		['cannot', 'cant'],
		['nothing', 'nuthin'],
		['something', 'sumthin'],
		['internet', 'net'],
	],
}
const patterns = Object.fromEntries(
	Object.entries(SHORT).map(([lang, pairs]) => [
		lang,
		[...pairs]
			.sort(([a], [b]) => b.length - a.length)
			.map(([long, short]) => [new RegExp(`(?<!\\p{L})${long}(?!\\p{L})`, 'giu'), short]),
	]),
)

/** Short forms of the usual words, no accent, no apostrophe. `q` itself when none of its words has one. */
function abbreviate(q, lang) {
	const short = patterns[lang].reduce((text, [pattern, form]) => text.replace(pattern, form), q.replaceAll('’', "'"))
	if (short === q) return q
	return withoutAccents(short).replaceAll("'", '').toLowerCase()
}

/** The last word, of five letters or more, cut after its half (three letters at least). */
function halve(q) {
	const [last] = /\p{L}{5,}$/u.exec(q) ?? []
	if (!last) return q
	const kept = Math.max(3, Math.ceil(last.length * (0.5 + 0.25 * dice(q, 'half').next())))
	return q.slice(0, q.length - last.length + Math.min(kept, last.length - 1))
}
