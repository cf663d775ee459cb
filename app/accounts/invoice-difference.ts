import type { Invoice, InvoiceLine } from './backend'

/** Between what a line is for and what is proper to the month. */
const DETAIL_SEPARATOR = ' · '

type Cause =
	| 'same'
	| 'plan-added'
	| 'plan-ended'
	| 'plan-price'
	| 'option-added'
	| 'option-ended'
	| 'option-price'
	| 'usage-new'
	| 'usage-more'
	| 'usage-less'
	| 'credit-given'
	| 'credit-over'
	| 'proration'
	| 'proration-over'
	/** A total that its own lines do not explain. */
	| 'unexplained'

export interface Difference {
	cause: Cause
	label: string
	detail: string | null
	beforeCents: number
	afterCents: number
	/** After minus before. */
	changeCents: number
}

export interface Comparison {
	rows: Difference[]
	beforeTotalCents: number
	afterTotalCents: number
	/** Equals the sum of the rows' changes, to the cent. */
	changeCents: number
}

/**
 * Compares an invoice with the one before, line by line. Lines for the same thing are one row;
 * what the lines of an invoice do not explain of its total is a row of its own, so the rows
 * always add up.
 */
export function compareInvoices(
	before: Pick<Invoice, 'lines' | 'totalCents'>,
	after: Pick<Invoice, 'lines' | 'totalCents'>,
): Comparison {
	const earlier = groupLines(before.lines)
	const later = groupLines(after.lines)
	const keys = [...new Set([...later.keys(), ...earlier.keys()])]
	const rows = keys.map((key) => differenceOf(earlier.get(key), later.get(key)))
	const restBefore = before.totalCents - sumCents(before.lines)
	const restAfter = after.totalCents - sumCents(after.lines)
	if (restBefore !== 0 || restAfter !== 0)
		rows.push({
			cause: 'unexplained',
			label: '',
			detail: null,
			beforeCents: restBefore,
			afterCents: restAfter,
			changeCents: restAfter - restBefore,
		})
	return {
		rows,
		beforeTotalCents: before.totalCents,
		afterTotalCents: after.totalCents,
		changeCents: after.totalCents - before.totalCents,
	}
}

/** What a line is for, and what is proper to the month. */
export function splitLabel(label: string): { label: string; detail: string | null } {
	const at = label.indexOf(DETAIL_SEPARATOR)
	if (at < 0) return { label, detail: null }
	return { label: label.slice(0, at), detail: label.slice(at + DETAIL_SEPARATOR.length) }
}

interface Group {
	kind: InvoiceLine['kind']
	label: string
	detail: string | null
	cents: number
}

/** A plan is the same thing from month to month whatever its name; other lines go by their label. */
function groupLines(lines: InvoiceLine[]): Map<string, Group> {
	const groups = new Map<string, Group>()
	for (const line of lines) {
		const { label, detail } = splitLabel(line.label)
		const key =
			line.kind === 'plan'
				? `plan ${line.subscriptionId ?? label}`
				: `${line.kind} ${line.subscriptionId ?? ''} ${label}`
		const group = groups.get(key)
		if (group) group.cents += line.amountCents
		else groups.set(key, { kind: line.kind, label, detail, cents: line.amountCents })
	}
	return groups
}

function differenceOf(before: Group | undefined, after: Group | undefined): Difference {
	const shown = after ?? before
	const beforeCents = before?.cents ?? 0
	const afterCents = after?.cents ?? 0
	return {
		cause: shown ? causeOf(shown.kind, before, after) : 'same',
		label: shown?.label ?? '',
		detail: after?.detail ?? null,
		beforeCents,
		afterCents,
		changeCents: afterCents - beforeCents,
	}
}

function causeOf(kind: InvoiceLine['kind'], before: Group | undefined, after: Group | undefined): Cause {
	if (before && after && before.cents === after.cents) return 'same'
	if (kind === 'plan') return !before ? 'plan-added' : !after ? 'plan-ended' : 'plan-price'
	if (kind === 'option') return !before ? 'option-added' : !after ? 'option-ended' : 'option-price'
	if (kind === 'credit') return after && after.cents < (before?.cents ?? 0) ? 'credit-given' : 'credit-over'
	if (kind === 'proration') return after ? 'proration' : 'proration-over'
	if (!before) return 'usage-new'
	return (after?.cents ?? 0) > before.cents ? 'usage-more' : 'usage-less'
}

function sumCents(lines: InvoiceLine[]): number {
	return lines.reduce((sum, line) => sum + line.amountCents, 0)
}
