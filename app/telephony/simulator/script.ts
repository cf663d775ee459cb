/** Reads the documents that calls play: the few verbs that Relais uses, and how a telephone hears them. */

export interface Verb {
	name: string
	attributes: Record<string, string>
	text: string
	children: Verb[]
}

const TOKEN = /<\?[^>]*\?>|<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g

/**
 * The verbs of a document, in order.
 *
 * @throws when it is not a `<Response>`
 */
export function readScript(xml: string): Verb[] {
	const top: Verb = { name: '', attributes: {}, text: '', children: [] }
	const open = [top]
	for (const [, closing, name, attributes = '', alone, text] of xml.matchAll(TOKEN)) {
		const parent = open.at(-1) ?? top
		if (text !== undefined) parent.text += unescaped(text).trim()
		else if (closing) open.pop()
		else if (name) {
			const verb: Verb = { name, attributes: {}, text: '', children: [] }
			for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) verb.attributes[key] = unescaped(value)
			parent.children.push(verb)
			if (!alone) open.push(verb)
		}
	}
	const [response] = top.children
	if (response?.name !== 'Response') throw new Error('12100 Document parse failure: no <Response>')
	return response.children
}

/** What is spoken inside a verb. */
export function spokenIn(verb: Verb): string[] {
	return verb.name === 'Say' ? [verb.text] : verb.children.flatMap(spokenIn)
}

function unescaped(text: string): string {
	return text.replace(
		/&(lt|gt|quot|apos|amp);/g,
		(_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '',
	)
}
