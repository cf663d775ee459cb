const PREFIX = 'CT-'
const LENGTH = 8

/** The reference of a contract as printed on invoices, such as `CT-1A2B3C4D`: the start of its identifier. */
export function contractReference(subscriptionId: string): string {
	return `${PREFIX}${subscriptionId.replaceAll('-', '').slice(0, LENGTH).toUpperCase()}`
}

/** What identifiers of the contract start with, from a reference as people type it; `null` when it is not one. */
export function readContractReference(typed: string): string | null {
	const match = typed
		.trim()
		.toLowerCase()
		.replace(/\s/g, '')
		.match(/^ct-?([0-9a-f]{8})$/)
	return match?.[1] ?? null
}
