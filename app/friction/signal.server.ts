import { z } from 'zod'
import type { Lang } from '~/i18n/language'
import { recordFriction, trailOf } from './record.server'

/** Longer than any signal our pages send. */
export const SIGNAL_MAX_BYTES = 2_048

const Signal = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('script-error'),
		message: z.string().min(1).max(300),
		source: z.string().max(300).optional(),
		path: z.string().max(300),
	}),
	z.object({ kind: z.literal('offline'), path: z.string().max(300) }),
	z.object({
		kind: z.literal('article-left'),
		path: z
			.string()
			.regex(/^(\/en)?\/articles\/[^/]+$/)
			.max(300),
	}),
])

/**
 * Logs what only the browser saw. Errors of browser extensions and of other people's files are not
 * ours and are left out.
 *
 * @param body - JSON as it was sent
 * @returns whether it was logged
 */
export async function recordSignal(signal: {
	body: string
	visitId: string
	customerId: string | null
	lang: Lang
	now?: Date
}): Promise<boolean> {
	const { body, ...visit } = signal
	const parsed = Signal.safeParse(parseJson(body))
	if (!parsed.success) return false
	const path = pathOnly(parsed.data.path)
	if (parsed.data.kind === 'offline') {
		await recordFriction({ ...visit, kind: 'offline', label: path, path })
		return true
	}
	if (parsed.data.kind === 'article-left') {
		// The article's own name, as this visit read it: a browser may not make one up.
		const read = (await trailOf(visit.visitId)).findLast(({ kind, href }) => kind === 'article' && href === path)
		if (!read) return false
		await recordFriction({ ...visit, kind: 'article-left', label: read.label, path })
		return true
	}
	const { message, source = '' } = parsed.data
	if (source !== '' && !isOurs(source)) return false
	const file = source.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
	await recordFriction({ ...visit, kind: 'script-error', label: message.slice(0, 160), path, detail: { file } })
	return true
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

/** What was typed in the address after `?` is not needed and may be personal. */
function pathOnly(path: string): string {
	const clean = path.split(/[?#]/)[0] ?? '/'
	return clean.startsWith('/') ? clean : '/'
}

/** Our files are served from this site: `/assets/…`, or an address of the page itself. */
function isOurs(source: string): boolean {
	return !/^(chrome|moz|safari|safari-web|edge)-?extension:|^webkit-masked-url:|^about:|^blob:/i.test(source)
}
