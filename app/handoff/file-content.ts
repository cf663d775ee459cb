type FileContent = 'jpeg' | 'png' | 'webp' | 'pdf' | 'text'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** A browser that is asked nothing else reads these as a page, a drawing or a program. */
const MARKUP = /^\s*<|<(?:!doctype|html|head|body|svg|script|iframe|object|embed|\?xml|\?php|%)/i
/** Sentences of a PDF that start a program or carry another file. */
const ACTIVE_PDF = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b/
const MARKUP_LOOKED_AT = 64_000
const PDF_END_LOOKED_AT = 2_048

/**
 * What a file is, told by what it holds and never by its name: one of the few kinds that are
 * taken, `null` for everything else. A file that begins as one kind and holds another is none.
 */
export function contentOf(bytes: Buffer): FileContent | null {
	if (bytes.length === 0) return null
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
	if (bytes.subarray(0, 8).equals(PNG)) return 'png'
	if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'webp'
	if (bytes.toString('latin1', 0, 5) === '%PDF-') return isPlainPdf(bytes) ? 'pdf' : null
	return textOf(bytes) === null ? null : 'text'
}

/** Begins and ends as a PDF, without a second file behind it and without anything that runs. */
function isPlainPdf(bytes: Buffer): boolean {
	const end = bytes.toString('latin1', Math.max(0, bytes.length - PDF_END_LOOKED_AT))
	const last = end.lastIndexOf('%%EOF')
	if (last < 0 || !/^[\s\0]*$/.test(end.slice(last + 5))) return false
	const whole = bytes.toString('latin1')
	return !ACTIVE_PDF.test(whole) && !/<(?:html|svg|script|\?php)[\s>]/i.test(whole.slice(0, MARKUP_LOOKED_AT))
}

/** The words of a text file, in UTF-8 or as older programs of Western Europe write it; `null` when it is no text. */
export function textOf(bytes: Buffer): string | null {
	let text: string
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		text = new TextDecoder('windows-1252').decode(bytes)
	}
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
	if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffd]/.test(text)) return null
	return MARKUP.test(text.slice(0, MARKUP_LOOKED_AT)) ? null : text
}

const LONGEST_NAME = 80
const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf', 'text/plain': 'txt' }

/**
 * The name shown and given to who saves a file: the sender's words without folders, signs that
 * show nothing or turn the direction of writing, and with the ending of what the file is.
 */
export function harmlessName(sent: string, type: keyof typeof ENDINGS): string {
	const base = sent
		.normalize('NFKC')
		.replace(/^.*[/\\]/, '')
		.replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
		.replace(/\.[^.]*$/, '')
		.replace(/[\s.]+/g, ' ')
		.trim()
		.slice(0, LONGEST_NAME)
		.trim()
	return `${base || 'fichier'}.${ENDINGS[type]}`
}
