import { isDay } from './calendar'

export type MoveField = 'street' | 'postcode' | 'city' | 'day'
export type MoveValues = Record<MoveField, string>
export type MoveErrors = Partial<Record<MoveField, 'street' | 'postcode' | 'city' | 'day' | 'same'>>

/** Days that may be wished, both included. */
export interface MoveDays {
	first: string
	last: string
}

/** « 3 place Bernard Lecache, 63000 Clermont-Ferrand » */
export function addressOf({ street, postcode, city }: MoveValues): string {
	return `${street}, ${postcode} ${city}`
}

/** What is missing or wrong of a new address; nothing when it can be asked for. */
export function moveErrors(values: MoveValues, { from, days }: { from: string; days: MoveDays }): MoveErrors {
	const errors: MoveErrors = {}
	const { street, postcode, city, day } = values
	if (!/\p{L}{2}/u.test(street)) errors.street = 'street'
	else if (sameWords(from, `${street}, ${city}`) || sameWords(from, addressOf(values))) errors.street = 'same'
	// Metropolitan departments, Corsica by its old number, and overseas: 01 to 95, 97, 98.
	if (!/^(?:0[1-9]|[1-8]\d|9[0-578])\d{3}$/.test(postcode)) errors.postcode = 'postcode'
	if (!/\p{L}/u.test(city)) errors.city = 'city'
	if (!isDay(day) || day < days.first || day > days.last) errors.day = 'day'
	return errors
}

function sameWords(one: string, other: string): boolean {
	const words = (text: string) =>
		text
			.normalize('NFD')
			.replace(/\p{M}/gu, '')
			.toLowerCase()
			.match(/[\p{L}\d]+/gu)
			?.join(' ')
	return words(one) === words(other)
}
