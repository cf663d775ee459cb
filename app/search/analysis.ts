import snowball from 'snowball-stemmers'
import type { SearchLang } from './document'
import { APOSTROPHES, fold } from './fold'
import { isStopWord, NEGATED_CONTRACTIONS } from './stop-words'

/**
 * - `word`: found by the index
 * - `small`: a stop word, never indexed, used to tell two close titles apart
 * - `joined`: the one-piece spelling of the `word`s just before it (« pré-payé » → `prepaye`)
 */
export type TokenKind = 'word' | 'small' | 'joined'

export type Token = {
	kind: TokenKind
	/** Folded form. */
	surface: string
	stem: string
	/** Place in the text that was analysed, in UTF-16 units. */
	start: number
	end: number
	/** Written in capitals in a text that is not: « ONT » is a box, « ont » a verb. */
	acronym: boolean
}

/**
 * Cuts a text into tokens, the same way for articles and for questions.
 *
 * One function on both sides is what makes « l'abonnement », « abonnement » and
 * « L’Abonnement » one word, whatever the apostrophe or the accents.
 *
 * @param acronyms - keep capitals that spell a stop word as words. For titles,
 *   keywords and questions; in running text capitals are mostly emphasis.
 */
export function analyse(text: string, lang: SearchLang, { acronyms = false } = {}): Token[] {
	const pieces = cut(text)
	const shouting = pieces.length > 1 && !/\p{Ll}/u.test(text)
	const tokens: Token[] = []

	for (let at = 0; at < pieces.length; ) {
		const read =
			readCompound(pieces, at, text, lang, tokens) ||
			readContraction(pieces, at, text, lang, tokens) ||
			readQuantity(pieces, at, text, lang, tokens)
		at += read
		const piece = pieces[at]
		if (read || !piece) continue

		const isAcronym = acronyms && !shouting && writtenAsAcronym(piece, text)
		const token = tokenOf(piece.surface, piece.start, piece.end, lang, isAcronym)
		tokens.push(isSound(token, tokens.at(-1), lang) ? { ...token, kind: 'word' } : token)
		if (isAcronym && token.kind === 'word') tokens.push({ ...token, kind: 'joined', stem: acronymTerm(token.surface) })
		at += 1
		readHyphenated(pieces, at, text, lang, tokens)
	}
	return tokens
}

/** What an acronym is filed under, besides its stem: « PAI » is not « payant », though both stem to « pai ». */
export const acronymTerm = (surface: string) => `=${surface}`

/** « PEE », and « (Rif) » after the words it stands for. */
function writtenAsAcronym({ raw, start, end }: Piece, text: string): boolean {
	if (/^\p{Lu}{2,6}$/u.test(raw)) return true
	return text[start - 1] === '(' && text[end] === ')' && /^\p{Lu}\p{L}{1,6}$/u.test(raw)
}

/** Stem of an already folded word. Words with a digit and very short ones have no ending to lose. */
export function stem(surface: string, lang: SearchLang): string {
	if (surface.length <= 2 || /\d/.test(surface)) return surface
	const known = KEPT_APART[lang].get(surface) ?? stems[lang].get(surface)
	if (known !== undefined) return known
	const found = lang === 'fr' ? frenchStem(surface) : stemmers.en.stem(surface)
	if (stems[lang].size >= REMEMBERED_STEMS) stems[lang].clear()
	stems[lang].set(surface, found)
	return found
}

/**
 * Snowball, with what it leaves apart brought together. It keeps the « s » of « numéros », and takes « -it » from
 * « crédit » but not from « crédits »: plurals lose their « s » first. Without its accent « résilié » ends like
 * « énergie », so that its « i » goes where « résilier » keeps one.
 */
function frenchStem(surface: string): string {
	return stemmers.fr
		.stem(surface.replace(/(?<=..[^s])s$/, '').replace(/ee$/, 'e'))
		.replace(/y$/, 'i')
		.replace(/(?<=....)i$/, '')
}

/** The stems a text is found by, in order: no stop words, no joined spellings. */
export function contentStems(text: string, lang: SearchLang): string[] {
	return analyse(text, lang, { acronyms: true })
		.filter((token) => token.kind === 'word')
		.map((token) => token.stem)
}

/** Words the stemmer takes for a form of a common verb: « un voyant » is not « voyez ». */
const KEPT_APART: Record<SearchLang, ReadonlyMap<string, string>> = {
	fr: new Map([
		['voyant', 'voyant'],
		['voyants', 'voyant'],
	]),
	en: new Map(),
}

const stemmers = { fr: snowball.newStemmer('french'), en: snowball.newStemmer('english') }
const stems = { fr: new Map<string, string>(), en: new Map<string, string>() }
const REMEMBERED_STEMS = 50_000

type Piece = { raw: string; surface: string; start: number; end: number }

/** Modifier letters are left out: one of them is an apostrophe (ʼ). */
function cut(text: string): Piece[] {
	const pieces: Piece[] = []
	for (const match of text.matchAll(/[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{N}\p{M}]+|€/gu)) {
		const raw = match[0]
		const surface = raw === '€' ? 'euro' : fold(raw)
		if (surface) pieces.push({ raw, surface, start: match.index, end: match.index + raw.length })
	}
	return pieces
}

function tokenOf(surface: string, start: number, end: number, lang: SearchLang, acronym: boolean): Token {
	const spelled = lang === 'en' && NEGATED_CONTRACTIONS.has(surface) ? 'not' : surface
	if (isStopWord(spelled, lang)) {
		return { kind: acronym ? 'word' : 'small', surface: spelled, stem: spelled, start, end, acronym }
	}
	return { kind: 'word', surface: spelled, stem: stem(spelled, lang), start, end, acronym }
}

/**
 * Words people write in one piece, in two, or with a hyphen. Each counts as one
 * word everywhere. The second part of « rendez-vous » is a stop word, the first
 * of « e-sim » a lone letter: cutting would lose them.
 */
const COMPOUNDS = new Map(
	['wi fi', 'e sim', 'e mail', 'rendez vous', 'aujourd hui', 'sous total', 'hot spot', 'blue tooth'].map((parts) => [
		parts,
		parts.replace(' ', ''),
	]),
)

const COMPOUND_STARTS = new Set([...COMPOUNDS.keys()].map((parts) => parts.split(' ')[0]))

function compoundAt(pieces: Piece[], at: number, text: string): string | null {
	const left = pieces[at]
	if (!left || !COMPOUND_STARTS.has(left.surface)) return null
	const right = pieces[at + 1]
	if (!right || !/^[\s\-‐‑–.'’]$/.test(text.slice(left.end, right.start))) return null
	const exact = COMPOUNDS.get(`${left.surface} ${right.surface}`)
	if (exact) return exact
	const singular = right.surface.endsWith('s')
		? COMPOUNDS.get(`${left.surface} ${right.surface.slice(0, -1)}`)
		: undefined
	return singular ?? null
}

function readCompound(pieces: Piece[], at: number, text: string, lang: SearchLang, tokens: Token[]): number {
	const compound = compoundAt(pieces, at, text)
	const [left, right] = [pieces[at], pieces[at + 1]]
	if (!compound || !left || !right) return 0
	tokens.push(tokenOf(compound, left.start, right.end, lang, false))
	return 2
}

/** "don't": the verb is a stop word, the meaning is "not". */
function readContraction(pieces: Piece[], at: number, text: string, lang: SearchLang, tokens: Token[]): number {
	if (lang !== 'en' || !contractionAt(pieces, at, text)) return 0
	const [left, right] = [pieces[at], pieces[at + 1]]
	if (!left || !right || !left.surface.endsWith('n')) return 0
	tokens.push(tokenOf('not', left.start, right.end, lang, false))
	return 2
}

function contractionAt(pieces: Piece[], at: number, text: string): boolean {
	const [left, right] = [pieces[at], pieces[at + 1]]
	if (!left || right?.surface !== 't') return false
	const gap = text.slice(left.end, right.start)
	return gap.length === 1 && APOSTROPHES.includes(gap)
}

const UNITS = new Set(
	'g ko mo go to kb mb gb tb kbps mbps gbps mbit gbit mbits gbits ghz mhz h min mn euro euros cts ans mois jours'.split(
		' ',
	),
)

type Quantity = { number: string; unit: string; start: number; end: number; pieces: number }

function quantityAt(pieces: Piece[], at: number, text: string): Quantity | null {
	const first = pieces[at]
	if (!first || !/^\d/.test(first.surface)) return null
	const second = pieces[at + 1]
	const glued = /^(\d+)([a-z]+)$/.exec(first.surface)
	const [, number, unit] = glued ?? []
	if (number && unit && UNITS.has(unit)) return { number, unit, start: first.start, end: first.end, pieces: 1 }
	if (!/^\d+$/.test(first.surface) || !second || !UNITS.has(second.surface)) return null
	if (!/^[\s-]?$/u.test(text.slice(first.end, second.start))) return null
	return { number: first.surface, unit: second.surface, start: first.start, end: second.end, pieces: 2 }
}

/** « 100 Mo », « 100Mo » are one quantity and two words; « 4 G » is only ever `4g`. */
function readQuantity(pieces: Piece[], at: number, text: string, lang: SearchLang, tokens: Token[]): number {
	const quantity = quantityAt(pieces, at, text)
	if (!quantity) return 0
	const { number, unit, start, end } = quantity
	const joined = number + unit
	const token = (kind: TokenKind, surface: string): Token => ({
		kind,
		surface,
		stem: stem(surface, lang),
		start,
		end,
		acronym: false,
	})
	if (unit === 'g') tokens.push(token('word', joined))
	else tokens.push(token('word', number), token('word', unit), token('joined', joined))
	return quantity.pieces
}

/** « pas de son », « le son » : the noun, not « son forfait ». */
function isSound(token: Token, before: Token | undefined, lang: SearchLang): boolean {
	return lang === 'fr' && token.surface === 'son' && /^(de|du|le|un|aucun)$/.test(before?.surface ?? '')
}

const HYPHENS = '-‐‑'

/** After the last part of « pré-payé », adds `prepaye`. Inversions (« dois-je ») hold a stop word and are left alone. */
function readHyphenated(pieces: Piece[], after: number, text: string, lang: SearchLang, tokens: Token[]): void {
	if (!HYPHENS.includes(text.charAt((pieces[after - 1]?.start ?? 0) - 1) || ' ')) return
	const linked = (left: Piece | undefined, right: Piece | undefined) =>
		left !== undefined && right !== undefined && right.start - left.end === 1 && HYPHENS.includes(text.charAt(left.end))
	if (linked(pieces[after - 1], pieces[after])) return

	let first = after - 1
	while (first > 0 && linked(pieces[first - 1], pieces[first])) first -= 1
	const run = pieces.slice(first, after)
	if (run.length < 2 || run.length > 3) return
	if (run.some((piece) => isStopWord(piece.surface, lang) || /\d/.test(piece.surface))) return

	const surface = run.map((piece) => piece.surface).join('')
	const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0]
	tokens.push({ kind: 'joined', surface, stem: stem(surface, lang), start, end, acronym: false })
}
