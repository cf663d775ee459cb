import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

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

/**
 * Expects that axe finds nothing on a page, light and dark, wide and narrow, and that it does not scroll
 * sideways. Width and colours are the style sheet's alone: a page is loaded once and looked at four ways.
 */
export async function lookFourWays(page: Page, address: string): Promise<void> {
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 900 })
		for (const colorScheme of ['light', 'dark'] as const) {
			// Without it a colour may be looked at on its way to the other one.
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
			const { violations } = await new Axe({ page }).analyze()
			expect(
				violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
				`${address} ${colorScheme} ${width} px`,
			).toEqual([])
		}
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
		expect(overflow, `${address} ${width} px`).toBeLessThanOrEqual(0)
	}
}
