import { defineConfig } from '@playwright/test'
import { browserOptions } from './browser'

export default defineConfig({
	testDir: '.',
	outputDir: '../test-results/e2e',
	globalSetup: './server.ts',
	fullyParallel: false,
	// Half of a journey is waiting: three of them keep two cores busy.
	workers: 3,
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 12_000 },
	reporter: [['line']],
	use: {
		launchOptions: browserOptions(),
		actionTimeout: 15_000,
		locale: 'fr-FR',
		timezoneId: 'Europe/Paris',
		viewport: { width: 1280, height: 900 },
		// A record of every step takes about a quarter of the time: asked for, to look into a failure.
		trace: process.env.RELAIS_TRACE ? 'retain-on-failure' : 'off',
	},
})
