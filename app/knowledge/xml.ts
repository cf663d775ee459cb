const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const SPECIAL = /[&<>"]/g
/** Characters that no XML document may hold, even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text for an XML element or attribute. */
export function escapeXml(text: string): string {
	return text.replace(FORBIDDEN, '').replace(SPECIAL, (character) => ENTITIES[character] ?? '')
}
