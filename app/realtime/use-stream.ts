import { useEffect, useRef } from 'react'

export interface LiveEvent {
	topic: string
	kind: string
	[detail: string]: string | number | boolean | null
}

/**
 * Listens to topics while the component is on screen. `onEvent` also runs with kind `opened` once it
 * listens, and `reconnected` after a gap: ask for what came since the page was made, or since it was cut.
 */
export function useStream(topics: string[], onEvent: (event: LiveEvent) => void): void {
	const handler = useRef(onEvent)
	handler.current = onEvent
	const key = topics.join(',')
	useEffect(() => {
		if (key === '') return
		const query = key.split(',').map((topic) => `topic=${encodeURIComponent(topic)}`)
		const source = new EventSource(`/stream?${query.join('&')}`)
		let opened = false
		source.onopen = () => {
			handler.current({ topic: '', kind: opened ? 'reconnected' : 'opened' })
			opened = true
		}
		source.onmessage = (message) => handler.current(JSON.parse(message.data))
		return () => source.close()
	}, [key])
}
