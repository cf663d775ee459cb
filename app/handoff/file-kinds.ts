/** What is told of a file that was sent with a message. */
export interface SentFile {
	id: string
	name: string
	type: 'image/jpeg' | 'image/png' | 'application/pdf' | 'text/plain'
	bytes: number
	width: number | null
	height: number | null
}

export type FileRefusal = 'file-kind' | 'file-empty' | 'file-large' | 'file-broken' | 'files-many' | 'files-full'

/** In bytes; of the form as a whole, `app/server/body.ts` keeps its own. */
export const LARGEST_FILE = 10_000_000
export const MOST_FILES = 5
/** What a browser offers to choose from. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt,.log'
