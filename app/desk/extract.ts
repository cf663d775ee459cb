import type { Lang } from '~/i18n/language'

/** What somebody wrote in a thread. */
export interface Said {
	author: 'customer' | 'advisor'
	body: string
}

export interface Extract {
	/** What the customer asked, in their words; `null` when no sentence of theirs says more than a greeting. */
	question: string | null
	/** What the advisor did or explained, in the order it was said. */
	done: string[]
	/** What the advisor announced for later. */
	next: string[]
	/** Whether the customer last said that it works now. */
	confirmed: boolean
}

/**
 * Picks the sentences of a thread that say most, word for word: nothing is written by a machine, so
 * nothing can be invented, and the same thread always gives the same sentences.
 *
 * The method is extraction as H. P. Luhn described it (« The Automatic Creation of Literature
 * Abstracts », IBM Journal 2(2), 1958): a sentence weighs what the words weigh that come back in the
 * thread, by its length; with the cue words and the place that H. P. Edmundson added (« New Methods in
 * Automatic Extracting », Journal of the ACM 16(2), 1969). Cues sort an advisor's sentences into what
 * was done and what is to come; greetings, thanks, questions and waiting words are left out.
 */
export function extract(thread: readonly Said[], lang: Lang): Extract {
	const sentences = thread.flatMap(({ author, body }, message) =>
		sentencesOf(body).map((text, place) => ({ author, text, message, place })),
	)
	const weights = weightsOf(
		sentences.map(({ text }) => text),
		lang,
	)
	const { small, later, made, works } = CUES[lang]
	const telling = sentences.filter(({ text }) => !small.test(text) && significant(text, lang).length > 0)
	const weigh = (text: string) => {
		const words = significant(text, lang)
		return words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / Math.sqrt(words.length + 2)
	}

	const asked = telling.filter(({ author }) => author === 'customer')
	const firstMessage = asked[0]?.message
	// What somebody writes first is mostly what they came for.
	const question = best(asked, 1, ({ text, message }) => weigh(text) * (message === firstMessage ? 3 : 1))
	const answers = telling.filter(({ author, text }) => author === 'advisor' && !text.endsWith('?'))
	const next = best(
		answers.filter(({ text }) => later.test(text)),
		2,
		({ text }) => weigh(text),
	)
	const done = best(
		answers.filter((one) => !next.includes(one)),
		2,
		({ text }) => weigh(text) + (made.test(text) ? 3 : 0),
	)
	const last = thread.findLast(({ author }) => author === 'customer')
	return {
		question: question[0]?.text ?? null,
		done: done.map(({ text }) => text),
		next: next.map(({ text }) => text),
		confirmed:
			last !== undefined && last !== thread.find(({ author }) => author === 'customer') && works.test(last.body),
	}
}

/** The weightiest, given back in the order they were said; of two alike the first. */
function best<T>(among: T[], count: number, weight: (one: T) => number): T[] {
	return among
		.map((one, order) => ({ one, order, weight: weight(one) }))
		.sort((a, b) => b.weight - a.weight || a.order - b.order)
		.slice(0, count)
		.sort((a, b) => a.order - b.order)
		.map(({ one }) => one)
}

function sentencesOf(body: string): string[] {
	return body
		.replace(/https?:\/\/\S+/g, '')
		.split(/\n+|(?<=[.!?…])\s+(?=\p{Lu}|\d|«|“)/u)
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence.length > 0)
}

/** How often each word that says something comes back. */
function weightsOf(sentences: string[], lang: Lang): Map<string, number> {
	const counts = new Map<string, number>()
	for (const sentence of sentences)
		for (const word of new Set(significant(sentence, lang))) counts.set(word, (counts.get(word) ?? 0) + 1)
	return counts
}

/** Words of four signs or more, and numbers, that are not the language's own furniture. */
function significant(sentence: string, lang: Lang): string[] {
	const words = sentence.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
	return words.filter((word) => (word.length >= 4 || /\d/.test(word)) && !FURNITURE[lang].has(word))
}

const words = (list: string) => new Set(list.split(' '))
const FURNITURE: Record<Lang, Set<string>> = {
	fr: words(
		'avec alors aussi avez avoir avons bien bonjour bonsoir cela cette chez comme dans depuis donc elle elles encore entre être était faire fait faut ' +
			'leur leurs mais même merci mien moins mon nous oui notre pour pouvez peut plus puis quand quel quelle quoi sans sera sont sous suis toujours tout ' +
			'toute très une vers voici voilà votre vos vous ceci celui chaque sûr ainsi madame monsieur beaucoup',
	),
	en: words(
		'about after again also been before being both could does done from have hello here into just like more most much need only other over please should ' +
			'some such sure than thank thanks that their them then there these they this those through very want were what when where which while will with would ' +
			'your yours know okay good well',
	),
}

const CUES: Record<Lang, Record<'small' | 'later' | 'made' | 'works', RegExp>> = {
	fr: {
		small:
			/^(bonjour|bonsoir|merci|je vous en prie|avec plaisir|bonne (journée|soirée)|au revoir|un instant|je (regarde|vérifie|reste là|suis là)|d['’]accord|très bien|parfait|ok|oui|non|pas de souci)\b[^.]{0,60}[.!]?$/i,
		later:
			/\b(vous (recevrez|serez|aurez|pourrez)|je vous (rappelle(rai)?|envoie(rai)?|recontacte|tiens)|nous vous (rappelons|envoyons|enverrons|tiendrons)|(passera|arrivera|sera|seront|viendra|partira)\b|d['’]ici|sous \d+|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|la semaine prochaine)/i,
		made: /\b(j['’]ai|nous avons|c['’]est (fait|réglé|activé|annulé|remboursé)|est (maintenant|désormais)|vient d['’]être|il (faut|suffit)|le test montre|remis|remboursé)/i,
		works:
			/\b(ça (marche|fonctionne|remarche)|c['’]est (bon|réglé|revenu|reparti)|tout (marche|fonctionne|est revenu)|problème résolu|merci beaucoup)/i,
	},
	en: {
		small:
			/^(hello|hi|good (morning|afternoon|evening)|thank you|thanks|you are welcome|goodbye|bye|one moment|let me (look|check)|i am (here|looking|checking)|sure|all right|okay|ok|yes|no|no problem)\b[^.]{0,60}[.!]?$/i,
		later:
			/\b(you will|you['’]ll|i will|i['’]ll|we will|we['’]ll|will (come|arrive|be|reach|leave)|by (tomorrow|monday|tuesday|wednesday|thursday|friday|saturday)|within \d+|tomorrow|next week)/i,
		made: /\b(i have|i['’]ve|we have|we['’]ve|it is (done|fixed|active|cancelled|refunded)|has been|is now|the test shows|you (need|only need) to|refunded)/i,
		works:
			/\b(it works|works (now|again|fine)|that (works|did it|fixed it)|it is (back|fixed)|all good|solved|thank you so much)/i,
	},
}
