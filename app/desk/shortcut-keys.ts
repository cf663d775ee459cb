/** What a key alone does at the desk. Letters are where French and English keyboards have them alike. */
export const SHORTCUTS: Record<string, Does> = {
	j: 'next',
	k: 'previous',
	t: 'take',
	h: 'home',
	r: 'reply',
	i: 'article',
	n: 'note',
	s: 'support',
	p: 'pass',
	c: 'conclude',
	f: 'beside',
	'?': 'help',
}
type Does =
	| 'next'
	| 'previous'
	| 'take'
	| 'home'
	| 'reply'
	| 'article'
	| 'note'
	| 'support'
	| 'pass'
	| 'conclude'
	| 'beside'
	| 'help'

/** What a key acts on: the first thing on the page that carries its name. */
export function targetOf(does: Does): HTMLElement | null {
	return document.querySelector<HTMLElement>(`[data-desk="${does}"]`)
}

/** Goes on in a panel that was just asked for; not where a keyboard would rise over it from the screen. */
export function focusOnOpening(field: HTMLElement | null): void {
	if (window.matchMedia('(pointer: fine)').matches) field?.focus()
}

/** Whether keys are words here: a field, a list of choices, or text that is edited. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false
	return target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select')
}

/** Puts the focus on the next line of the queue, whatever it is about; Enter then opens it. */
export function moveInQueue(way: 'next' | 'previous'): void {
	const queue = document.querySelector('#file')
	if (queue && queue.getClientRects().length === 0) {
		// On a narrow window it gave its room to what is known of the contact.
		document.querySelector<HTMLElement>('[data-desk-shows=queue]')?.click()
		requestAnimationFrame(() => queue.getClientRects().length > 0 && moveInQueue(way))
		return
	}
	const rows = [...document.querySelectorAll<HTMLElement>('#file .queue-row a, #file [data-desk-row]')]
	const at = rows.indexOf(document.activeElement as HTMLElement)
	const current = at >= 0 ? at : rows.findIndex((row) => row.closest('[aria-current]'))
	const next = rows[way === 'next' ? Math.min(current + 1, rows.length - 1) : Math.max(current - 1, 0)]
	next?.focus()
	next?.scrollIntoView({ block: 'nearest' })
}
