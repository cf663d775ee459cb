import type { Lang } from '~/i18n/language'

/** Documents played on calls. Pure text: the same call asking again gets the same document. */

const VOICES = {
	fr: { voice: 'Polly.Lea-Neural', language: 'fr-FR' },
	en: { voice: 'Polly.Amy-Neural', language: 'en-GB' },
} as const

/** The advisor hears who asked and why, and presses a key: a voicemail presses none. */
export function whisper({
	words,
	lang,
	keyUrl,
	keySeconds,
}: {
	words: string
	lang: Lang
	keyUrl: string
	keySeconds: number
}): string {
	return document(
		element(
			'Gather',
			{ numDigits: '1', timeout: String(keySeconds), action: keyUrl, method: 'POST', actionOnEmptyResult: 'true' },
			say(words, lang),
		),
	)
}

/** Rings the customer; the advisor hears it ring. */
export function ringCustomer(leg: {
	number: string
	callerId: string
	endedUrl: string
	statusUrl: string
	ringSeconds: number
	talkSeconds: number
}): string {
	const number = element(
		'Number',
		{
			statusCallback: leg.statusUrl,
			statusCallbackMethod: 'POST',
			statusCallbackEvent: 'initiated ringing answered completed',
		},
		escaped(leg.number),
	)
	return document(
		element(
			'Dial',
			{
				callerId: leg.callerId,
				timeout: String(leg.ringSeconds),
				timeLimit: String(leg.talkSeconds),
				action: leg.endedUrl,
				method: 'POST',
			},
			number,
		),
	)
}

/** Reads a message aloud, a second after each line; digits apart from each other are read one by one. */
export function readAloud(lines: readonly string[], lang: Lang): string {
	const spoken = lines.flatMap((line) => (/^\d( \d)+$/.test(line) ? line.split(' ') : [line]))
	const pause = element('Pause', { length: '1' })
	return document(spoken.map((words) => say(words, lang) + pause).join('') + element('Hangup'))
}

/** Says something, when there is something to say, and ends the call. */
export function sayAndHangUp(words: string | null, lang: Lang): string {
	return document((words ? say(words, lang) : '') + element('Hangup'))
}

function say(words: string, lang: Lang): string {
	return element('Say', VOICES[lang], escaped(words))
}

function document(content: string): string {
	return `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`
}

function element(name: string, attributes: Record<string, string> = {}, content = ''): string {
	const written = Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${escaped(value)}"`)
		.join('')
	return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign]};`)
}
