import { EventEmitter } from 'node:events'

/** A hint that something changed; the database says what. */
export interface LiveEvent {
	topic: string
	kind: string
	[detail: string]: string | number | boolean | null
}

const emitter = new EventEmitter().setMaxListeners(0)

/** Tells every open stream of this process that `topic` changed. Call it once the change is committed. */
export function announce(topic: string, event: Omit<LiveEvent, 'topic'> & { kind: string }): void {
	emitter.emit(topic, { ...event, topic } as LiveEvent)
}

/** @returns the function that stops listening */
export function listen(topic: string, listener: (event: LiveEvent) => void): () => void {
	emitter.on(topic, listener)
	return () => emitter.off(topic, listener)
}
