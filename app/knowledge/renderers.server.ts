import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Lang } from '~/i18n/language'
import { type RenderedArticle, renderArticle } from './markdown.server'

export interface SourceText {
	markdown: string
	lang: Lang
}

/** Renders texts, in their order. */
export type Render = (texts: SourceText[]) => Promise<RenderedArticle[]>

/** In the calling thread: for a few articles, and where no worker is bundled. */
export const renderHere: Render = async (texts) => texts.map(({ markdown, lang }) => renderArticle(markdown, lang))

const MOST_THREADS = 4
/** Fewer texts are rendered before a thread has started. */
const WORTH_A_THREAD = 20

/**
 * Rendering takes nearly all the time of a long import: it is shared among the cores.
 *
 * @param bundle - the bundled worker; without it the calling thread renders
 * @returns `close` ends the threads; one that dies makes `render` fail with its error
 */
export function openRenderers(bundle: string): { render: Render; close(): Promise<void> } {
	const workers: Worker[] = []
	const start = () => {
		const wanted = Math.min(MOST_THREADS, availableParallelism())
		while (workers.length < wanted) workers.push(new Worker(bundle))
	}
	return {
		async render(texts) {
			if (texts.length < WORTH_A_THREAD || !existsSync(bundle)) return renderHere(texts)
			start()
			const share = Math.ceil(texts.length / workers.length)
			const shares = workers.map((worker, at) => askOf(worker, texts.slice(at * share, (at + 1) * share)))
			return (await Promise.all(shares)).flat()
		},
		async close() {
			await Promise.all(workers.map((worker) => worker.terminate()))
		},
	}
}

function askOf(worker: Worker, texts: SourceText[]): Promise<RenderedArticle[]> {
	return new Promise((resolve, reject) => {
		const settle = (done: () => void) => {
			worker.off('message', answered)
			worker.off('error', failed)
			worker.off('exit', ended)
			done()
		}
		const answered = (rendered: RenderedArticle[]) => settle(() => resolve(rendered))
		const failed = (error: Error) => settle(() => reject(error))
		const ended = () => settle(() => reject(new Error('a rendering thread ended')))
		worker.on('message', answered)
		worker.on('error', failed)
		worker.on('exit', ended)
		worker.postMessage(texts)
	})
}
