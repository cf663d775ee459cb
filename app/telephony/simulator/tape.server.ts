/** What passed between the simulated phone company and the application, newest first; kept in memory. */
export interface TapeEntry {
	id: number
	at: Date
	callSid: string
	/** Path of the webhook. */
	path: string
	/** What it said, in short. */
	what: string
	/** HTTP status of the answer; `null` when none came. */
	answer: number | null
	/** The document received, for a call's instructions. */
	document: string | null
}

const LENGTH = 200
const entries: TapeEntry[] = []
let counted = 0

export function writeOnTape(entry: Omit<TapeEntry, 'id' | 'at'>): void {
	entries.unshift({ ...entry, id: ++counted, at: new Date() })
	entries.length = Math.min(entries.length, LENGTH)
}

export function readTape(limit = 40): TapeEntry[] {
	return entries.slice(0, limit)
}
