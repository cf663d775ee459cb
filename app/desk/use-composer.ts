import { createContext, useContext } from 'react'

/** What opens above the field, one at a time. */
export type ComposerPanel = 'article' | 'snippets' | 'note'

export interface Composer {
	/** First name of the customer. */
	name: string
	lang: 'fr' | 'en'
	/** What the customer last wrote. */
	lastWords: string
	/** Where remarks on the help pages go. */
	proposalsUrl: string
	panel: ComposerPanel | null
	open: (panel: ComposerPanel | null) => void
	/** Puts words where the caret is, and goes back to the field. */
	insert: (words: string) => void
	/** Sends a message of its own, and goes back to the field. */
	send: (body: string, extra?: { articleId: string }) => void
}

export const ComposerContext = createContext<Composer | null>(null)

/** The composer around this part of it. */
export function useComposer(): Composer {
	const composer = useContext(ComposerContext)
	if (!composer) throw new Error('outside of a composer')
	return composer
}
