/** A part of a message: words as they are, or an address that can be followed. */
export type LinkedPart =
	| { kind: 'words'; text: string }
	| {
			kind: 'link'
			text: string
			href: string
			/** Of another site. */
			away: boolean
			/** Where it really leads, when the words could be read as another place. */
			host: string | null
	  }

const CANDIDATE = /https?:\/\/[^\s<>"]+|(?<![\w/])\/(?:en\/)?articles\/[a-z0-9-]+(?:#[a-z0-9-]+)?/gi
/** Ends a sentence rather than an address. */
const SENTENCE_END = /[.,;:!?'’»”"…*_\u00a0\u202f]+$/u
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/**
 * Cuts a message into words and addresses. Only `http`, `https` and pages of this site become
 * links; an address that hides its site behind a name and an `@` stays words. Signs of another
 * alphabet in the name of a site are shown as what they are.
 */
export function linkedParts(text: string): LinkedPart[] {
	const parts: LinkedPart[] = []
	let kept = 0
	for (const match of text.matchAll(CANDIDATE)) {
		const written = withoutEnd(match[0])
		const link = linkTo(written)
		if (!link) continue
		if (match.index > kept) parts.push({ kind: 'words', text: text.slice(kept, match.index) })
		parts.push(link)
		kept = match.index + written.length
	}
	if (kept < text.length) parts.push({ kind: 'words', text: text.slice(kept) })
	return parts
}

function linkTo(text: string): LinkedPart | null {
	if (text.startsWith('/')) return { kind: 'link', text, href: text, away: false, host: null }
	if (!URL.canParse(text)) return null
	const url = new URL(text)
	if (!/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname) return null
	const written = text.replace(/^https?:\/\//i, '').split(/[/?#]/)[0] ?? ''
	const host = written.toLowerCase() === url.host ? null : url.host
	return { kind: 'link', text, href: url.href, away: true, host }
}

/** A closing sign goes with the address only when it was opened in it. */
function withoutEnd(written: string): string {
	for (let address = written; ; ) {
		const shorter = address.replace(SENTENCE_END, '')
		const last = shorter.at(-1) ?? ''
		const opening = PAIRS[last]
		const isUnopened = opening && count(shorter, last) > count(shorter, opening)
		const next = isUnopened ? shorter.slice(0, -1) : shorter
		if (next === address) return address
		address = next
	}
}

function count(text: string, sign: string): number {
	return text.split(sign).length - 1
}
