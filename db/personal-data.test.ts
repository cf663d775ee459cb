import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eq, getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { currentConnections, databasePath, db, transaction } from './client.server'
import { copiedColumns, copyOf, eraseRows, RULES, subjectOf } from './personal-data.server'
import { cancellations, customers } from './schema/accounts.server'
import { outbox } from './schema/work.server'
import { makeCustomer, makePerson } from './testing/builders'
import { makeWholePerson, type Traces } from './testing/whole-person'

const modules = import.meta.glob<Record<string, unknown>>('./schema/*.server.ts', { eager: true })
const tables = Object.values(modules)
	.flatMap((module) => Object.values(module))
	.filter((one): one is SQLiteTable => is(one, SQLiteTable))
const ruled = RULES.map(({ table }) => getTableName(table))

test('every table is said to be about a person or about nobody, once', () => {
	expect(tables.length).toBeGreaterThan(60)
	expect([...ruled].sort()).toEqual([...new Set(tables.map(getTableName))].sort())
	// Also those that only the database knows of.
	const stored = currentConnections()
		.reader.prepare(
			"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'",
		)
		.all()
		.map((row) => (row as { name: string }).name)
	expect(stored.filter((name) => !ruled.includes(name))).toEqual(['schema_migrations'])
})

test('a table that names a customer, or a row of one, is about a person', () => {
	const NAMES = /^(customerId|visitId|caseId|conversationId|callbackId|contactId|lineId|subscriptionId|invoiceId)$/
	const about = tables.filter((table) => Object.keys(getTableColumns(table)).some((column) => NAMES.test(column)))
	const nobody = RULES.filter((rule) => 'aboutNobody' in rule).map(({ table }) => getTableName(table))
	expect(about.map(getTableName).filter((name) => nobody.includes(name))).toEqual([])
	expect(about.length).toBeGreaterThan(40)
})

test('what follows its row does so by a foreign key of the database', () => {
	for (const rule of RULES) {
		if ('aboutNobody' in rule || rule.erase !== 'follows' || rule.eraseAlso) continue
		const name = getTableName(rule.table)
		const keys = currentConnections()
			.reader.prepare(`select "on_delete" as act from pragma_foreign_key_list('${name}')`)
			.all()
		expect(
			keys.map((key) => (key as { act: string }).act),
			name,
		).toContain('CASCADE')
	}
})

test('columns left out of the copy exist', () => {
	for (const rule of RULES) {
		if ('aboutNobody' in rule) continue
		const columns = Object.keys(getTableColumns(rule.table))
		expect(columns).toEqual(expect.arrayContaining(rule.without ?? []))
		expect(copiedColumns(rule).length).toBeGreaterThan(0)
	}
})

test('no key, hash or token goes into a copy', () => {
	const copied = RULES.flatMap((rule) =>
		'aboutNobody' in rule || rule.notInCopy
			? []
			: copiedColumns(rule).map((column) => `${getTableName(rule.table)}.${column}`),
	)
	expect(copied.filter((column) => /[hH]ash|[tT]oken|[sS]ecret|[kK]ey|Sid$/.test(column.split('.')[1] ?? ''))).toEqual(
		[],
	)
})

const traces = (mark: string): Traces => ({
	words: `Zéphyrine${mark}`,
	lastName: `Quatremère${mark}`,
	email: `zephyrine.${mark}@exemple.fr`,
	phone: `+3363998${mark}`,
	address: `7 impasse du Cormoran ${mark}, 59800 Lille`,
})

/** Every row of the database that holds one of these, as `table: column`. */
function whereFound(wanted: string[]): string[] {
	const { reader } = currentConnections()
	return tables.flatMap((table) => {
		const name = getTableName(table)
		const rows = reader.prepare(`select * from "${name}"`).all() as Record<string, unknown>[]
		const columns = new Set(
			rows.flatMap((row) =>
				Object.keys(row).filter((column) =>
					wanted.some((one) => String(row[column]).toLowerCase().includes(one.toLowerCase())),
				),
			),
		)
		return [...columns].map((column) => `${name}: ${column}`)
	})
}

test('the copy has a row of every table that gives one, and nothing of anybody else', async () => {
	const advisor = await makePerson({ role: 'advisor', name: 'Olga Conseil' })
	const endedAt = new Date('2026-01-15T10:00:00Z')
	const one = await makeWholePerson(traces('4711'), { advisorId: advisor.id, endedAt })
	const other = await makeWholePerson(traces('0815'), { advisorId: advisor.id, endedAt })
	const subject = await subjectOf(one.customerId)
	if (!subject) throw new Error('nobody')
	const copy = await copyOf(subject)
	const given = RULES.flatMap((rule) => ('aboutNobody' in rule || rule.notInCopy ? [] : [getTableName(rule.table)]))
	const withoutRow = given.filter((name) => !copy.some(({ table }) => table === name))
	// One is made by asking for the erasure itself.
	expect(withoutRow).toEqual(['erasures'])
	const text = JSON.stringify(copy)
	for (const foreign of ['0815', other.customerId, other.number, advisor.id, 'Conseil', advisor.email])
		expect(text).not.toContain(foreign)
	for (const mine of Object.values(traces('4711'))) expect(text).toContain(mine)
})

test('nothing is left of who was erased, in any table and in the bytes of the file', async () => {
	const advisor = await makePerson({ role: 'advisor', name: 'Olga Conseil' })
	const endedAt = new Date('2026-01-15T10:00:00Z')
	const mine = traces('9042')
	const one = await makeWholePerson(mine, { advisorId: advisor.id, endedAt })
	const neighbour = await makeWholePerson(traces('3107'), { advisorId: advisor.id, endedAt })
	const wanted = [...Object.values(mine), one.number, one.customerId, one.personId]
	const before = whereFound(Object.values(traces('3107')))
	expect(whereFound(wanted).length).toBeGreaterThan(60)

	const subject = await subjectOf(one.customerId)
	if (!subject) throw new Error('nobody')
	await transaction(() => eraseRows(subject))
	expect(whereFound(wanted)).toEqual([])
	expect(whereFound(Object.values(traces('3107')))).toEqual(before)
	expect(await subjectOf(neighbour.customerId)).not.toBeNull()

	currentConnections().writer.pragma('wal_checkpoint(TRUNCATE)')
	const file = readFileSync(databasePath())
	expect(wanted.filter((one) => file.includes(one))).toEqual([])
})

test('an address that somebody else has too leads to nothing of theirs', async () => {
	const advisor = await makePerson({ role: 'advisor' })
	const endedAt = new Date('2026-01-15T10:00:00Z')
	const shared = 'maison@exemple.fr'
	const one = await makeWholePerson({ ...traces('2201') }, { advisorId: advisor.id, endedAt })
	const other = await makeCustomer({ email: shared })
	await db.update(customers).set({ email: shared }).where(eq(customers.id, one.customerId))
	await db
		.insert(outbox)
		.values({ channel: 'email', recipient: shared, body: 'à l’autre', purpose: 'x', state: 'pending' })
	const subject = await subjectOf(one.customerId)
	expect(subject?.contacts).not.toContain(shared)
	if (subject) await transaction(() => eraseRows(subject))
	expect(await db.$count(outbox, eq(outbox.recipient, shared))).toBe(1)
	expect(await db.$count(customers, eq(customers.id, other.customer.id))).toBe(1)
})

test('an address or a number that was only typed gives nothing of whoever it belongs to', async () => {
	const { customer } = await makeCustomer()
	const typed = 'typed@exemple.fr'
	await db.insert(cancellations).values({
		...{ id: randomUUID(), reference: 'AAAA-BBBB-CCCC', kind: 'cancellation', customerId: customer.id },
		...{ lastName: 'X', contractReference: 'X', email: typed, endsAt: new Date(), state: 'unmatched', at: new Date() },
	})
	await db
		.insert(outbox)
		.values({ channel: 'email', recipient: typed, body: 'à quelqu’un', purpose: 'x', state: 'pending' })
	const subject = await subjectOf(customer.id)
	if (!subject) throw new Error('nobody')
	expect(subject.contacts).toContain(typed)
	const given = (await copyOf(subject)).map(({ table }) => table)
	expect(given).toContain('cancellations')
	expect(given).not.toContain('outbox')
})
