import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '#db/client.server'
import { sessions, verifications } from '#db/schema/auth.server'
import { leftMessages } from '#db/schema/handoff.server'
import { outbox } from '#db/schema/work.server'
import { makeAdvisor, makeCustomer, makePerson } from '#db/testing/builders'
import { makeLivedVisit } from '#db/testing/friction'
import { openCase } from '~/handoff/cases.server'
import { CODE_MINUTES } from './auth.server'
import { getVisitor, requireCustomer, requireStaff, safePath } from './guards.server'
import { listSessions, revokeSession } from './sessions.server'
import { sendCode, signInDemoPerson, signInWithCode, signOut } from './sign-in.server'
import { visitCookie } from './visit-cookie.server'

const browser = new Headers({ 'user-agent': 'Firefox', 'x-relais-address': '192.0.2.1' })
const page = (path: string, cookies: string[] = []) =>
	new Request(`http://localhost:3000${path}`, {
		headers: { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
	})

/** The code of the last message to somebody, as they would read it. */
async function codeSentTo(email: string): Promise<string> {
	const [message] = await db
		.select()
		.from(outbox)
		.where(eq(outbox.recipient, email))
		.orderBy(desc(outbox.createdAt))
		.limit(1)
	const code = message?.body.match(/\d{6}/)?.[0]
	if (!code) throw new Error(`nothing was sent to ${email}`)
	return code
}

const enter = (email: string, code: string) => signInWithCode({ email, code, headers: browser })
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function signedIn(email: string): Promise<string[]> {
	await sendCode(email)
	const entered = await enter(email, await codeSentTo(email))
	if (!entered.ok) throw new Error(entered.reason)
	return entered.cookies
}

/** The response that a guard throws. */
async function refusalOf(guarded: Promise<unknown>): Promise<Response> {
	const thrown = await guarded.then(
		() => null,
		(error: unknown) => error,
	)
	if (!(thrown instanceof Response)) throw new Error('it was allowed')
	return thrown
}

beforeEach(async () => {
	await db.delete(outbox)
})
afterEach(() => {
	vi.useRealTimers()
})

test('a code that was sent lets its person in, as a session they can see', async () => {
	const { person, customer } = await makeCustomer()
	await sendCode(` ${person.email.toUpperCase()} `)
	const code = await codeSentTo(person.email)
	const entered = await enter(person.email, `${code.slice(0, 3)} ${code.slice(3)}`)
	if (!entered.ok) throw new Error(entered.reason)
	expect(entered.person.id).toBe(person.id)
	expect(entered.cookies.join()).toMatch(/session=[^;]+;.*HttpOnly.*SameSite=Lax/i)

	const visitor = await getVisitor(page('/compte', entered.cookies))
	expect(visitor).toMatchObject({ person: { id: person.id, role: 'customer' }, customer: { id: customer.id } })
	expect(await listSessions(person.id)).toMatchObject([{ id: visitor.sessionId, userAgent: 'Firefox' }])
})

test('the code is in nobody’s words but the message, and hashed in the database', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	const stored = JSON.stringify(await db.select().from(verifications))
	expect(stored).toContain(person.email)
	expect(stored).not.toContain(code)
})

test('each reads the message in their language', async () => {
	const person = await makePerson({ lang: 'en' })
	await sendCode(person.email)
	const [message] = await db.select().from(outbox)
	expect(message).toMatchObject({ purpose: 'sign-in-code', channel: 'email', recipient: person.email })
	expect(message?.body).toContain('It works for 10 minutes, once.')
	expect(message?.subject).toMatch(/^\d{6}: your code for Ligne Claire$/)
})

test('a wrong code lets nobody in, the right one still does', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	expect(await enter(person.email, another(code))).toEqual({ ok: false, reason: 'wrong-code' })
	expect((await enter(person.email, code)).ok).toBe(true)
})

test('after five wrong codes the right one is refused too, until another is sent', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	for (let n = 0; n < 5; n++) expect((await enter(person.email, another(code))).ok).toBe(false)
	expect((await enter(person.email, code)).ok).toBe(false)
	await signedIn(person.email)
})

test('five tries are five also when they come at once', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	await Promise.all(Array.from({ length: 30 }, () => enter(person.email, another(code))))
	expect((await enter(person.email, code)).ok).toBe(false)
})

test('a code is worth one sign-in, also when it is used twice at once', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	const entries = await Promise.all([enter(person.email, code), enter(person.email, code)])
	expect(entries.filter(({ ok }) => ok)).toHaveLength(1)
	expect((await enter(person.email, code)).ok).toBe(false)
})

test('a code expires', async () => {
	const person = await makePerson()
	await sendCode(person.email)
	const code = await codeSentTo(person.email)
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + CODE_MINUTES * 60_000 + 1_000 })
	expect(await enter(person.email, code)).toEqual({ ok: false, reason: 'wrong-code' })
})

test('a code opens its own account only', async () => {
	const [camille, louise] = [await makePerson(), await makePerson()]
	await sendCode(camille.email)
	await sendCode(louise.email)
	expect((await enter(louise.email, await codeSentTo(camille.email))).ok).toBe(false)
})

test('an unknown address is sent nothing, makes nobody, and is answered the same', async () => {
	const person = await makePerson()
	expect(await sendCode('nobody@exemple.fr')).toEqual(await sendCode(person.email))
	expect(await db.select().from(outbox)).toMatchObject([{ recipient: person.email }])
	expect(await enter('nobody@exemple.fr', '123456')).toEqual(
		await enter(person.email, another(await codeSentTo(person.email))),
	)
})

test('a revoked session is nobody’s at the next request, and only its person can revoke it', async () => {
	const [person, somebodyElse] = [await makePerson(), await makePerson()]
	const cookies = await signedIn(person.email)
	const [session] = await listSessions(person.id)
	if (!session) throw new Error('no session')
	expect(await revokeSession(somebodyElse.id, session.id)).toBe(false)
	expect((await getVisitor(page('/compte', cookies))).person?.id).toBe(person.id)
	expect(await revokeSession(person.id, session.id)).toBe(true)
	expect((await getVisitor(page('/compte', cookies))).person).toBeNull()
	expect(await revokeSession(person.id, session.id)).toBe(false)
})

test('signing out ends the session on the server, not only in the browser', async () => {
	const person = await makePerson()
	const cookies = await signedIn(person.email)
	const forgotten = await signOut(page('/compte', cookies).headers)
	expect(forgotten.join()).toMatch(/Max-Age=0/i)
	expect((await getVisitor(page('/compte', cookies))).person).toBeNull()
	expect(await db.select().from(sessions).where(eq(sessions.userId, person.id))).toEqual([])
})

test('a session ends after its time, and a cookie that was tampered with opens nothing', async () => {
	const person = await makePerson()
	const cookies = await signedIn(person.email)
	const [name, value = ''] = (cookies[0]?.split(';')[0] ?? '').split('=')
	for (const forged of [value.replace(/^./, (sign) => (sign === 'a' ? 'b' : 'a')), value.split('.')[0] ?? '', 'x', ''])
		expect((await getVisitor(page('/', [`${name}=${forged}`]))).person).toBeNull()
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 86_400_000 })
	expect((await getVisitor(page('/compte', cookies))).person).toBeNull()
	expect(await listSessions(person.id)).toEqual([])
})

test('demo people come in by the same road', async () => {
	const person = await makePerson()
	const entered = await signInDemoPerson({ email: person.email, headers: browser })
	expect(entered).toMatchObject({ ok: true, person: { id: person.id } })
	expect(await db.select().from(outbox)).toEqual([])
})

test('who is not signed in is sent to sign in and back, in the page’s language', async () => {
	const refusal = await refusalOf(requireCustomer(page('/en/compte/factures?mois=2026-11')))
	expect(refusal.status).toBe(302)
	expect(refusal.headers.get('Location')).toBe(
		`/en/connexion?to=${encodeURIComponent('/en/compte/factures?mois=2026-11')}`,
	)
	const data = await refusalOf(requireStaff(page('/desk.data?_routes=routes%2Fdesk'), 'desk.use'))
	expect(data.headers.get('Location')).toBe('/connexion?to=%2Fdesk')
})

test('a page for others does not exist: missing and forbidden look alike', async () => {
	const customer = await makeCustomer()
	const advisor = await makeAdvisor()
	const asCustomer = await signedIn(customer.person.email)
	const asAdvisor = await signedIn(advisor.email)
	expect((await refusalOf(requireStaff(page('/desk', asCustomer), 'desk.use'))).status).toBe(404)
	expect((await refusalOf(requireStaff(page('/frictions', asAdvisor), 'insights.read'))).status).toBe(404)
	expect((await refusalOf(requireCustomer(page('/compte', asAdvisor)))).status).toBe(404)
	expect((await requireStaff(page('/desk', asAdvisor), 'desk.use')).person.id).toBe(advisor.id)
})

test('one request is one visitor, a new one has a new visit', async () => {
	const request = page('/')
	expect(await getVisitor(request)).toBe(await getVisitor(request))
	const [first, second] = await Promise.all([getVisitor(page('/')), getVisitor(page('/en'))])
	expect(first).toMatchObject({ isNewVisit: true, person: null, customer: null, lang: 'fr' })
	expect(second).toMatchObject({ isNewVisit: true, lang: 'en' })
	expect(first.visitId).not.toBe(second.visitId)
})

test('a visit of somebody anonymous ends with the day, unless they have asked for somebody; that of a customer goes on', async () => {
	const customer = await makeCustomer()
	const session = await signedIn(customer.person.email)
	const yesterday = new Date(Date.now() - 86_400_000)
	const cookieOf = (id: string, at?: Date) => visitCookie(id, at).split(';')[0] ?? ''
	const visitOf = async (...cookies: string[]) => {
		const { visitId, isNewVisit, isVisitToKeep } = await getVisitor(page('/', cookies))
		return { visitId, isNewVisit, isVisitToKeep }
	}
	const [reader, asker] = [randomUUID(), await makeLivedVisit({ at: yesterday })]
	await db.insert(leftMessages).values({
		...{
			caseId: (await openCase({ customerId: null, visitId: asker, reason: 'other', subject: 'x', lang: 'fr' })).id,
			requestKey: randomUUID(),
			visitId: asker,
		},
		...{ firstName: 'Zoé', contact: 'zoe@exemple.fr', body: 'Bonjour', lang: 'fr', trail: [], state: 'waiting' },
	})
	expect(await visitOf(cookieOf(reader))).toEqual({ visitId: reader, isNewVisit: false, isVisitToKeep: false })
	expect(await visitOf(cookieOf(reader, yesterday))).toMatchObject({ isNewVisit: true, isVisitToKeep: true })
	expect((await visitOf(cookieOf(reader, yesterday))).visitId).not.toBe(reader)
	for (const cookies of [[cookieOf(reader, yesterday), ...session], [cookieOf(asker, yesterday)]])
		expect(await visitOf(...cookies)).toMatchObject({ isNewVisit: false, isVisitToKeep: true })
	for (const forged of [
		`visit=${reader}`,
		`visit=${reader}.2026`,
		'visit=../x.2026-11-23',
		`xvisit=${reader}.2026-11-23`,
	])
		expect((await visitOf(forged)).visitId).not.toBe(reader)
})

test.each([
	'https://evil.example',
	'//evil.example',
	'/\\evil.example',
	'/a\\b',
	'javascript:alert(1)',
	'/a\r\nSet-Cookie: x=1',
	'',
	null,
	undefined,
])('nobody is sent to %j after signing in', (path) => {
	expect(safePath(path, '/compte')).toBe('/compte')
	expect(safePath('/compte/factures?mois=2026-11', '/')).toBe('/compte/factures?mois=2026-11')
})
