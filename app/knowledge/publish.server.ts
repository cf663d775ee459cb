import { setImmediate as breathe } from 'node:timers/promises'
import { LANGUAGES, type Lang } from '~/i18n/language'
import { log } from '~/log.server'
import { showIndex } from '~/search/articles.server'
import type { LiveIndex } from '~/search/live-index'
import { contentChanged } from './content-version.server'
import { buildIndex, loadIndex } from './index-builder.server'
import { type ArticleChange, changesSince, documentsOf, lastChange } from './published.server'

/** Above this many changes at once a build is quicker than adding the articles one by one. */
const FEW = 300
/** From here on, or after some quiet, what was added is folded into a new segment. */
const FOLD_FROM = 200
const QUIET_MS = 3 * 60_000
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
	changedAt: number
	/** Too many changes to add one by one, since when, and the newest of them. */
	waiting: { since: number; newest: number; movedAt: number } | null
	building: Promise<void> | null
	retryAt: number
	isFailing: boolean
}

const shelves = new Map<Lang, Shelf>()
/** The newest change that kept pages know of. */
let announced = -1

/**
 * Makes what is published findable and drops the pages kept from before: from the index that
 * was kept, brought up to date, or from a new one.
 */
export async function publishContent(): Promise<void> {
	announced = await lastChange()
	await Promise.all(
		LANGUAGES.map(async (lang) => {
			const index = (await loadUpToDate(lang)) ?? (await buildUpToDate(lang))
			place(lang, index)
		}),
	)
	contentChanged()
}

/**
 * Takes in what has changed since, here or in another process, an import or another server.
 *
 * @returns whether something had changed
 */
export async function publishIfChanged(at = new Date()): Promise<boolean> {
	const now = at.getTime()
	const newest = await lastChange()
	const isNews = newest !== announced
	for (const [lang, shelf] of shelves) {
		if (shelf.seen !== newest) await takeIn(lang, shelf, now)
		buildIfWanted(lang, shelf, now)
	}
	if (isNews) {
		announced = newest
		contentChanged()
	}
	return isNews
}

/** Waits for the builds that go on in the background; for tests and the end of the process. */
export async function publishingSettled(): Promise<void> {
	await Promise.all([...shelves.values()].map(({ building }) => building))
}

function place(lang: Lang, { index, seen }: { index: LiveIndex; seen: number }): void {
	shelves.set(lang, {
		index,
		seen,
		changedAt: Date.now(),
		waiting: null,
		building: null,
		retryAt: 0,
		isFailing: false,
	})
	showIndex(lang, index)
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
	const { index, waiting, changedAt } = shelf
	const isStill = waiting && (now - waiting.movedAt >= STILL_MS || now - waiting.since >= LONGEST_WAIT_MS)
	const isFull = index.changes >= FOLD_FROM || (index.changes > 0 && now - changedAt >= QUIET_MS)
	if (shelf.building || now < shelf.retryAt || !(isStill || isFull)) return
	shelf.building = buildUpToDate(lang)
		.then((built) => place(lang, built))
		.catch((error: unknown) => {
			if (!shelf.isFailing)
				log.error({ error: String(error), lang }, 'the search index could not be built: the old one stays')
			Object.assign(shelf, { building: null, isFailing: true, retryAt: Date.now() + RETRY_MS })
		})
}

async function buildUpToDate(lang: Lang): Promise<{ index: LiveIndex; seen: number }> {
	const index = await buildIndex(lang)
	const changes = await changesAfter(index.segment.origin.change)
	if (changes.length > FEW) return { index, seen: index.segment.origin.change }
	await apply(index, changes)
	return { index, seen: changes.at(-1)?.change ?? index.segment.origin.change }
}

/** Compares every article with the index that was kept: its file may be from any time, or from another database. */
async function loadUpToDate(lang: Lang): Promise<{ index: LiveIndex; seen: number } | null> {
	const index = await loadIndex(lang)
	if (!index) return null
	const gone = new Set(index.ids())
	const stale: ArticleChange[] = []
	let seen = 0
	for await (const part of changesSince(0)) {
		for (const change of part) {
			seen = change.change
			if (change.lang !== lang || !change.published) continue
			gone.delete(change.articleId)
			if (index.stampOf(change.articleId) !== change.stamp) stale.push(change)
		}
	}
	if (stale.length + gone.size > FEW) return null
	for (const id of gone) index.remove(id)
	await apply(index, stale)
	return { index, seen }
}

async function changesAfter(change: number): Promise<ArticleChange[]> {
	const changes: ArticleChange[] = []
	for await (const part of changesSince(change)) changes.push(...part)
	return changes
}

async function apply(index: LiveIndex, changes: ArticleChange[], { added } = { added: true }): Promise<void> {
	let sliceEnds = performance.now() + SLICE_MS
	const pause = async () => {
		if (performance.now() < sliceEnds) return
		await breathe()
		sliceEnds = performance.now() + SLICE_MS
	}
	const isFound = ({ lang, published }: ArticleChange) => published && lang === index.lang
	for (const change of changes) {
		if (isFound(change)) continue
		index.remove(change.articleId)
		await pause()
	}
	if (!added) return
	const wanted = changes.filter((change) => isFound(change) && index.stampOf(change.articleId) !== change.stamp)
	for (let from = 0; from < wanted.length; from += PART) {
		const ids = wanted.slice(from, from + PART).map(({ articleId }) => articleId)
		for (const document of await documentsOf(ids)) {
			if (document.lang === index.lang) index.put(document)
			await pause()
		}
	}
}
