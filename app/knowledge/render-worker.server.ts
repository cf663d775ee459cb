// A thread of its own: renders the Markdown of an import.
import { parentPort } from 'node:worker_threads'
import { renderArticle } from './markdown.server'
import type { SourceText } from './renderers.server'

parentPort?.on('message', (texts: SourceText[]) => {
	parentPort?.postMessage(texts.map(({ markdown, lang }) => renderArticle(markdown, lang)))
})
