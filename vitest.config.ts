import tsconfigPaths from 'vite-tsconfig-paths'
import { defineConfig } from 'vitest/config'

export default defineConfig({
	plugins: [tsconfigPaths()],
	test: {
		include: ['app/**/*.test.{ts,tsx}', 'db/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
		setupFiles: ['./db/testing/setup.ts'],
		pool: 'forks',
		// All cores: one file that kills processes takes as long as all the others.
		maxWorkers: '100%',
		testTimeout: 20_000,
		hookTimeout: 30_000,
	},
})
