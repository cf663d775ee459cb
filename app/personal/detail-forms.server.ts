import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { callableNumber } from '~/handoff/numbers.server'
import { settings } from '~/settings/settings.server'
import { writeAddress } from './postal-address'

/** What a refused form says of a field: the words are in the dictionary under the same name. */
export type DetailField = 'firstName' | 'lastName' | 'street' | 'postcode' | 'city' | 'email' | 'phone'
export type DetailErrors = Partial<Record<DetailField, true>>

export type ReadDetail =
	| { ok: true; field: 'name'; value: { firstName: string; lastName: string } }
	| { ok: true; field: 'address'; value: { address: string; city: string } }
	| { ok: true; field: 'email' | 'phone'; value: string }
	| { ok: false; errors: DetailErrors; typed: Partial<Record<DetailField, string>> }

const text = (longest: number) =>
	z
		.string()
		.default('')
		.transform((value) => value.replace(/\s+/g, ' ').trim().slice(0, longest))
const Form = z.object({
	firstName: text(60),
	lastName: text(60),
	street: text(120),
	postcode: text(10),
	city: text(60),
	email: text(200),
	phone: text(60),
})

/** Reads one of the forms of the page; only the field that was sent is looked at. */
export async function readDetail(intent: string, form: FormData): Promise<ReadDetail | null> {
	const submission = parseWithZod(form, { schema: Form })
	if (submission.status !== 'success') return null
	const { firstName, lastName, street, postcode, city, email, phone } = submission.value
	if (intent === 'name') {
		const errors = missing({ firstName, lastName }, /\p{L}/u)
		if (errors) return { ok: false, errors, typed: { firstName, lastName } }
		return { ok: true, field: 'name', value: { firstName, lastName } }
	}
	if (intent === 'address') {
		const known = settings().country === 'FR' ? /^\d{5}$/ : /^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/
		const errors = {
			...missing({ street, city }, /\p{L}/u),
			...(known.test(postcode) ? {} : { postcode: true as const }),
		}
		if (Object.keys(errors).length > 0) return { ok: false, errors, typed: { street, postcode, city } }
		return { ok: true, field: 'address', value: writeAddress({ street, postcode, city }) }
	}
	if (intent === 'email') {
		if (!z.email().safeParse(email).success) return { ok: false, errors: { email: true }, typed: { email } }
		return { ok: true, field: 'email', value: email.toLowerCase() }
	}
	if (intent !== 'phone') return null
	const checked = await callableNumber(phone)
	if (!checked.ok) return { ok: false, errors: { phone: true }, typed: { phone } }
	return { ok: true, field: 'phone', value: checked.number }
}

function missing(values: Partial<Record<DetailField, string>>, needed: RegExp): DetailErrors | null {
	const wrong = Object.entries(values).filter(([, value]) => !needed.test(value ?? ''))
	return wrong.length > 0 ? Object.fromEntries(wrong.map(([field]) => [field, true])) : null
}
