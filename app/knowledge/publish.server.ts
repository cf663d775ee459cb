import { setImmediate as breathe } from 'node:timers/promises'
import { LANGUAGES, type Lang } from '~/i18n/language'
import { log } from '~/log.server'
import { contentStems } from '~/search/analysis'
import { showIndex } from '~/search/articles.server'
import { LiveIndex } from '~/search/live-index'
import { placeIn } from '~/search/search-index'
import { contentChanged } from './content-version.server'
import { buildIndex, keptSince, loadIndex } from './index-builder.server'
import { type ArticleChange, changesSince, documentsOf, lastChange } from './published.server'
import { approvedSynonyms, lastSynonymDecision, synonymsOf } from './synonyms.server'

/** Above this many changes at once a build is quicker than adding the articles one by one. */
const FEW = 300
/** From here on, or after some quiet, what was added is folded into a new segment. */
const FOLD_FROM = 200
const QUIET_MS = 3 * 60_000
/** What was verified or voted since is weighed this often at the latest, by a build. */
const WEIGH_EVERY_MS = 86_400_000
/** A long import is not built again and again: it is waited for, within reason. */
const STILL_MS = 1_000
const LONGEST_WAIT_MS = 15_000
const RETRY_MS = 30_000
/** The thread is given back to requests at least this often. */
const SLICE_MS = 8
const PART = 20

interface Shelf {
	index: LiveIndex
	/** The last change that `index` has taken in. */
	seen: number
	/** The last decision on synonyms that `index` was made with. */
	decided: number
	/** When the health of its articles was weighed. */
	weighedAt: number
	changedAt: number
	/** The segment was built with other synonyms. */
	isOutworded: boolean
	/** Too many changes to add one by one, since when, and the newest of them. */
	waiting: { since: number; newest: number; movedAt: number } | null
	building: Promise<void> | null
	retryAt: number
	isFailing: boolean
}

interface Made {
	index: LiveIndex
	seen: number
	decided: number
	weighedAt: number
}

const shelves = new Map<Lang, Shelf>()
/** The newest change and decision that kept pages know of. */
let announced = ''

/**
 * Makes what is published findable and drops the pages kept from before: from the index that
 * was kept, brought up to date, or from a new one.
 */
export async function publishContent(): Promise<void> {
	announced = newsOf(await lastChange(), await lastSynonymDecision())
	await Promise.all(
		LANGUAGES.map(async (lang) => {
			place(lang, (await loadUpToDate(lang)) ?? (await buildUpToDate(lang)))
		}),
	)
	contentChanged()
}

/**
 * Takes in what has changed since, here or in another process: an import, another server, an editor
 * who approved synonyms.
 *
 * @returns whether something had changed
 */
export async function publishIfChanged(at = new Date()): Promise<boolean> {
	const now = at.getTime()
	const [newest, decided] = await Promise.all([lastChange(), lastSynonymDecision()])
	const isNews = newsOf(newest, decided) !== announced
	for (const [lang, shelf] of shelves) {
		if (shelf.decided !== decided) await takeInWords(lang, shelf, decided)
		if (shelf.seen !== newest) await takeIn(lang, shelf, now)
		buildIfWanted(lang, shelf, now)
	}
	if (isNews) {
		announced = newsOf(newest, decided)
		contentChanged()
	}
	return isNews
}

const newsOf = (change: number, decided: number) => `${change} ${decided}`

/** Waits for the builds that go on in the background; for tests and the end of the process. */
export async function publishingSettled(): Promise<void> {
	await Promise.all([...shelves.values()].map(({ building }) => building))
}

function place(lang: Lang, made: Made): void {
	shelves.set(lang, {
		...made,
		changedAt: Date.now(),
		isOutworded: false,
		waiting: null,
		building: null,
		retryAt: 0,
		isFailing: false,
	})
	showIndex(lang, made.index)
}

/**
 * New synonyms count at once, over the segment there is: its words are told anew, and the articles
 * that say a phrase of theirs are read again. A build follows, which files everything under them.
 */
async function takeInWords(lang: Lang, shelf: Shelf, decided: number): Promise<void> {
	const news = await approvedSynonyms(lang, shelf.decided)
	const index = new LiveIndex(shelf.index.segment, await synonymsOf(lang))
	const seen = await bringUpToDate(index)
	shelf.decided = decided
	shelf.isOutworded = true
	// Too many changes are waiting for a build already: it reads the new words too.
	if (seen === null) return
	await readAgain(
		index,
		idsSaying(
			index,
			news.flatMap(({ words }) => words),
		),
	)
	Object.assign(shelf, { index, seen, waiting: null })
	showIndex(lang, index)
}

/** Articles that use every word of one of these phrases; `[]` when they are many, which is for a build. */
function idsSaying(index: LiveIndex, phrases: string[]): string[] {
	const ids = new Set<string>()
	for (const phrase of phrases) {
		const [first, ...others] = contentStems(phrase, index.lang).map((stem) => index.postings.get(stem))
		if (!first || others.length === 0) continue
		for (const place of first.documents)
			if (others.every((posting) => posting && placeIn(posting, place) >= 0)) ids.add(index.idAt(place))
	}
	return ids.size > FEW ? [] : [...ids]
}

async function takeIn(lang: Lang, shelf: Shelf, now: number): Promise<void> {
	const { index } = shelf
	const changes = await changesAfter(shelf.seen)
	const newest = changes.at(-1)?.change ?? shelf.seen
	if (changes.length > FEW) {
		// What may no longer be read is taken out at once; what is new is worth a build.
		await apply(index, changes, { added: false })
		shelf.waiting =
			shelf.waiting?.newest === newest ? shelf.waiting : { since: shelf.waiting?.since ?? now, newest, movedAt: now }
	} else {
		await apply(index, changes)
		shelf.seen = newest
		shelf.waiting = null
	}
	shelf.changedAt = now
	if (shelves.get(lang)?.index === index) showIndex(lang, index)
}

function buildIfWanted(lang: Lang, shelf: Shelf, now: number): void {
	const { index, waiting, changedAt, weighedAt, isOutworded } = shelf
	const isStill = waiting && (now - waiting.movedAt >= STILL_MS || now - waiting.since >= LONGEST_WAIT_MS)
	const isFull = index.changes >= FOLD_FROM || (index.changes > 0 && now - changedAt >= QUIET_MS)
	const isOld = now - weighedAt >= WEIGH_EVERY_MS
	if (shelf.building || now < shelf.retryAt || !(isStill || isFull || isOld || isOutworded)) return
	shelf.building = buildUpToDate(lang)
		.then((made) => {
			// Words approved while it was built: it would forget them.
			if (made.decided < shelf.decided) shelf.building = null
			else place(lang, made)
		})
		.catch((error: unknown) => {
			if (!shelf.isFailing)
				log.error({ error: String(error), lang }, 'the search index could not be built: the old one stays')
			Object.assign(shelf, { building: null, isFailing: true, retryAt: Date.now() + RETRY_MS })
		})
}

async function buildUpToDate(lang: Lang): Promise<Made> {
	const decided = await lastSynonymDecision()
	const weighedAt = Date.now()
	const index = await buildIndex(lang)
	const changes = await changesAfter(index.segment.origin.change)
	if (changes.length > FEW) return { index, seen: index.segment.origin.change, decided, weighedAt }
	await apply(index, changes)
	return { index, seen: changes.at(-1)?.change ?? index.segment.origin.change, decided, weighedAt }
}

async function loadUpToDate(lang: Lang): Promise<Made | null> {
	const decided = await lastSynonymDecision()
	const index = await loadIndex(lang)
	if (!index) return null
	const seen = await bringUpToDate(index)
	if (seen === null) return null
	return { index, seen, decided, weighedAt: (await keptSince(lang))?.getTime() ?? Date.now() }
}

/**
 * Compares every article with an index whose segment may be from any time, or from another database.
 *
 * @returns the last change it has now taken in; `null` when a build is quicker
 */
async function bringUpToDate(index: LiveIndex): Promise<number | null> {
	const gone = new Set(index.ids())
	const stale: ArticleChange[] = []
	let seen = 0
	for await (const part of changesSince(0)) {
		for (const change of part) {
			seen = change.change
			if (change.lang !== index.lang || !change.published) continue
			gone.delete(change.articleId)
			if (index.stampOf(change.articleId) !== change.stamp) stale.push(change)
		}
	}
	if (stale.length + gone.size > FEW) return null
	for (const id of gone) index.remove(id)
	await apply(index, stale)
	return seen
}

async function changesAfter(change: number): Promise<ArticleChange[]> {
	const changes: ArticleChange[] = []
	for await (const part of changesSince(change)) changes.push(...part)
	return changes
}

async function apply(index: LiveIndex, changes: ArticleChange[], { added } = { added: true }): Promise<void> {
	const pause = pacer()
	const isFound = ({ lang, published }: ArticleChange) => published && lang === index.lang
	for (const change of changes) {
		if (isFound(change)) continue
		index.remove(change.articleId)
		await pause()
	}
	if (!added) return
	const wanted = changes.filter((change) => isFound(change) && index.stampOf(change.articleId) !== change.stamp)
	await readAgain(
		index,
		wanted.map(({ articleId }) => articleId),
	)
}

/** Puts these articles into the index as they are published now. */
async function readAgain(index: LiveIndex, ids: string[]): Promise<void> {
	const pause = pacer()
	for (let from = 0; from < ids.length; from += PART) {
		for (const document of await documentsOf(ids.slice(from, from + PART))) {
			if (document.lang === index.lang) index.put(document)
			await pause()
		}
	}
}

/** Gives the thread back to requests when a slice of time is used up. */
function pacer(): () => Promise<void> {
	let sliceEnds = performance.now() + SLICE_MS
	return async () => {
		if (performance.now() < sliceEnds) return
		await breathe()
		sliceEnds = performance.now() + SLICE_MS
	}
}
