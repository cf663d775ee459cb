import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { askedSnippet, fillSnippet, matchSnippets } from './fill-snippet'
import type { Snippet } from './snippets.server'

const MOST_SHOWN = 8

/**
 * Phrases in a field: `/` after a space or at the start asks for them, arrows choose, Enter or Tab puts the
 * words there, Escape leaves the sign as it was typed. Nothing is sent by it.
 */
export function useSnippets(
	field: RefObject<HTMLTextAreaElement>,
	snippets: Snippet[],
	names: { customer: string; advisor: string },
) {
	const id = useId()
	const [query, setQuery] = useState<string | null>(null)
	const [at, setAt] = useState(0)
	const found = query === null ? [] : matchSnippets(snippets, query, MOST_SHOWN)
	const active = Math.min(at, Math.max(0, found.length - 1))
	const isOpen = query !== null && snippets.length > 0

	const asked = () => (field.current ? askedSnippet(field.current.value, field.current.selectionStart) : null)
	function look() {
		setQuery(asked()?.query ?? null)
		setAt(0)
	}
	function pick(snippet: Snippet) {
		const place = asked()
		if (!field.current || !place) return
		field.current.setRangeText(fillSnippet(snippet.body, names), place.from, field.current.selectionStart, 'end')
		field.current.focus()
		setQuery(null)
	}
	/** @returns whether the key was for the phrases */
	function press(event: KeyboardEvent): boolean {
		const chosen = found[active]
		if (!isOpen || event.ctrlKey || event.metaKey) return false
		if (event.key === 'Escape') setQuery(null)
		else if (event.key === 'ArrowDown' && chosen) setAt((active + 1) % found.length)
		else if (event.key === 'ArrowUp' && chosen) setAt((active + found.length - 1) % found.length)
		else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen)
		else return false
		event.preventDefault()
		event.stopPropagation()
		return true
	}
	return {
		picker: isOpen ? { id, found, active, onPick: pick } : null,
		look,
		press,
		/** For the field: which phrase is meant while the focus stays in it. */
		aria: isOpen
			? { 'aria-controls': id, 'aria-activedescendant': found.length > 0 ? `${id}-${active}` : undefined }
			: {},
	}
}
