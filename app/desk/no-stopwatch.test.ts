import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getTableColumns, getTableName, isTable } from 'drizzle-orm'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * Nobody's handling time exists anywhere. What is read here: every column of every table, every name in
 * every module of the product that could hold or show one, the heads of every CSV, every field of every
 * log line and metric. A name that speaks of a time spent may stand here only with its reason.
 */
const DURATION =
	/(handl(e|ing)|talk|hold|ring|answer|wrap|after.?call|idle|respon(se|d)|busy|online|present|break|pause|breath\w*|rest|work\w*|occup\w*|login|logged|spent|elapsed|average|mean|median)_?(time|duration|seconds|minutes|secs?|mins?|ms)$|^(aht|asa|acw|dmt|dmr|dmc|occupancy)$|duration|elapsed|time_?spent|stopwatch|handling_?time/i
/** A number of units of time, whatever it is a time of. */
const UNITS = /(seconds|minutes|hours|_ms|secs|mins|duration|elapsed)$/i
/** What says whose it is. */
const OF_SOMEBODY =
	/^(advisor|person|owner|author|actor|asked_by|answered_by|offered_to|declared_by|blocked_by)(_id|_name)?$|^(advisor|person|owner|author|actor)Id$/

/** Times that are the telephone company's, the settings' or the customer's, never a measure of somebody who works here. */
const ALLOWED = new Map([
	['forwardings.delay_seconds', 'after how long a line forwards: chosen by the customer'],
	['usage.minutes', 'what a line consumed'],
])

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('no table holds a duration beside somebody who works here', async () => {
	const seen: string[] = []
	const wrong: string[] = []
	for (const file of readdirSync('db/schema').filter((name) => name.endsWith('.server.ts'))) {
		const tables = Object.values(await import(resolve('db/schema', file))).filter(isTable)
		for (const table of tables) {
			const columns = Object.keys(getTableColumns(table)).map(snake)
			seen.push(getTableName(table))
			const ofSomebody = columns.some((name) => OF_SOMEBODY.test(name))
			for (const name of columns) {
				if (ALLOWED.has(`${getTableName(table)}.${name}`)) continue
				if (DURATION.test(name) || (ofSomebody && UNITS.test(name))) wrong.push(`${getTableName(table)}.${name}`)
			}
		}
	}
	expect(seen.length).toBeGreaterThan(50)
	for (const known of ['presences', 'wrap_ups', 'conversations', 'looks', 'callback_attempts'])
		expect(seen).toContain(known)
	expect(wrong).toEqual([])
})

/** Modules that may speak of durations, and what of: not one of them is of an advisor. */
const ABOUT = new Map([
	['talkSeconds', 'the longest the phone company lets a call last: a limit given to it, measured of nobody'],
	['advisorRingSeconds', 'how long a telephone rings before the next one is tried: a limit given to the phone company'],
])

test('nothing that is read, shown, exported or logged says how long an advisor took', () => {
	const places = modules().flatMap(({ path, source }) => namesIn(source).map((name) => ({ path, name })))
	expect(places.length).toBeGreaterThan(5_000)
	const wrong = places.filter(({ name }) => DURATION.test(snake(name)) && isAboutPeople(name) && !ABOUT.has(name))
	expect(wrong).toEqual([])
})

test('no CSV, log line or metric has a column for it', () => {
	const texts = modules().flatMap(({ path, source }) => textsIn(source).map((text) => ({ path, text })))
	const heads = texts.filter(({ path }) => /csv|metrics|log\.server|export|dispatch|live-board/.test(path))
	expect(heads.length).toBeGreaterThan(20)
	const speaks =
		/\b(advisor|conseill|agent|handling|wrap.?up|talk|occupancy|aht|dmt|acw)\w*[_ .-](time|duration|seconds|minutes)\b|durée (moyenne|de traitement|d['’]appel)|temps de (traitement|communication)|average (handle|talk|response) time/i
	expect(texts.filter(({ text }) => speaks.test(text))).toEqual([])
})

test('the walk sees what it is there to see', () => {
	for (const name of [
		'handling_time',
		'talk_seconds',
		'avg_handle_time',
		'aht',
		'wrap_minutes',
		'call_duration',
		'time_spent',
		'breathing_minutes',
	])
		expect([name, DURATION.test(name)]).toEqual([name, true])
	for (const name of ['opens_until', 'at', 'rest_until', 'asked_at', 'due_at', 'last_seen_at', 'capacity'])
		expect([name, DURATION.test(name) || UNITS.test(name)]).toEqual([name, false])
	const source = parse(
		'x.ts',
		"const row = { advisorHandlingTime: 3 }; type T = { agentTalkSeconds: number }; write('advisor_seconds')",
	)
	expect(namesIn(source).filter((name) => DURATION.test(snake(name)) && isAboutPeople(name))).toEqual([
		'advisorHandlingTime',
		'agentTalkSeconds',
	])
	expect(textsIn(source)).toContain('advisor_seconds')
})

/** Settings and the telephone have waits of their own: a name is of people when it says so. */
function isAboutPeople(name: string): boolean {
	return /advisor|agent|person|handl|talk|wrap|occup|spent|average|mean|median|^(aht|asa|acw|dmt|dmr|dmc)$/i.test(name)
}

function modules() {
	return ['app', 'bench', 'scripts'].flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(tsx?|mjs)$/.test(name) && !/\.(test|fixture)\.tsx?$/.test(name))
			.map((name) => ({ path: `${folder}/${name}`, source: parse(name, readFileSync(`${folder}/${name}`, 'utf8')) })),
	)
}

function parse(path: string, text: string): ts.SourceFile {
	return ts.createSourceFile(
		path,
		text,
		ts.ScriptTarget.Latest,
		false,
		path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
	)
}

/** Names of fields and columns: what an object, a type or a table is given. */
function namesIn(source: ts.SourceFile): string[] {
	const names: string[] = []
	const visit = (node: ts.Node) => {
		const named =
			ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isPropertySignature(node)
				? node.name
				: null
		if (named && (ts.isIdentifier(named) || ts.isStringLiteral(named))) names.push(named.text)
		ts.forEachChild(node, visit)
	}
	visit(source)
	return names
}

function textsIn(source: ts.SourceFile): string[] {
	const texts: string[] = []
	const visit = (node: ts.Node) => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateTail(node)) texts.push(node.text)
		ts.forEachChild(node, visit)
	}
	visit(source)
	return texts
}
