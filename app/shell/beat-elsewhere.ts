const EVERY_MS = 20_000

/**
 * Says from a page of staff without the queue that somebody works there: their conversations stay theirs,
 * and nobody is offered to them whom they would not see.
 *
 * @returns what ends it
 */
export function beatElsewhere(): () => void {
	const beat = () => {
		void fetch('/desk/beat', { method: 'POST', body: new URLSearchParams({ at: 'elsewhere' }) }).catch(() => {})
	}
	beat()
	const timer = setInterval(beat, EVERY_MS)
	return () => clearInterval(timer)
}
