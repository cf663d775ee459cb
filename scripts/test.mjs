// `npm test`: everything, on a fresh clone too. Ends with `N passed, N failed` summed from the
// runners' own reports; a static check counts as one.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findOrInstallBrowser } from './browser.mjs'
import { ensureBuilt, ensureInstalled, refuseOldNode } from './ready.mjs'
import { run } from './run.mjs'

refuseOldNode()
await ensureInstalled()

const REPORTS = 'test-results'
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
const total = { passed: 0, failed: 0, skipped: 0 }

// Each of these keeps one core busy; the types take as long as the others together.
const types = check('types', () => run('npx', ['tsc', '--noEmit']))
await check('lint', () => run('npx', ['biome', 'check', '--error-on-warnings', '.']))
await check('dead code', () => run('npx', ['knip']))
const built = await check('build', ensureBuilt)
await types
await unit()
if (built) await journeys()
else total.failed++

console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed > 0 ? 1 : 0)

async function check(name, work) {
	const startedAt = Date.now()
	try {
		await work()
		total.passed++
		console.log(`✓ ${name} (${Math.round((Date.now() - startedAt) / 1000)} s)`)
		return true
	} catch (error) {
		total.failed++
		console.log(`✗ ${name}: ${error.message}`)
		return false
	}
}

async function unit() {
	const report = `${REPORTS}/unit.json`
	await run('npx', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]).catch(
		() => {},
	)
	if (!existsSync(report)) return fail('the unit tests wrote no report')
	const { numPassedTests, numFailedTests, numPendingTests, numTotalTestSuites, success } = JSON.parse(
		readFileSync(report, 'utf8'),
	)
	if (numTotalTestSuites === 0 || (!success && numFailedTests === 0)) fail('a unit test file could not run')
	add(numPassedTests, numFailedTests, numPendingTests)
}

async function journeys() {
	const report = `${REPORTS}/e2e.json`
	const browser = await findOrInstallBrowser()
	await run('npx', ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=line,json'], {
		env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `../${report}`, RELAIS_BROWSER: browser },
	}).catch(() => {})
	const found = [report, `e2e/${report}`].find((path) => existsSync(path))
	if (!found) return fail('the journeys wrote no report')
	const { stats, errors } = JSON.parse(readFileSync(found, 'utf8'))
	for (const error of errors ?? []) fail(error.message)
	add(stats.expected + stats.flaky, stats.unexpected, stats.skipped)
}

function add(passed, failed, skipped) {
	total.passed += passed
	total.failed += failed
	total.skipped += skipped
}

function fail(message) {
	total.failed++
	console.log(`✗ ${message}`)
}
