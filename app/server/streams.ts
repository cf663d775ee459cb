import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Platform } from './platform'
import { toWebRequest } from './web'

const PING_MS = 20_000
/** The browser returns by itself: a stream that died unseen is found within this time. */
const LIFE_MS = 60_000
const RETRY_MS = 1_000
const MAX_TOPICS = 8

/** The streams that are open, so that a stop can end them. */
export class Streams {
	#open = new Set<() => void>()

	add(end: () => void): void {
		this.#open.add(end)
	}

	/** @returns `false` when it had ended */
	delete(end: () => void): boolean {
		return this.#open.delete(end)
	}

	get size(): number {
		return this.#open.size
	}

	endAll(): void {
		for (const end of this.#open) end()
	}
}

/** GET /stream?topic=…: events as hints, for the topics this person may hear of. */
export async function serveStream({
	request,
	response,
	platform,
	streams,
}: {
	request: IncomingMessage
	response: ServerResponse
	platform: Platform
	streams: Streams
}): Promise<void> {
	try {
		const url = new URL(request.url ?? '/', platform.environment().publicUrl)
		const topics = [...new Set(url.searchParams.getAll('topic'))].slice(0, MAX_TOPICS)
		const asked = toWebRequest(request, platform.environment().publicUrl)
		const rights = await Promise.all(topics.map((topic) => platform.rightToHear(asked, topic)))
		if (topics.length === 0 || rights.includes(null)) {
			response.writeHead(404).end()
			return
		}
		const attended = rights.flatMap((right) => right?.attends ?? [])
		// The queue with the advisor's own topic is the desk; browsers let the clock of a page that nobody looks at
		// run once a minute, and an advisor who works beside it is there all the same.
		const works = topics.includes('desk') ? rights.flatMap((right) => right?.works ?? []) : []
		open({ response, topics, attended, works, platform, streams })
	} catch (error) {
		platform.log.error({ error: String(error) }, 'a stream could not be opened')
		if (!response.headersSent) response.writeHead(500)
		response.end()
	}
}

function open({
	response,
	topics,
	attended,
	works,
	platform,
	streams,
}: {
	response: ServerResponse
	topics: string[]
	/** Conversations whose customer this is. */
	attended: string[]
	/** Advisors whose desk this is. */
	works: string[]
	platform: Platform
	streams: Streams
}): void {
	response.writeHead(200, {
		'Content-Type': 'text/event-stream; charset=utf-8',
		'Cache-Control': 'no-store',
		'X-Accel-Buffering': 'no',
		'X-Content-Type-Options': 'nosniff',
	})
	response.write(`retry: ${RETRY_MS}\n\n`)
	const deaf = topics.map((topic) =>
		platform.listenPaced(topic, (event) => response.write(`data: ${JSON.stringify(event)}\n\n`)),
	)
	const leave = attended.map((conversationId) => platform.attend(conversationId))
	const ping = setInterval(() => {
		response.write(': ping\n\n')
		for (const id of works)
			platform
				.beat(id)
				.catch((error: unknown) => platform.log.error({ error: String(error) }, 'a sign of life was not kept'))
	}, PING_MS)
	// Nothing may be written once it ends: a slow reader closes later.
	const end = () => {
		clearInterval(ping)
		clearTimeout(life)
		if (!streams.delete(end)) return
		for (const stop of [...deaf, ...leave]) stop()
		response.end()
	}
	const life = setTimeout(end, LIFE_MS)
	streams.add(end)
	response.on('error', end)
	response.on('close', end)
}
