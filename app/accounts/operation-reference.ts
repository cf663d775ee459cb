const PREFIX = 'OP-'
const LENGTH = 8

/** The number of an operation as printed on its receipt, such as `OP-1A2B3C4D`: the start of its identifier. */
export function operationReference(changeId: string): string {
	return `${PREFIX}${changeId.replaceAll('-', '').slice(0, LENGTH).toUpperCase()}`
}

/** The number of a payment as people quote it, such as `PA-1A2B3C4D`. */
export function paymentReference(id: string): string {
	return `PA-${id.replaceAll('-', '').slice(0, LENGTH).toUpperCase()}`
}
