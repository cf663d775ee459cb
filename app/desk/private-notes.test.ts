import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '#db/client.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { makeConversation } from '#db/testing/conversations'
import { resetLimits } from '~/auth/limits.server'
import { signInDemoPerson } from '~/auth/sign-in.server'
import { visitCookie } from '~/auth/visit-cookie.server'
import { mailTranscript } from '~/handoff/chat-transcript.server'
import { findConversationForAdvisor, takeConversation } from '~/handoff/conversations.server'
import { listen } from '~/realtime/bus.server'
import { useSettings } from '~/settings/settings.server'
import { findDeskContact } from './contacts.server'
import { look } from './looks.server'
import { writeNote } from './notes.server'
import { askForSupport } from './support.server'
import { conclude, findContact } from './wrap-up.server'

beforeAll(() => useSettings(alwaysOpen()))
afterAll(() => useSettings(undefined))

const MARK = 'Zyxomma'
const AMONG_US = ['db/schema/desk.server', 'app/desk/notes.server', 'app/desk/looks.server', 'app/desk/support.server']
/**
 * What is written of somebody is in the copy of their data that the law gives them (GDPR, article 15):
 * the one way out. Its rules name every table.
 */
const COPY_RULES = 'db/personal-data.server'
/** Pages of staff, by the name of their route. */
const STAFF = /^(desk|frictions|planning|studio)[._]/

test('no module a customer, a program or a phone company reaches can read what staff write for each other', () => {
	const routes = readdirSync('app/routes').filter((name) => /\.tsx?$/.test(name) && !STAFF.test(name))
	expect(routes.length).toBeGreaterThan(40)
	for (const route of routes) {
		const reached = closure(`app/routes/${route}`)
		expect({ route, reaches: AMONG_US.filter((module) => reached.has(module)) }).toEqual({ route, reaches: [] })
	}
	// The walk sees what it should: the desk does reach them.
	const desk = closure('app/routes/desk.conversations.$id.tsx')
	for (const module of AMONG_US) expect(desk).toContain(module)
	const job = closure('app/jobs/all.server.ts')
	expect(AMONG_US.filter((module) => job.has(module))).toEqual([])
})

test('a note, a look and a request for support leave by no way out to the customer', async () => {
	resetLimits()
	const { customer, person } = await makeCustomer()
	const nadia = await makeAdvisor({ name: 'Nadia Benali' })
	const { id, visitId } = await makeConversation({ customerId: customer.id })
	await takeConversation({ conversationId: id, advisorId: nadia.id })
	const contact = await findDeskContact('conversations', id)
	const conversation = await findConversationForAdvisor(id)
	const own = await findContact({ kind: 'conversations', id, advisorId: nadia.id })
	if (!contact || !conversation || !own) throw new Error('no contact')

	const heard: unknown[] = []
	const deaf = ['availability', `conversation:${id}`].map((topic) => listen(topic, (event) => heard.push(event)))
	await writeNote({ id: randomUUID(), contact, author: nadia, body: `${MARK} : client pressé` })
	await askForSupport({ contact, advisorId: nadia.id, words: `${MARK} appui` })
	await look({ contact, person: { id: nadia.id, name: `${MARK} Delmas` }, purpose: 'coaching', words: MARK })
	for (const stop of deaf) stop()
	expect(heard).toEqual([])

	await mailTranscript(conversation, customer.email)
	const words = { reason: 'internet', outcome: 'solved', summary: 'Réglé.', draft: 'Réglé.', promise: null }
	await conclude({ contact: own, advisor: nadia, ...words, mailSummary: true, breathe: false })
	const sent = await db.select().from(outbox)
	expect(sent.length).toBeGreaterThan(1)
	expect(JSON.stringify(sent)).not.toContain(MARK)

	// Every page and export that a customer can ask for, asked for by this one.
	const headers = new Headers({ 'user-agent': 'Firefox', 'x-relais-address': '192.0.2.1' })
	const entered = await signInDemoPerson({ email: person.email, headers })
	if (!entered.ok) throw new Error('not signed in')
	const cookies = entered.cookies.map((cookie) => cookie.split(';')[0])
	headers.set('cookie', [...cookies, visitCookie(visitId).split(';')[0]].join('; '))
	const pages = readdirSync('app/routes').filter((name) => name.startsWith('(en).') && !name.startsWith('(en).dev'))
	let answered = 0
	for (const path of pages) {
		const { loader }: { loader?: (args: LoaderFunctionArgs) => unknown } = await import(resolve('app/routes', path))
		if (!loader) continue
		const request = new Request(
			`http://localhost:3000${path.includes('echanges') ? `/echanges/${id}` : '/compte'}?seq=0`,
			{
				headers,
			},
		)
		const params = { id, reference: conversation.caseReference, topic: 'internet', slug: 'voyant-rouge-box' }
		const said = await textOf(async () => loader({ request, params, context: {} } as unknown as LoaderFunctionArgs))
		if (said) answered++
		expect({ path, says: said.includes(MARK) }).toEqual({ path, says: false })
	}
	expect(answered).toBeGreaterThan(15)
})

async function textOf(work: () => Promise<unknown>): Promise<string> {
	try {
		const answer = await work()
		if (answer instanceof Response) return await answer.text()
		return JSON.stringify(answer) ?? ''
	} catch (thrown) {
		if (thrown instanceof Response) return thrown.text()
		// Some pages need what this request does not carry: they show nothing at all.
		return ''
	}
}

/** `import … from`, `export … from`, `import '…'` and `import('…')`. */
const FROM = /(?:^(?:import|export) (type )?(?:[^'"]*? from )?|import\()'([^']+)'/gm

/** Everything a module reaches through its imports, types and the copy's rules left out; paths without ending. */
function closure(start: string): Set<string> {
	const reached = new Set<string>()
	const open = [start]
	for (let file = open.pop(); file; file = open.pop()) {
		const name = file.replace(/\.tsx?$/, '')
		if (reached.has(name) || name === COPY_RULES) continue
		reached.add(name)
		const text = readFileSync(file, 'utf8')
		for (const [, typeOnly, specifier = ''] of text.matchAll(FROM)) {
			const found = typeOnly ? null : locate(file, specifier)
			if (found) open.push(found)
		}
	}
	return reached
}

function locate(file: string, specifier: string): string | null {
	const path = specifier.startsWith('~/')
		? `app/${specifier.slice(2)}`
		: specifier.startsWith('#db/')
			? `db/${specifier.slice(4)}`
			: specifier.startsWith('.')
				? join(dirname(file), specifier)
				: null
	if (!path) return null
	return known.get(path) ?? null
}

const known = new Map(
	['app', 'db'].flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.tsx?$/.test(name))
			.map((name) => [`${folder}/${name}`.replace(/\.tsx?$/, ''), `${folder}/${name}`] as const),
	),
)
