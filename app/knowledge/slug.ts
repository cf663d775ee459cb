const LONGEST = 80

/** The address of an article from its title: small letters without accents, digits and hyphens. */
export function slugOf(title: string): string {
	const slug = title
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/œ/giu, 'oe')
		.replace(/æ/giu, 'ae')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, LONGEST)
		.replace(/^-+|-+$/g, '')
	return slug || 'article'
}
