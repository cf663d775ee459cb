import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRenderers, renderHere, type SourceText } from './renderers.server'

const folder = mkdtempSync(join(tmpdir(), 'relais-test-'))
const bundle = join(folder, 'render-worker.mjs')
const texts: SourceText[] = Array.from({ length: 53 }, (_, at) => ({
	markdown: `## Étape ${at}\n\nAppuyez sur *${at}* : c'est fait !\n`,
	lang: at % 2 ? 'en' : 'fr',
}))

beforeAll(async () => {
	await build({
		entryPoints: ['app/knowledge/render-worker.server.ts'],
		outfile: bundle,
		bundle: true,
		external: ['better-sqlite3'],
		platform: 'node',
		format: 'esm',
	})
})
afterAll(() => rmSync(folder, { recursive: true }))

test('texts rendered by threads are those rendered here, in their order', async () => {
	const { render, close } = openRenderers(bundle)
	const expected = await renderHere(texts)
	expect(await render(texts)).toEqual(expected)
	expect(await render(texts.slice(0, 31))).toEqual(expected.slice(0, 31))
	expect(await render(texts.slice(0, 2))).toEqual(expected.slice(0, 2))
	await close()
})

test('without a bundle they are rendered all the same; a thread that dies is told', async () => {
	const { render, close } = openRenderers(join(folder, 'nowhere.mjs'))
	expect(await render(texts)).toEqual(await renderHere(texts))
	await close()
	const dying = join(folder, 'dying.mjs')
	writeFileSync(dying, 'process.exit(3)')
	const broken = openRenderers(dying)
	await expect(broken.render(texts)).rejects.toThrow('ended')
	await broken.close()
})
