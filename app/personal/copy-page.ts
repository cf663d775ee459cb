import { copyMessages } from '~/i18n/copy'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { frictionMessages } from '~/i18n/friction'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'

export interface CopiedTable {
	table: string
	columns: string[]
	rows: Record<string, unknown>[]
}

interface Words {
	lang: Lang
	timeZone: string
	currency: string
	brand: string
	/** What the business calls its own codes, by the column that holds them. */
	named: Partial<Record<string, Record<string, string>>>
}

/** Identifiers join rows of the data file; they say nothing to who reads. */
const UNREAD = /^id$|Id$|^(place|position|seq)$/
/** Step by step as machines note it: in the data file alone. */
const UNREAD_TABLES = new Set(['conversation_events', 'callback_events', 'message_events'])
/** What people look for first; the rest follows. */
const FIRST = [
	...['customers', 'people', 'subscriptions', 'lines', 'subscription_options', 'former_plans', 'forwardings'],
	...['scheduled_changes', 'account_changes', 'delegations', 'delegated_lines', 'invoices', 'invoice_lines'],
	...['next_bill_lines', 'payments', 'payment_methods', 'invoice_disputes', 'cancellations', 'usage', 'cases'],
	...['conversations', 'messages', 'attachments', 'callbacks', 'callback_attempts', 'left_messages', 'promises'],
	...['wrap_ups', 'wrap_up_corrections', 'outbox', 'consents', 'personal_changes', 'data_exports', 'erasures'],
]
/** Columns of codes, which have words; what somebody wrote is shown as it was written. */
const CODED = new Set([
	...['kind', 'state', 'status', 'lang', 'channel', 'author', 'endedBy', 'outcome', 'reason', 'purpose', 'delivery'],
	...['scope', 'how', 'level', 'field', 'operation', 'ending', 'contactKind', 'objectKind', 'service', 'type'],
	...['customerOutcome', 'askedFrom', 'action'],
])

/** The copy as a page to read, complete in itself: no script, no address of anywhere else. */
export function copyPage(tables: CopiedTable[], at: Date, words: Words): string {
	const { lang, timeZone, brand } = words
	const t = messagesIn(copyMessages, lang)
	const read = tables
		.filter(({ table }) => isTableRead(table))
		.sort((a, b) => rank(a.table) - rank(b.table))
		.map((one) => ({ ...one, title: titleOf(one.table, lang) }))
	const contents = read.map(
		({ table, title, rows }) => `<li><a href="#${table}">${escaped(title)}</a> (${rows.length})</li>`,
	)
	const sections = read.map(
		({ table, title, columns, rows }) =>
			`<section id="${table}"><h2>${escaped(title)}</h2>${rows.map((row) => rowOf(columns, row, words)).join('')}</section>`,
	)
	return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`${t.title} · ${brand}`)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(`${t.title} · ${brand}`)}</h1><p>${escaped(t.lead(formatDate(lang, at, timeZone)))}</p><p>${escaped(t.names)}</p>
<nav><h2>${escaped(t.contents)}</h2><ul>${contents.join('')}</ul></nav>
${sections.join('\n')}
</main></body></html>
`
}

/** « Vos chats » for `conversations`. */
export function titleOf(table: string, lang: Lang): string {
	const titles: Record<string, string> = messagesIn(copyMessages, lang).tables
	return titles[table] ?? table
}

/** Whether a column is shown to who reads, rather than to programs alone. */
export function isRead(column: string): boolean {
	return !UNREAD.test(column)
}

export function isTableRead(table: string): boolean {
	return !UNREAD_TABLES.has(table)
}

function rank(table: string): number {
	const place = FIRST.indexOf(table)
	return place < 0 ? FIRST.length : place
}

function rowOf(columns: string[], row: Record<string, unknown>, words: Words): string {
	const t = messagesIn(copyMessages, words.lang)
	const labels: Record<string, string> = t.columns
	const lines = columns.flatMap((column) => {
		const value = saidOf(column, row[column], words)
		return isRead(column) && value !== ''
			? [`<dt>${escaped(labels[column] ?? column)}</dt><dd>${escaped(value)}</dd>`]
			: []
	})
	return `<dl>${lines.join('')}</dl>`
}

function saidOf(column: string, value: unknown, words: Words): string {
	const { lang, timeZone, currency } = words
	const t = messagesIn(copyMessages, lang)
	if (value === null || value === undefined) return ''
	if (value instanceof Date) return `${formatDate(lang, value, timeZone)}, ${formatTime(lang, value, timeZone)}`
	if (typeof value === 'boolean') return value ? t.yes : t.no
	if (typeof value === 'number') return column.endsWith('Cents') ? formatMoney(lang, value, currency) : String(value)
	if (typeof value === 'string') return CODED.has(column) ? meant(column, value, words) : value
	return spoken(value)
}

function meant(column: string, code: string, { lang, named }: Words): string {
	const known: Record<string, string> = messagesIn(copyMessages, lang).values
	const frictions: Record<string, { name: string }> = messagesIn(frictionMessages, lang).kinds
	return named[column]?.[code] ?? known[code] ?? frictions[code]?.name ?? code
}

/** A structure in words: « a: b, c: d », one thing a line in a list. */
function spoken(value: unknown): string {
	if (value === null || value === undefined) return ''
	if (Array.isArray(value)) return value.map(spoken).join('\n')
	if (typeof value === 'object')
		return Object.entries(value)
			.map(([name, one]) => `${name}: ${spoken(one)}`)
			.join(', ')
	return String(value)
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#14232b;background:#fff}main{max-width:52rem;margin:0 auto;padding:2rem 1rem}
h2{margin-top:2.5rem;border-top:1px solid #bcc8cc;padding-top:1rem}dl{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:.25rem 1rem;margin:0 0 1.5rem;padding-bottom:1rem;border-bottom:1px dotted #bcc8cc}
dt{color:#4a5b63}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}@media(max-width:30rem){dl{grid-template-columns:1fr}}@media(prefers-color-scheme:dark){body{background:#0f1a1f;color:#e8eef0}dt{color:#a9b8be}a{color:#8fd3e8}}`
