import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, vi } from 'vitest'
import { closeConnections } from '../client.server'
import { migrate } from '../migrate.server'

/** Each test file has a real database of its own, on disk, migrated from nothing. */
const folder = mkdtempSync(join(tmpdir(), 'relais-test-'))
process.env.DATABASE_URL = `file:${join(folder, 'test.db')}`
process.env.DEMO = 'true'
process.env.SESSION_SECRET = 'a-secret-for-tests-only-0123456789abcdef'
process.env.PUBLIC_URL = 'http://localhost:3000'
migrate()

/** Unexpected console output fails the test that made it. */
beforeEach(() => {
	for (const level of ['error', 'warn'] as const)
		vi.spyOn(console, level).mockImplementation((...words) => {
			throw new Error(`unexpected console.${level}: ${words.map(String).join(' ')}`)
		})
})

afterAll(() => {
	closeConnections()
	rmSync(folder, { recursive: true, force: true })
})
