export interface Credit {
	id: string
	/** Positive: what is owed to the customer. */
	leftCents: number
}

export interface SettledByCredit {
	/** What each credit gave, in the order given; those that gave nothing are absent. */
	used: { id: string; cents: number }[]
	/** What remains to be paid, never below zero. */
	dueCents: number
	/** What remains for later invoices: unused credit, and an invoice that is itself in the customer's favour. */
	carriedCents: number
}

/**
 * Pays an invoice out of what is owed to the customer, oldest first. A credit is a means of payment:
 * it does not change the invoice's total nor its tax. Nothing is made and nothing is lost:
 * `due − carried = total − credits`.
 */
export function settleByCredit(totalCents: number, credits: Credit[]): SettledByCredit {
	let dueCents = Math.max(0, totalCents)
	let carriedCents = Math.max(0, -totalCents)
	const used: SettledByCredit['used'] = []
	for (const { id, leftCents } of credits) {
		const cents = Math.min(leftCents, dueCents)
		dueCents -= cents
		carriedCents += leftCents - cents
		if (cents > 0) used.push({ id, cents })
	}
	return { used, dueCents, carriedCents }
}
