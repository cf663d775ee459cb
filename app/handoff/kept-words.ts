/**
 * Words that are not sent yet, kept by the browser through reloads, cuts and closed tabs. They stay
 * on this computer for a day at most, and go when the person signs out or leaves the conversation.
 */
const PREFIX = 'relais-words:'
const KEPT_MS = 86_400_000

interface Kept<T> {
	at: number
	value: T
}

export const draftKey = (conversationId: string) => `${PREFIX}${conversationId}:draft`
export const unsentKey = (conversationId: string) => `${PREFIX}${conversationId}:unsent`

/** Keeps a value; an empty one is forgotten. */
export function keepWords(key: string, value: string | unknown[]): void {
	attempt(() => {
		if (value.length === 0) localStorage.removeItem(key)
		else localStorage.setItem(key, JSON.stringify({ at: Date.now(), value }))
	})
}

export function keptWords<T>(key: string, otherwise: T): T {
	return (
		attempt(() => {
			const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept<T> | null
			if (kept && Date.now() - kept.at < KEPT_MS) return kept.value
			localStorage.removeItem(key)
			return otherwise
		}) ?? otherwise
	)
}

/** Words that could not be sent go back where they were written, unless something else is there already. */
export function giveWordsBack(field: HTMLTextAreaElement | null, key: string, words: string): void {
	if (field?.value !== '') return
	field.value = words
	keepWords(key, words)
}

/** Forgets what is kept of one conversation, or of all. */
export function forgetWords(conversationId = ''): void {
	attempt(() => {
		for (const key of Object.keys(localStorage))
			if (key.startsWith(`${PREFIX}${conversationId}`)) localStorage.removeItem(key)
	})
}

/** On a shared computer, signing out leaves nothing of what was being written. */
export function forgetWordsOnSignOut(): void {
	document.addEventListener('submit', ({ target }) => {
		if (target instanceof HTMLFormElement && target.action.endsWith('/deconnexion')) forgetWords()
	})
}

/** Storage may be full or refused: the words then live as long as the page. */
function attempt<T>(work: () => T): T | undefined {
	try {
		return work()
	} catch {
		return undefined
	}
}
