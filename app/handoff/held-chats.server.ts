import { inArray } from 'drizzle-orm'
import { db } from '#db/client.server'
import { conversations } from '#db/schema/handoff.server'
import { getVisitor } from '~/auth/guards.server'
import { HELD_COOKIE } from '~/auth/held-cookie.server'
import { environment } from '~/env.server'
import { whetherOpensChat } from './chat-links.server'
import type { Owner } from './conversations.server'

/** The newest stay; nobody follows more conversations than this by links. */
const MOST_HELD = 5
/** How often a conversation that was taken up again is followed to the next. */
const LONGEST_CHAIN = 10

/**
 * Whose conversations whoever asks may open: those of their visit, of their account, and those whose
 * link this browser followed.
 */
export async function chatOwner(request: Request): Promise<Owner & { held: string[] }> {
	const { visitId, customer } = await getVisitor(request)
	return { visitId, customerId: customer?.id ?? null, held: await heldChats(request) }
}

/**
 * The conversations a browser opened by their links, while the links still open them, and those by
 * which they went on.
 */
export async function heldChats(request: Request, now = new Date()): Promise<string[]> {
	const keys = readKeys(request)
	if (keys.size === 0) return []
	const rows = await db
		.select()
		.from(conversations)
		.where(inArray(conversations.id, [...keys.keys()]))
	const open = rows.filter((chat) => whetherOpensChat(keys.get(chat.id) ?? '', chat, now).state === 'open')
	return withWhatFollows(open.map(({ id }) => id))
}

/** The header by which a browser keeps the key of a conversation, as long as it stays open. */
export function holdHeader(request: Request, id: string, key: string): string {
	const keys = readKeys(request)
	keys.delete(id)
	keys.set(id, key)
	const value = [...keys]
		.slice(-MOST_HELD)
		.map((pair) => pair.join('~'))
		.join('|')
	return `${HELD_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax${environment().secure ? '; Secure' : ''}`
}

function readKeys(request: Request): Map<string, string> {
	const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
	const value = cookies.find((cookie) => cookie.startsWith(`${HELD_COOKIE}=`))?.slice(HELD_COOKIE.length + 1) ?? ''
	const pairs = value.split('|').map((part) => part.split('~'))
	return new Map(
		pairs.filter(([id, key]) => /^[0-9a-f-]{36}$/.test(id ?? '') && key).map(([id = '', key = '']) => [id, key]),
	)
}

async function withWhatFollows(ids: string[]): Promise<string[]> {
	const all = new Set(ids)
	for (let latest = ids, rounds = 0; latest.length > 0 && rounds < LONGEST_CHAIN; rounds++) {
		const next = await db
			.select({ id: conversations.id })
			.from(conversations)
			.where(inArray(conversations.followsId, latest))
		latest = next.map(({ id }) => id).filter((id) => !all.has(id))
		for (const id of latest) all.add(id)
	}
	return [...all]
}
