import { asc, eq } from 'drizzle-orm'
import { db } from '#db/client.server'
import { callbacks } from '#db/schema/handoff.server'
import { roundWaitMinutes } from '~/i18n/format'
import { everyTick } from '~/jobs/runner.server'
import { log } from '~/log.server'
import { announce, isHeard, listen } from '~/realtime/bus.server'
import { type AvailabilityReason, availability } from './availability.server'
import type { Conversation } from './conversations.server'
import { openingAt } from './hours.server'
import { listPlaces, placeOf, queuePlace } from './queue.server'
import { readRhythm, waitBehind } from './wait.server'

/** What somebody who waits is told of their place. */
export interface PlaceTold {
	position: number
	/** As it is said to people; `null` when nobody is there to answer. */
	waitMinutes: number | null
	/** Why the queue is not an ordinary one; `open` when it is. */
	reason: AvailabilityReason
	/** Everybody who is there let it pass, and is asked again after a pause. */
	asksAgain: boolean
}

/** Changes close together are worked out once for everybody. */
const WORK_OUT_EVERY_MS = 400
/** Hours end without an event. */
const LOOK_SECONDS = 10

const told = new Map<string, string>()
let timer: NodeJS.Timeout | undefined
let working = false

for (const topic of ['desk', 'availability']) listen(topic, () => workOutSoon())
everyTick('queue-board', LOOK_SECONDS, tellPlaces)

/**
 * Tells everybody who waits and has a page open their place and wait, when it changed for them: the
 * whole queue is read once a change, whatever the number of those who wait.
 *
 * @returns how many were told something new
 */
export async function tellPlaces(now = new Date()): Promise<number> {
	const places = await placesOf(now)
	let news = 0
	for (const [id, place] of places) {
		const said = JSON.stringify(place)
		if (told.get(id) === said || !isHeard(`conversation:${id}`)) continue
		told.set(id, said)
		announce(`conversation:${id}`, { kind: 'place', ...place })
		news++
	}
	for (const id of told.keys()) if (!places.has(id)) told.delete(id)
	return news
}

/** The place of one who waits, for a page that is drawn. */
export async function placeTold(chat: Conversation, now = new Date()): Promise<PlaceTold> {
	const [{ position, expectedWaitSeconds }, { reason }] = await Promise.all([queuePlace(chat, now), availability()])
	return {
		position,
		waitMinutes: expectedWaitSeconds === null ? null : roundWaitMinutes(expectedWaitSeconds),
		reason,
		asksAgain: asksAgain(chat),
	}
}

/** The place of each who waits, as it is told. */
async function placesOf(now = new Date()): Promise<Map<string, PlaceTold>> {
	const waiting = await listPlaces()
	if (waiting.length === 0) return new Map()
	const [calls, state] = await Promise.all([
		db
			.select({ dueAt: callbacks.dueAt })
			.from(callbacks)
			.where(eq(callbacks.state, 'queued'))
			.orderBy(asc(callbacks.dueAt)),
		availability(now),
	])
	const advisors = openingAt('chat', now).open ? state.chat.advisors : 0
	const rhythm = await readRhythm({ advisors, now })
	const places = new Map<string, PlaceTold>()
	let callsBefore = 0
	waiting.forEach((chat, index) => {
		const at = placeOf(chat)
		for (let next = calls[callsBefore]; next && next.dueAt < at; next = calls[callsBefore]) callsBefore++
		const seconds = rhythm && waitBehind(index + callsBefore, rhythm)
		places.set(chat.id, {
			position: index + 1,
			waitMinutes: seconds === null ? null : roundWaitMinutes(seconds),
			reason: state.reason,
			asksAgain: asksAgain(chat),
		})
	})
	return places
}

const asksAgain = ({ asksAgainAt, offeredTo }: Pick<Conversation, 'asksAgainAt' | 'offeredTo'>) =>
	asksAgainAt !== null && offeredTo === null

function workOutSoon(): void {
	timer ??= setTimeout(async () => {
		timer = undefined
		if (working) return workOutSoon()
		working = true
		try {
			await tellPlaces()
		} catch (error) {
			log.error({ error: String(error) }, 'those who wait could not be told their place')
		} finally {
			working = false
		}
	}, WORK_OUT_EVERY_MS)
	timer.unref()
}
