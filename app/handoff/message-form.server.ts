import { type UploadHandler, unstable_parseMultipartFormData } from '@remix-run/node'
import type { ReceivedFile } from './attachments.server'
import { type FileRefusal, LARGEST_FILE, MOST_FILES } from './file-kinds'

interface MessageForm {
	form: FormData
	files: ReceivedFile[]
	/** A file that was not read to its end, or one too many. */
	refused: { reason: FileRefusal; name: string } | null
}

const LONGEST_FIELD = 64_000
const FILE_FIELD = 'file'

/**
 * Reads a message with its files, part by part: a file is dropped at the byte that makes it too
 * large, and no more are kept than a message may have.
 *
 * @returns `null` when the sending was cut
 */
export async function readMessageForm(request: Request): Promise<MessageForm | null> {
	if (!/^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? ''))
		return { form: await request.formData(), files: [], refused: null }
	const files: ReceivedFile[] = []
	let refused = null as MessageForm['refused']
	const readPart: UploadHandler = async ({ name, filename, data }) => {
		if (filename === undefined) return (await collect(data, LONGEST_FIELD))?.toString('utf8') ?? ''
		if (name !== FILE_FIELD) return undefined
		if (files.length >= MOST_FILES) refused ??= { reason: 'files-many', name: filename }
		const bytes = await collect(data, refused ? 0 : LARGEST_FILE)
		// A field that nothing was chosen for comes as a file without name.
		if (refused || (filename === '' && bytes?.length === 0)) return undefined
		if (bytes === null) refused = { reason: 'file-large', name: filename }
		else files.push({ name: filename, bytes })
		return undefined
	}
	try {
		return { form: await unstable_parseMultipartFormData(request, readPart), files, refused }
	} catch {
		return null
	}
}

/** What comes, read to its end; `null`, and kept no longer, once it is more than `most` bytes. */
async function collect(data: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
	const parts: Uint8Array[] = []
	let bytes = 0
	for await (const part of data) {
		bytes += part.length
		if (bytes > most) parts.length = 0
		else parts.push(part)
	}
	return bytes > most ? null : Buffer.concat(parts)
}
