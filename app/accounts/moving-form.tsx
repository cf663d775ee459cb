import { formatDate } from '~/i18n/format'
import { movingMessages } from '~/i18n/moving'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, Field, TextField } from '~/ui/field'
import { startOfDay } from './calendar'
import type { MoveDays, MoveErrors, MoveField, MoveValues } from './moving-input'

interface Form {
	from: string
	values: MoveValues
	errors: MoveErrors
	days: MoveDays
	requestKey: string
	refusals: number
}

/** The new address and the day wished, with what is still missing. */
export function MovingForm({ from, values, errors, days, requestKey, refusals }: Form) {
	const t = useMessages(movingMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const words = (day: string) => formatDate(lang, startOfDay(day, timeZone), timeZone)
	const messageOf = (field: MoveField) => {
		const error = errors[field]
		if (!error) return null
		return error === 'day' ? t.errors.day(words(days.first), words(days.last)) : t.errors[error]
	}
	const wrong = (['street', 'postcode', 'city', 'day'] as const).flatMap((field) => {
		const message = messageOf(field)
		return message ? [{ fieldId: field, message }] : []
	})
	return (
		<form method="post" action="?" className="card mt-6 grid gap-5 p-5 md:p-7">
			<ErrorSummary title={t.refused} errors={wrong} />
			<dl>
				<dt className="font-semibold">{t.from}</dt>
				<dd>{from}</dd>
			</dl>
			<TextField
				{...{ id: 'street', name: 'street', label: t.street, hint: t.streetHint, error: messageOf('street') }}
				{...{ defaultValue: values.street, maxLength: 120, autoComplete: 'street-address', required: true }}
			/>
			<div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
				<TextField
					{...{ id: 'postcode', name: 'postcode', label: t.postcode, error: messageOf('postcode') }}
					{...{ defaultValue: values.postcode, maxLength: 5, autoComplete: 'postal-code', inputMode: 'numeric' }}
					required
				/>
				<TextField
					{...{ id: 'city', name: 'city', label: t.city, error: messageOf('city') }}
					{...{ defaultValue: values.city, maxLength: 60, autoComplete: 'address-level2', required: true }}
				/>
			</div>
			<Field id="day" label={t.day} hint={t.dayHint(words(days.first))} error={messageOf('day')}>
				{(control) => (
					<input
						{...{ type: 'date', name: 'day', defaultValue: values.day, min: days.first, max: days.last }}
						required
						{...control}
					/>
				)}
			</Field>
			<input type="hidden" name="requestKey" value={requestKey} />
			<input type="hidden" name="refusals" value={refusals} />
			<Button name="intent" value="check" className="justify-self-start">
				{t.check}
			</Button>
		</form>
	)
}
