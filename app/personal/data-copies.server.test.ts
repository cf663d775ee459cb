import { randomUUID } from 'node:crypto'
import { getTableColumns } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { copiedColumns, copiedTables } from '#db/personal-data.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { makeWholePerson } from '#db/testing/whole-person'
import { keepFile } from '~/handoff/file-store.server'
import { copyMessages } from '~/i18n/copy'
import { runDueJobs } from '~/jobs/runner.server'
import { isRead, isTableRead } from './copy-page'
import { askForCopy, dropOldCopies, keyOfCopy, latestCopy, openCopy } from './data-copies.server'

const NOW = new Date()
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

async function wholePerson(mark: string) {
	const advisor = await makeAdvisor({ name: 'Olga Conseil' })
	const traces = {
		...{ words: `Zéphyrine${mark}<b>`, lastName: 'Quatremère', email: `z${mark}@exemple.fr` },
		...{ phone: `+3363998${mark}`, address: '7 impasse du Cormoran, 59800 Lille' },
	}
	const made = await makeWholePerson(traces, { advisorId: advisor.id, endedAt: new Date('2026-01-15T10:00:00Z') })
	return { ...made, traces }
}

test('a copy is made in the background: data, a page to read and the files; its owner alone opens it, for a week', async () => {
	const { customerId, attachmentId, traces } = await wholePerson('1201')
	await keepFile(attachmentId, Buffer.from('de la box'))
	const requestKey = randomUUID()
	for (const key of [requestKey, requestKey, randomUUID()])
		await askForCopy(customerId, { requestKey: key, lang: 'fr', now: NOW })
	expect(await latestCopy(customerId)).toMatchObject({ state: 'waiting', id: requestKey })
	await runDueJobs(NOW)
	const copy = await latestCopy(customerId)
	if (copy?.state !== 'ready') throw new Error('not ready')
	const mails = (await db.select().from(outbox)).filter(({ purpose }) => purpose === 'data-copy')
	expect(mails.map(({ recipient, body }) => [recipient, /\/compte\/donnees#copie/.test(body)])).toEqual([
		[traces.email, true],
	])

	const key = keyOfCopy(copy)
	const opened = await openCopy({ customerId, id: copy.id, key }, inDays(6))
	const files = unzipSync(new Uint8Array(opened ?? []))
	expect(Object.keys(files).map((name) => name.replace(/^fichiers\/.*/, 'fichiers/…'))).toEqual([
		...['vos-donnees.html', 'donnees.json', 'fichiers/…'],
	])
	const data = JSON.parse(strFromU8(files['donnees.json'] ?? new Uint8Array()))
	expect(Object.keys(data)).toEqual(
		expect.arrayContaining(['customers', 'messages', 'desk_notes', 'invoices', 'consents']),
	)
	const page = strFromU8(files['vos-donnees.html'] ?? new Uint8Array())
	expect(page).not.toMatch(/<script|<b>|https?:/)
	expect(page).toContain('Zéphyrine1201')
	expect(page).not.toContain('Conseil<')

	const stranger = (await makeCustomer()).customer.id
	const refused = [
		await openCopy({ customerId: stranger, id: copy.id, key }, NOW),
		await openCopy({ customerId, id: copy.id, key: `${key.slice(0, -1)}_` }, NOW),
		await openCopy({ customerId, id: copy.id, key: '' }, NOW),
		await openCopy({ customerId, id: copy.id, key }, inDays(8)),
	]
	expect(refused).toEqual([null, null, null, null])
	await dropOldCopies(inDays(8))
	expect(await latestCopy(customerId)).toMatchObject({ state: 'over', file: null })
	expect(await openCopy({ customerId, id: copy.id, key }, inDays(6))).toBeNull()
})

test('a copy that could not be made is said to have failed, and another may be asked for', async () => {
	const { customer } = await makeCustomer()
	await askForCopy(customer.id, { requestKey: randomUUID(), lang: 'en', now: NOW })
	await dropOldCopies(new Date(NOW.getTime() + 61 * 60_000))
	expect(await latestCopy(customer.id)).toMatchObject({ state: 'failed' })
	await askForCopy(customer.id, { requestKey: randomUUID(), lang: 'en', now: inDays(1) })
	expect(await latestCopy(customer.id)).toMatchObject({ state: 'waiting' })
})

test('every table, column and state that a copy shows has words in both languages', () => {
	for (const { tables, columns, values } of [copyMessages.fr, copyMessages.en]) {
		const missing = copiedTables().flatMap(({ name, rule }) => {
			if (!isTableRead(name)) return []
			const described = getTableColumns(rule.table)
			const read = copiedColumns(rule).filter(isRead)
			return [
				...(name in tables ? [] : [name]),
				...read.filter((column) => !(column in columns)).map((column) => `${name}.${column}`),
				...read.flatMap((column) =>
					(described[column]?.enumValues ?? []).filter((one: string) => !one.includes('/') && !(one in values)),
				),
			]
		})
		expect(missing).toEqual([])
	}
})
