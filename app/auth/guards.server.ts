import { randomUUID } from 'node:crypto'
import { redirect } from '@remix-run/node'
import type { customers } from '#db/schema/accounts.server'
import { findCustomerOfPerson } from '~/accounts/customers.server'
import { NO_VISIT } from '~/friction/no-visit'
import { asksNotToBeFollowed, keepForHandoffOnly } from '~/friction/not-followed.server'
import { hasAskedForSomebody } from '~/handoff/asked-in-visit.server'
import { type Lang, languageOf, localPath } from '~/i18n/language'
import type { Person } from './people.server'
import { may, type Permission } from './roles'
import { findSession } from './session-lookup.server'
import { readVisitCookie, visitCookie } from './visit-cookie.server'

export type { Person }
export type Customer = typeof customers.$inferSelect

/** Whoever asks: with or without an account, with the visit their path belongs to. */
export interface Visitor {
	/** Random. Lasts until the browser closes; of somebody anonymous, until the day ends. */
	visitId: string
	/** Whether the visit began with this request. */
	isNewVisit: boolean
	/** Whether the browser is still to be told of the visit, or that it goes on today. */
	isVisitToKeep: boolean
	lang: Lang
	person: Person | null
	customer: Customer | null
	sessionId: string | null
}

/** Set anew by the server for each request: the framework gives every loader a copy of its own. */
const REQUEST_ID = 'x-relais-new-visit'
const MOST_KNOWN = 256
const known = new Map<string | Request, Promise<Visitor>>()

/**
 * Who is asking; read once a request however many loaders ask. An action reads on its own, because
 * the loaders after it must see what it changed.
 */
export function getVisitor(request: Request): Promise<Visitor> {
	const key = (request.method === 'GET' && request.headers.get(REQUEST_ID)) || request
	let visitor = known.get(key)
	if (!visitor) {
		if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value as string)
		known.set(key, (visitor = readVisitor(request)))
	}
	return visitor
}

/** A signed-in customer, or the way to sign in and come back. */
export async function requireCustomer(request: Request): Promise<Visitor & { person: Person; customer: Customer }> {
	const visitor = await getVisitor(request)
	if (!visitor.person) throw signInFirst(request, visitor.lang)
	if (!visitor.customer) throw notFound()
	return visitor as Visitor & { person: Person; customer: Customer }
}

/** A member of staff who may do this; the page does not exist for anybody else. */
export async function requireStaff(
	request: Request,
	permission: Permission,
): Promise<{ person: Person; visitor: Visitor }> {
	const visitor = await getVisitor(request)
	if (!visitor.person) throw signInFirst(request, visitor.lang)
	if (!may(visitor.person.role, permission)) throw notFound()
	return { person: visitor.person, visitor }
}

/** Missing and forbidden look alike. */
export function notFound(): Response {
	return new Response(null, { status: 404, statusText: 'Not Found' })
}

/** The header that keeps a visit; `null` when the browser has it already. */
export function visitHeader({ visitId, isVisitToKeep }: Visitor): string | null {
	return isVisitToKeep ? visitCookie(visitId) : null
}

/** The headers that end a visit: from this browser nothing of it can be opened any more. */
export function endVisitHeaders(): string[] {
	return ['visit', '__Host-visit', 'chats', '__Host-chats'].map(
		(name) => `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`,
	)
}

/** A path of this site to go to, or the fallback: never another site. */
export function safePath(path: FormDataEntryValue | string | null | undefined, fallback: string): string {
	if (typeof path !== 'string' || !/^\/(?![/\\])/.test(path) || /[\r\n\t\\]/.test(path)) return fallback
	return path
}

async function readVisitor(request: Request): Promise<Visitor> {
	const url = new URL(request.url)
	// The page is rendered to be shown to anybody: it belongs to no visit.
	if (request.headers.has('x-relais-impersonal'))
		return {
			visitId: NO_VISIT,
			isNewVisit: false,
			isVisitToKeep: false,
			lang: languageOf(url.pathname),
			person: null,
			customer: null,
			sessionId: null,
		}
	const cookies = request.headers.get('cookie') ?? ''
	const session = await findSession(request)
	const person = session?.person ?? null
	const kept = readVisitCookie(cookies)
	const goesOn = kept !== null && (kept.isOfToday || person !== null || (await hasAskedForSomebody(kept.id)))
	const visitId = goesOn ? kept.id : (request.headers.get(REQUEST_ID) ?? randomUUID())
	if (asksNotToBeFollowed(request.headers)) keepForHandoffOnly(visitId)
	const staffPage = /^\/(desk|frictions|studio|admin)(\/|\.|$)/.test(url.pathname)
	return {
		visitId,
		isNewVisit: !goesOn,
		isVisitToKeep: !goesOn || !kept.isOfToday,
		lang: staffPage && person ? person.lang : languageOf(url.pathname),
		person,
		customer: person ? await findCustomerOfPerson(person.id) : null,
		sessionId: session?.sessionId ?? null,
	}
}

function signInFirst(request: Request, lang: Lang): Response {
	const url = new URL(request.url)
	const back =
		request.method === 'GET' ? url.pathname.replace(/\.data$/, '') + url.search.replace(/[?&]_routes=[^&]*/, '') : '/'
	return redirect(`${localPath(lang, '/connexion')}?to=${encodeURIComponent(back)}`)
}
