import type { LineState } from './backend'

/** What a form sends of the line it was shown with: nothing is done when the line is no longer so. */
export function LineAsShown({ line, requestKey }: { line: LineState; requestKey: string }) {
	return (
		<>
			<input type="hidden" name="label" value={line.label} />
			<input type="hidden" name="state" value={line.state} />
			<input type="hidden" name="requestKey" value={requestKey} />
		</>
	)
}
