import { randomInt } from 'node:crypto'
import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { type Hours, TestServer } from './server'

export { expect } from '@playwright/test'

/** The demo's people, by what they do. */
const EMAILS = {
	camille: 'camille@ligne-claire.example',
	aicha: 'aicha@ligne-claire.example',
	paul: 'paul@ligne-claire.example',
	nadia: 'nadia@ligne-claire.example',
	sami: 'sami@ligne-claire.example',
	helene: 'helene@ligne-claire.example',
	claire: 'claire@ligne-claire.example',
	olivier: 'olivier@ligne-claire.example',
} as const

export type Person = keyof typeof EMAILS | 'anonymous'

export interface Fixtures {
	/** A browser of its own for a person, signed in unless anonymous. */
	open: (person: Person, options?: BrowserContextOptions) => Promise<Page>
	/** The server of the file, which its tests share. */
	server: TestServer
	hours: Hours
	/** What the server of the file finds in its environment. */
	environment: Record<string, string>
	/** A server of the test's own, which ends after every page has left it. */
	serve: (...settings: ConstructorParameters<typeof TestServer>) => Promise<TestServer>
	/** What a test provokes on purpose: console or server lines that match are expected. */
	expectNoise: (pattern: RegExp) => void
}

interface WorkerFixtures {
	/** The server of the file that is being run: what one file does to it, no other one sees. */
	serverOf: (file: string, ...settings: ConstructorParameters<typeof TestServer>) => Promise<TestServer>
}

/**
 * Remix prints this when a person goes on while the answer to a refresh is being read
 * (`fetchAndDecode` of its single fetch): nothing went wrong, and nothing is shown.
 */
const GIVEN_UP = /^console error: AbortError: signal is aborted without reason/

/** A browser asks for it by itself where an answer names no icon, as while a server starts again. */
const NO_ICON = /404 \(Not Found\) \(http:\/\/localhost:\d+\/favicon\.ico\)/

/** What a server that is asked to tell more writes when all is well: below a warning. */
const ALL_WELL = /^\{"level":[123]0,/

/**
 * Journeys run on the built product, each file with a server of its own; a line that the browser's console
 * or the server did not have to write fails the test.
 */
export const test = base.extend<Fixtures & { quiet: { noise: string[]; expected: RegExp[] } }, WorkerFixtures>({
	hours: ['open', { option: true }],
	environment: [{}, { option: true }],
	serverOf: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern, here nothing.
		async ({}, use) => {
			let current: { file: string; server: TestServer } | undefined
			await use(async (file, ...settings) => {
				if (current?.file === file) return current.server
				await current?.server.remove()
				const server = new TestServer(...settings)
				current = { file, server }
				return server.start()
			})
			await current?.server.remove()
		},
		{ scope: 'worker', timeout: 60_000 },
	],
	server: async ({ serverOf, hours, environment }, use, { file }) => {
		await use(await serverOf(file, hours, environment))
	},
	quiet: [
		async ({ server }, use) => {
			const quiet = { noise: [] as string[], expected: [] as RegExp[] }
			const from = server.lines.length
			await use(quiet)
			const expected = [...quiet.expected, GIVEN_UP, NO_ICON, ALL_WELL]
			const noise = [...quiet.noise, ...server.lines.slice(from)].filter(
				(line) => !expected.some((pattern) => pattern.test(line)),
			)
			expect(noise, 'unexpected lines on the console of the browser or the server').toEqual([])
		},
		{ auto: true },
	],
	expectNoise: async ({ quiet }, use) => {
		await use((pattern) => quiet.expected.push(pattern))
	},
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern, here nothing.
	serve: async ({}, use) => {
		const servers: TestServer[] = []
		await use((...settings) => {
			const server = new TestServer(...settings)
			servers.push(server)
			return server.start()
		})
		for (const server of servers) await server.remove()
	},
	// Named though unused: pages close before the servers that `serve` began.
	open: async ({ browser, server, quiet, serve: _ }, use) => {
		// A network of its own for each test: what is limited by address is used up by no other one.
		const address = `10.${randomInt(256)}.${randomInt(256)}.7`
		const contexts: { close: () => Promise<void> }[] = []
		await use(async (person, options) => {
			const context = await browser.newContext({
				...{ baseURL: server.url, extraHTTPHeaders: { 'X-Forwarded-For': address } },
				...options,
			})
			contexts.push(context)
			const page = await context.newPage()
			page.on('console', (message) => {
				if (['error', 'warning'].includes(message.type()))
					quiet.noise.push(`console ${message.type()}: ${message.text()} (${message.location().url || page.url()})`)
			})
			page.on('pageerror', (error) => quiet.noise.push(`page error: ${error.stack ?? error.message}`))
			if (person !== 'anonymous') await signIn(page, person, server.url)
			return page
		})
		for (const context of contexts) await context.close()
	},
})

/** Signs in by the demo's one-click form, without a browser page. */
export async function signIn(page: Page, person: Exclude<Person, 'anonymous'>, url: string): Promise<void> {
	const answer = await page.request.post('/connexion', {
		form: { intent: 'demo', email: EMAILS[person], to: '' },
		headers: { Origin: url },
		maxRedirects: 0,
	})
	expect(answer.status()).toBe(303)
}
