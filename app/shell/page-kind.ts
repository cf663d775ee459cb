import type { UIMatch } from '@remix-run/react'

export type NavEntry = 'aide' | 'compte' | 'echanges' | 'poste' | 'articles' | 'frictions' | 'planning'

/** What a route module says of its page through `handle`. */
export interface PageHandle {
	surface?: 'customer' | 'staff'
	/** `false`: the page is links and forms, React does not start in the browser. */
	hydrate?: boolean
	nav?: NavEntry
	/** `false` on staff pages and where the page itself is the conversation. */
	dock?: boolean
}

/** The deepest route that says something decides; an error page is a customer page that is not hydrated. */
export function pageKind(
	matches: UIMatch[],
	failed: boolean,
): Required<Omit<PageHandle, 'nav'>> & { nav: NavEntry | undefined } {
	const handle: PageHandle = Object.assign({}, ...matches.map((match) => match.handle ?? {}))
	return {
		surface: handle.surface ?? 'customer',
		hydrate: failed ? false : (handle.hydrate ?? true),
		nav: handle.nav,
		dock: failed ? true : (handle.dock ?? true),
	}
}
