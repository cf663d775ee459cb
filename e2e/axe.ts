import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Results {
	violations: { id: string; help: string; nodes: { target: string[] }[] }[]
}

/** Runs axe in the page through the debugger, which our Content-Security-Policy does not concern. */
export class Axe {
	#page: Page

	constructor({ page }: { page: Page }) {
		this.#page = page
	}

	async analyze(): Promise<Results> {
		await this.#page.evaluate(SOURCE)
		return this.#page.evaluate(
			(tags) =>
				(window as unknown as { axe: { run: (context: Document, options: object) => Promise<Results> } }).axe.run(
					document,
					{
						runOnly: { type: 'tag', values: tags },
					},
				),
			TAGS,
		)
	}
}
