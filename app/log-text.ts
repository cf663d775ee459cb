/**
 * The text of an error without what belongs to people: the values of a failed statement, which the
 * database client writes under its text, and telephone numbers, which phone companies quote.
 */
export function withoutValues(text: string): string {
	return text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/g, '\nparams: …').replace(/(?:\+|%2B)\d{8,15}/gi, '+…')
}
