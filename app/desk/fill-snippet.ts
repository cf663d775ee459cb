/** Puts first names where a phrase has a place for them: `{prénom}` or `{name}`, `{conseiller}` or `{advisor}`. */
export function fillSnippet(body: string, names: { customer: string; advisor: string }): string {
	return body
		.replace(/\{(prénom|prenom|name)\}/gi, names.customer)
		.replace(/\{(conseiller|conseillère|advisor)\}/gi, names.advisor)
}

/** What is being looked for after `/` just before the caret; `null` when no phrase is asked for. */
export function askedSnippet(text: string, caret: number): { query: string; from: number } | null {
	const before = text.slice(0, caret).match(/(?:^|\s)\/([\p{L}\d-]*)$/u)
	if (!before) return null
	const query = before[1] ?? ''
	return { query, from: caret - query.length - 1 }
}

/** Those whose shortcut begins with what is typed, then those that hold it anywhere. */
export function matchSnippets<T extends { shortcut: string; title: string }>(
	among: T[],
	query: string,
	most: number,
): T[] {
	const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
	const wanted = fold(query)
	const begins = among.filter(({ shortcut }) => fold(shortcut).startsWith(wanted))
	const holds = among.filter((one) => !begins.includes(one) && fold(`${one.shortcut} ${one.title}`).includes(wanted))
	return [...begins, ...holds].slice(0, most)
}
