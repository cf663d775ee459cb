import type { Lang } from '~/i18n/language'
import { buildSegment, type StampedDocument } from '~/search/segment'
import type { SynonymGroup } from '~/search/synonyms'
import { lastChange, publishedDocuments } from './published.server'

export type IndexOrder = {
	lang: Lang
	/** Kept with the segment, to tell whether it still fits. */
	key: string
	synonyms: readonly SynonymGroup[]
}

/** Reads what is published in a language and builds its segment. Takes seconds at thousands of articles: for a worker. */
export async function buildFromDatabase({ lang, key, synonyms }: IndexOrder): Promise<ArrayBuffer> {
	// First the number, then the articles: what changes while they are read is seen as a later change.
	const change = await lastChange()
	const documents: StampedDocument[] = []
	for await (const part of publishedDocuments(lang)) documents.push(...part)
	return buildSegment(documents, { lang, key, change, synonyms })
}
