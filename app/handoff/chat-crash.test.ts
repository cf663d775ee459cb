import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Order } from './chat-crash.fixture'

/**
 * The product is killed, as by a power cut, before and after each commit of a sending: before the
 * message is stored, and stored but neither answered nor hinted at. Whoever sent it sends it again with
 * the same id, the other side asks from the last number it knows; nothing is lost, doubled or reordered.
 */
const folder = mkdtempSync(join(tmpdir(), 'relais-chat-crash-'))
const bundle = join('node_modules', '.cache', 'relais', 'chat-crash.mjs')
let child: ChildProcess | undefined
let deaths = 0

interface Sent {
	seq: number
	files: number
	hints: number
	commits: number
}

beforeAll(async () => {
	mkdirSync(dirname(bundle), { recursive: true })
	await build({
		...{ entryPoints: ['app/handoff/chat-crash.fixture.ts'], outfile: bundle, bundle: true },
		...{ packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' },
	})
}, 60_000)
afterAll(() => {
	child?.kill('SIGKILL')
	rmSync(folder, { recursive: true, force: true })
})

/** @returns what the order gave; `undefined` when the process died of it */
async function order<T>(what: Order): Promise<T | undefined> {
	const living = await started()
	const answer = await new Promise<{ result?: T; error?: string } | 'died'>((tell) => {
		const dies = () => tell('died')
		living.once('exit', dies)
		living.once('message', (told: { result?: T; error?: string }) => {
			living.off('exit', dies)
			tell(told)
		})
		living.send(what, () => {})
	})
	if (answer === 'died') return undefined
	if (answer.error) throw new Error(answer.error)
	return answer.result
}

async function started(): Promise<ChildProcess> {
	if (child && child.exitCode === null && child.signalCode === null) return child
	child = fork(bundle, {
		env: {
			...{ PATH: process.env.PATH ?? '', NODE_ENV: 'test', SESSION_SECRET: 'x'.repeat(40) },
			...{ DATABASE_URL: `file:${join(folder, 'crash.db')}`, PUBLIC_URL: 'https://aide.ligne-claire.example' },
			...{ ATTACHMENTS_DIR: join(folder, 'files') },
		},
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	})
	child.once('exit', (_, signal) => {
		if (signal === 'SIGKILL') deaths++
	})
	await once(child, 'message')
	return child
}

it.each([
	['words of the customer', 'customer', false],
	['words of the advisor', 'advisor', false],
	['a file of the customer', 'customer', true],
] as const)(
	'%s: whatever the instant of the death, stored once, in order, and found by the other side',
	async (_, author, file) => {
		const conversationId = (await order<string>({ do: 'open', requestKey: randomUUID() })) as string
		const first = await order<{ id: string; seq: number }[]>({ do: 'since', conversationId, seq: 0 })
		let known = first?.at(-1)?.seq ?? 0
		const send = (id: string) =>
			order<Sent>({ do: 'send', id, conversationId, author, body: file ? '' : 'Bonjour', file })

		await order({ do: 'die', atCommit: 0, when: 'before' })
		const whole = await send(randomUUID())
		expect(whole).toMatchObject({ seq: known + 1, files: file ? 1 : 0, hints: 1 })
		const commits = whole?.commits ?? 0
		expect(commits).toBeGreaterThan(0)
		known++

		for (let atCommit = 1; atCommit <= commits; atCommit++)
			for (const when of ['before', 'after'] as const) {
				const before = deaths
				await order({ do: 'die', atCommit, when })
				const id = randomUUID()
				expect(await send(id)).toBeUndefined()
				expect(deaths).toBe(before + 1)

				// Nobody was answered and nobody heard: the other side asks by number, the sender sends again.
				const found = await order<{ id: string; seq: number }[]>({ do: 'since', conversationId, seq: known })
				expect(found?.map((message) => message.id)).toEqual(when === 'after' && atCommit === commits ? [id] : [])
				const again = await send(id)
				expect(again).toMatchObject({ seq: known + 1, files: file ? 1 : 0 })
				// What was stored is not told as new a second time.
				expect(again?.hints).toBe(found?.length === 0 ? 1 : 0)
				known++
				const all = await order<{ id: string; seq: number }[]>({ do: 'since', conversationId, seq: 0 })
				expect(all?.map(({ seq }) => seq)).toEqual(Array.from({ length: known }, (__, n) => n + 1))
				expect(all?.filter((message) => message.id === id)).toHaveLength(1)
			}
	},
	60_000,
)
