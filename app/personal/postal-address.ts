/** A postal address as it is kept, on one line, and as it is filled in. */
export interface PostalAddress {
	street: string
	postcode: string
	city: string
}

/** « 12 rue des Arts, 59800 Lille »; what has no postcode at its end is all street. */
export function readAddress(line: string, city: string): PostalAddress {
	const found = line.match(/^(.*?),?\s+([A-Z]{0,2}-?\d{4,5})\s+([^,\d]+)$/)
	return found
		? { street: found[1] ?? '', postcode: found[2] ?? '', city: found[3] ?? '' }
		: { street: line, postcode: '', city }
}

export function writeAddress({ street, postcode, city }: PostalAddress): { address: string; city: string } {
	return { address: `${street}, ${postcode} ${city}`, city }
}
