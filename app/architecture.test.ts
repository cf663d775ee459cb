import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * The import rules of the product, read from its import statements. Each rule is also shown to
 * fail on an example, so that a rule that no longer sees anything is noticed.
 */
interface Import {
	/** Path from the repository's root without ending, or the package's name. */
	from: string
	/** Names taken as values; `*` for all, none for a side effect. */
	names: string[]
	/** Nothing of it is left when types are erased. */
	typeOnly: boolean
}

interface Module {
	path: string
	imports: Import[]
	/** Holds nothing but re-exports, or re-exports everything of another module. */
	isBarrel: boolean
}

type Rule = (module: Module) => string[]

const DOMAINS = ['accounts', 'auth', 'desk', 'friction', 'handoff', 'knowledge', 'personal'] as const
const ADAPTERS = ['jobs', 'messages', 'realtime', 'search', 'telephony'] as const
const FOUNDATION = ['i18n', 'settings', 'ui'] as const

/** Who may use the tables of a schema file. */
const TABLE_OWNERS: Record<string, readonly string[]> = {
	accountability: ['friction'],
	accounts: ['accounts'],
	auth: ['auth'],
	desk: ['desk'],
	friction: ['friction'],
	handoff: ['handoff', 'desk'],
	knowledge: ['knowledge'],
	personal: ['personal'],
	studio: ['knowledge'],
	training: ['desk'],
	work: ['jobs', 'messages', 'telephony'],
}

/** Where each vendor is known. */
const VENDORS: Record<string, RegExp> = {
	'better-auth': /^app\/auth\//,
	'better-sqlite3': /^db\//,
	'drizzle-kit': /^db\//,
	'drizzle-orm': /^db\/|^app\/.*\.server\.ts$/,
	express: /^app\/server\//,
	'libphonenumber-js/max': /^app\/.*\.server\.ts$/,
	'libphonenumber-js/min': /^app\/i18n\//,
	// Its metadata takes premium numbers for ordinary ones: say which you want.
	'libphonenumber-js': /^$/,
	lunr: /^app\/search\//,
	nodemailer: /^app\/messages\//,
	'prom-client': /^app\/observability\//,
	'@twilio/voice-sdk': /^app\/telephony\/browser-phone/,
	twilio: /^app\/(telephony|messages)\//,
}

/** Modules that put the others together, and so may know them all. */
const COMPOSITION = ['app/jobs/all.server', 'app/realtime/rights.server']
/** Barrels with a reason: Drizzle reads one schema, the http server reaches the app by one door. */
const DOORS = ['db/schema/index.server', 'app/platform.server']

const isTest = (path: string) => /\.(test|fixture)\.tsx?$/.test(path)
const folderOf = (path: string) => path.match(/^app\/([^/]+)\//)?.[1] ?? ''
const among = (names: readonly string[], name: string) => names.includes(name)
const values = (module: Module) => module.imports.filter(({ typeOnly }) => !typeOnly)
const withoutEnding = (path: string) => path.replace(/\.tsx?$/, '')

const arrowsPointDown: Rule = (module) => {
	const own = folderOf(module.path)
	if (isTest(module.path) || among(COMPOSITION, withoutEnding(module.path))) return []
	return module.imports.flatMap(({ from, typeOnly }) => {
		const other = folderOf(from)
		const wrong =
			(other === 'routes' && own !== 'routes' && !typeOnly) ||
			(other === 'server' && own !== 'server') ||
			(own === 'server' && from.startsWith('app/') && other !== 'server' && !typeOnly) ||
			(among(ADAPTERS, own) && among(DOMAINS, other) && !typeOnly) ||
			(among(FOUNDATION, own) && (among(DOMAINS, other) || among(ADAPTERS, other)) && !typeOnly) ||
			(module.path.startsWith('app/friction/record.') && among(DOMAINS, other) && other !== 'friction' && !typeOnly) ||
			(/^db\/(?!seed\/|testing\/)/.test(module.path) && from.startsWith('app/') && !typeOnly)
		return wrong ? [`${module.path} imports ${from}`] : []
	})
}

const ownTablesOnly =
	(tables: Map<string, Set<string>>): Rule =>
	(module) => {
		if (!module.path.startsWith('app/') || isTest(module.path)) return []
		return values(module).flatMap(({ from, names }) => {
			const schema = from.match(/^db\/schema\/(\w+)\.server$/)?.[1]
			if (!schema) return []
			const held = schema === 'index' ? [...tables.values()] : [tables.get(schema)]
			const taken = names.filter((name) => name === '*' || held.some((found) => found?.has(name)))
			const isOwner = among(TABLE_OWNERS[schema] ?? [], folderOf(module.path))
			return taken.length > 0 && !isOwner ? [`${module.path} uses ${taken.join(', ')} of ${schema}`] : []
		})
	}

const vendorsInTheirPlace: Rule = (module) => {
	if (isTest(module.path)) return []
	return module.imports.flatMap(({ from }) => {
		const vendor = Object.keys(VENDORS)
			.sort((a, b) => b.length - a.length)
			.find((name) => from === name || (from.startsWith(`${name}/`) && name !== 'libphonenumber-js'))
		return vendor && !VENDORS[vendor]?.test(module.path) ? [`${module.path} imports ${from}`] : []
	})
}

const noBarrels: Rule = ({ path, isBarrel }) =>
	isBarrel && !among(DOORS, withoutEnding(path)) ? [`${path} only passes others on`] : []

/** What a browser must never be given: the build refuses `.server` modules, so they carry the name. */
const SERVER_ONLY =
	/^(db\/|app\/.*\.server$|node:|twilio$|nodemailer$|better-auth|better-sqlite3$|drizzle-orm|express$|pino$|prom-client$|libphonenumber-js\/max$)/

const serverOnlyIsNamedSo: Rule = (module) => {
	const { path } = module
	const runsOnServer =
		/\.server\.tsx?$/.test(path) || /^app\/(server|routes)\//.test(path) || path === 'app/root.tsx' || isTest(path)
	if (runsOnServer || !path.startsWith('app/')) return []
	return values(module).flatMap(({ from }) => (SERVER_ONLY.test(from) ? [`${path} imports ${from}`] : []))
}

const product = ['app', 'db']
	.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
	)
	.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
	.map((path) => parse(path, readFileSync(path, 'utf8')))
const tables = new Map(
	Object.keys(TABLE_OWNERS).map((schema) => [schema, tablesIn(readFileSync(`db/schema/${schema}.server.ts`, 'utf8'))]),
)
const broken = (rule: Rule) => product.flatMap(rule)
const example = (path: string, text: string, rule: Rule) => rule(parse(path, text))

test('the product was read', () => {
	expect(product.length).toBeGreaterThan(100)
	expect(tables.get('handoff')).toContain('callbacks')
	expect(tables.get('auth')).not.toContain('ROLES')
	expect(
		product.flatMap(({ imports }) => imports).filter(({ from }) => from === 'db/client.server').length,
	).toBeGreaterThan(10)
})

test('arrows point down: routes, domains, adapters, database', () => {
	expect(broken(arrowsPointDown)).toEqual([])
})

test.each([
	['app/handoff/chat.server.ts', "import { loader } from '~/routes/rappel'"],
	['app/search/engine.server.ts', "import { articles } from '../knowledge/articles.server'"],
	['app/messages/outbox.server.ts', "export { openCase } from '~/handoff/cases.server'"],
	['app/ui/field.tsx', "import { Dock } from '~/handoff/dock'"],
	['app/friction/record.server.ts', "import { openCase } from '~/handoff/cases.server'"],
	['db/client.server.ts', "import { environment } from '~/env.server'"],
	['db/schema/auth.server.ts', "const roles = await import('../../app/auth/roles')"],
	['app/server/main.ts', "import { environment } from '../env.server'"],
	['app/auth/guards.server.ts', "import { toWebRequest } from '~/server/web'"],
])('an arrow that points up is seen in %s: %s', (path, text) => {
	expect(example(path, text, arrowsPointDown)).toHaveLength(1)
})

test('a domain never touches another domain’s tables', () => {
	expect(broken(ownTablesOnly(tables))).toEqual([])
})

test.each([
	['app/desk/offers.server.ts', "import { people } from '#db/schema/auth.server'"],
	['app/routes/rappel.tsx', "import { ACTIVE_CALLBACK_STATES, callbacks } from '#db/schema/handoff.server'"],
	['app/desk/offers.server.ts', "import { visits } from '#db/schema/index.server'"],
	['app/knowledge/publish.server.ts', "import * as handoff from '../../db/schema/handoff.server'"],
])('a foreign table is seen in %s: %s', (path, text) => {
	expect(example(path, text, ownTablesOnly(tables))).toHaveLength(1)
})

test.each([
	['app/desk/offers.server.ts', "import { callbacks } from '#db/schema/handoff.server'"],
	['app/auth/roles.ts', "import type { Role } from '#db/schema/auth.server'"],
	['app/auth/guards.server.ts', "import type { customers } from '#db/schema/accounts.server'"],
	['app/routes/rappel.tsx', "import { ROLES } from '#db/schema/auth.server'"],
	['app/routes/rappel.tsx', "import { type callbacks } from '#db/schema/handoff.server'"],
])('own tables, types and lists of words are free: %s: %s', (path, text) => {
	expect(example(path, text, ownTablesOnly(tables))).toEqual([])
})

test('each vendor is known in one place', () => {
	expect(broken(vendorsInTheirPlace)).toEqual([])
})

test.each([
	['app/handoff/callbacks.server.ts', "import twilio from 'twilio'"],
	['app/knowledge/articles.server.ts', "import lunr from 'lunr'"],
	['app/routes/health.ts', "import express from 'express'"],
	['app/routes/rappel.tsx', "import { eq } from 'drizzle-orm'"],
	['app/handoff/slots.ts', "import { eq } from 'drizzle-orm'"],
	['app/handoff/callbacks.server.ts', "import nodemailer from 'nodemailer'"],
	['app/handoff/numbers.server.ts', "import parse from 'libphonenumber-js'"],
	['app/handoff/numbers.ts', "import parse from 'libphonenumber-js/max'"],
	['app/handoff/dock.tsx', "import parse from 'libphonenumber-js/min'"],
	['app/routes/connexion.tsx', "import { emailOTP } from 'better-auth/plugins/email-otp'"],
])('a vendor out of its place is seen in %s: %s', (path, text) => {
	expect(example(path, text, vendorsInTheirPlace)).toHaveLength(1)
})

test('no module only passes others on', () => {
	expect(broken(noBarrels)).toEqual([])
})

test.each([
	['app/handoff/index.ts', "export { openCase } from './cases.server'\nexport type { Channel } from './hours.server'"],
	['app/handoff/all.ts', "export * from './cases.server'\nexport const more = 1"],
])('a barrel is seen in %s', (path, text) => {
	expect(example(path, text, noBarrels)).toHaveLength(1)
})

test('what touches the database, the environment, a vendor or the disk is named .server', () => {
	expect(broken(serverOnlyIsNamedSo)).toEqual([])
})

test.each([
	['app/handoff/slots.ts', "import { db } from '#db/client.server'"],
	['app/handoff/words.ts', "import { environment } from '~/env.server'"],
	['app/knowledge/files.ts', "import { readFileSync } from 'node:fs'"],
	['app/handoff/mail.ts', "import nodemailer from 'nodemailer'"],
	['app/ui/field.tsx', "import { settings } from '../settings/settings.server'"],
])('a server module without its name is seen in %s: %s', (path, text) => {
	expect(example(path, text, serverOnlyIsNamedSo)).toHaveLength(1)
})

test('the door of the http server is used by it alone', () => {
	const users = product
		.filter(({ imports }) => imports.some(({ from }) => from === 'app/platform.server'))
		.map(({ path }) => path)
	expect(users.sort()).toEqual(['app/entry.server.tsx', 'app/server/platform.ts'])
})

function parse(path: string, text: string): Module {
	const source = ts.createSourceFile(
		path,
		text,
		ts.ScriptTarget.Latest,
		true,
		path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
	)
	const imports: Import[] = []
	let passesAllOn = false
	for (const statement of source.statements) {
		if (ts.isImportDeclaration(statement)) imports.push(importOf(path, statement))
		if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) continue
		if (!statement.exportClause && !statement.isTypeOnly) passesAllOn = true
		const elements =
			statement.exportClause && ts.isNamedExports(statement.exportClause) ? [...statement.exportClause.elements] : []
		imports.push({
			from: target(path, statement.moduleSpecifier),
			names:
				elements.length > 0
					? elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text)
					: ['*'],
			typeOnly: statement.isTypeOnly || (elements.length > 0 && elements.every((one) => one.isTypeOnly)),
		})
	}
	const visit = (node: ts.Node) => {
		const called =
			ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined
		if (called && ts.isStringLiteral(called))
			imports.push({ from: target(path, called), names: ['*'], typeOnly: false })
		if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
			imports.push({ from: target(path, node.argument.literal), names: [], typeOnly: true })
		ts.forEachChild(node, visit)
	}
	visit(source)
	const onlyPasses =
		source.statements.length > 0 && source.statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier)
	return { path, imports, isBarrel: passesAllOn || onlyPasses }
}

function importOf(path: string, statement: ts.ImportDeclaration): Import {
	const from = target(path, statement.moduleSpecifier)
	const clause = statement.importClause
	if (!clause) return { from, names: [], typeOnly: false }
	const bindings = clause.namedBindings
	const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []
	const names = [
		...(clause.name ? ['default'] : []),
		...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
		...elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text),
	]
	return { from, names, typeOnly: clause.isTypeOnly || (elements.length > 0 && names.length === 0) }
}

/** `~/x`, `#db/x` and relative paths as paths from the root; a package by its name. */
function target(path: string, specifier: ts.Node): string {
	const name = ts.isStringLiteral(specifier) ? specifier.text : ''
	if (name.startsWith('~/')) return withoutEnding(`app/${name.slice(2)}`)
	if (name.startsWith('#db/')) return withoutEnding(`db/${name.slice(4)}`)
	if (!name.startsWith('.')) return name
	return withoutEnding(new URL(name, `file:///${path}`).pathname.slice(1))
}

function tablesIn(schema: string): Set<string> {
	return new Set([...schema.matchAll(/export const (\w+) = sqliteTable\(/g)].map(([, name]) => name ?? ''))
}
