import { EventEmitter } from 'node:events'

/** A hint that something changed; the database says what. */
export interface LiveEvent {
	topic: string
	kind: string
	[detail: string]: string | number | boolean | null
}

const emitter = new EventEmitter().setMaxListeners(0)

/** Topics whose events say no more than « look again »: of several close together, the last is enough. */
const HINTS_ONLY = ['desk', 'availability']
/** Between two hints of such a topic to one listener. */
export const HINT_EVERY_MS = 250

/** Tells every open stream of this process that `topic` changed. Call it once the change is committed. */
export function announce(topic: string, event: Omit<LiveEvent, 'topic'> & { kind: string }): void {
	emitter.emit(topic, { ...event, topic } as LiveEvent)
}

/** Whether anybody listens to a topic in this process. */
export function isHeard(topic: string): boolean {
	return emitter.listenerCount(topic) > 0
}

/** @returns the function that stops listening */
export function listen(topic: string, listener: (event: LiveEvent) => void): () => void {
	emitter.on(topic, listener)
	return () => emitter.off(topic, listener)
}

/**
 * Listens for an open page. Events of a topic that only hints come at once when it was quiet, then at
 * most one every `HINT_EVERY_MS`; the last of a burst always comes, so that what is read after it
 * holds everything. Events of other topics carry something each: they come one by one, at once.
 *
 * @returns the function that stops listening
 */
export function listenPaced(topic: string, listener: (event: LiveEvent) => void): () => void {
	if (!HINTS_ONLY.includes(topic)) return listen(topic, listener)
	let last: LiveEvent | undefined
	let quietUntil: NodeJS.Timeout | undefined
	const tell = (event: LiveEvent) => {
		last = undefined
		quietUntil = setTimeout(() => {
			quietUntil = undefined
			if (last) tell(last)
		}, HINT_EVERY_MS)
		listener(event)
	}
	const deaf = listen(topic, (event) => {
		if (quietUntil) last = event
		else tell(event)
	})
	return () => {
		deaf()
		clearTimeout(quietUntil)
	}
}
