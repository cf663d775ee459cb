import { randomBytes } from 'node:crypto'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { afterCommit, db } from '#db/client.server'
import { handsets } from '#db/schema/handoff.server'
import type { Person } from '~/auth/people.server'
import { announce } from '~/realtime/bus.server'
import { browsersTakeCalls } from '~/telephony/access-token.server'

/** Where an advisor is rung: their telephone, or the browser of their desk when they chose it. */

export type HandsetChoice = 'telephone' | 'browser'

export interface Handset {
	/** Opaque: the name the phone company knows their browser by. */
	identity: string
	choice: HandsetChoice
	/** Whether a browser of theirs takes calls now. */
	browserAlive: boolean
}

/** A browser that gave no sign of life for this long is not rung. Hidden pages may speak once a minute only. */
export const BROWSER_EXPIRES_SECONDS = 75
/** How the phone company writes the address of a browser. */
const BROWSER_SCHEME = 'client:'

/** What an advisor chose; it begins with their telephone, and with the browser for who has none. */
export async function handsetOf({ id, phone }: Pick<Person, 'id' | 'phone'>, now = new Date()): Promise<Handset> {
	await db
		.insert(handsets)
		.values({
			personId: id,
			identity: randomBytes(16).toString('hex'),
			choice: phone ? 'telephone' : 'browser',
		})
		.onConflictDoNothing()
	const [row] = await db.select().from(handsets).where(eq(handsets.personId, id))
	if (!row) throw new Error('the handset was not stored')
	const { identity, choice, browserSeenAt } = row
	return { identity, choice, browserAlive: browserSeenAt !== null && browserSeenAt > heardSince(now) }
}

/** The advisor says where their calls ring from now on. A call that rings goes on where it rings. */
export async function chooseHandset(person: Pick<Person, 'id' | 'phone'>, choice: HandsetChoice): Promise<void> {
	await handsetOf(person)
	await db.update(handsets).set({ choice }).where(eq(handsets.personId, person.id))
	afterCommit(() => announce('desk', { kind: 'presence' }))
}

/** A browser takes calls (`true`, said again while it does), or takes no more. */
export async function browserSays(personId: string, takesCalls: boolean, now = new Date()): Promise<void> {
	await db
		.update(handsets)
		.set({ browserSeenAt: takesCalls ? now : null })
		.where(eq(handsets.personId, personId))
}

/**
 * Where each of these advisors is rung now. A browser that was chosen and is silent gives way to the
 * telephone; who has neither is left out.
 *
 * @returns addresses by person: E.164, or `client:` and the name of their browser
 */
export async function ringingAddresses(
	advisors: readonly Pick<Person, 'id' | 'phone'>[],
	now = new Date(),
): Promise<Map<string, string>> {
	const ids = advisors.map(({ id }) => id)
	const alive =
		browsersTakeCalls() && ids.length > 0
			? await db
					.select({ personId: handsets.personId, identity: handsets.identity })
					.from(handsets)
					.where(
						and(
							inArray(handsets.personId, ids),
							eq(handsets.choice, 'browser'),
							gt(handsets.browserSeenAt, heardSince(now)),
						),
					)
			: []
	const browsers = new Map(alive.map(({ personId, identity }) => [personId, `${BROWSER_SCHEME}${identity}`]))
	return new Map(
		advisors.flatMap(({ id, phone }) => {
			const address = browsers.get(id) ?? phone
			return address ? [[id, address] as const] : []
		}),
	)
}

/** Where one advisor is rung now; `null` for nowhere. */
export async function ringingAddress(
	advisor: Pick<Person, 'id' | 'phone'> | null,
	now = new Date(),
): Promise<string | null> {
	return advisor ? ((await ringingAddresses([advisor], now)).get(advisor.id) ?? null) : null
}

/** Whose browsers these addresses are, by address. */
export async function ownersOfBrowsers(addresses: readonly string[]): Promise<Map<string, string>> {
	const names = addresses.filter(isBrowser).map((address) => address.slice(BROWSER_SCHEME.length))
	if (names.length === 0) return new Map()
	const rows = await db
		.select({ identity: handsets.identity, personId: handsets.personId })
		.from(handsets)
		.where(inArray(handsets.identity, names))
	return new Map(rows.map(({ identity, personId }) => [`${BROWSER_SCHEME}${identity}`, personId]))
}

/** Whether an address is that of a browser. */
export function isBrowser(address: string | null): boolean {
	return address?.startsWith(BROWSER_SCHEME) ?? false
}

function heardSince(now: Date): Date {
	return new Date(now.getTime() - BROWSER_EXPIRES_SECONDS * 1_000)
}
