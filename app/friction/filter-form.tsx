import { frictionMessages } from '~/i18n/friction'
import { insightsMessages } from '~/i18n/insights'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { queryOf, type ShownFilter } from './filters'
import { FRICTION_KINDS } from './kinds'
import { PERIOD_DAYS } from './period'

/** Period, kind and language, kept in the address; works without JavaScript. */
export function FilterForm({ shown }: { shown: ShownFilter }) {
	const t = useMessages(insightsMessages)
	const kinds = useMessages(frictionMessages).kinds
	return (
		<form
			method="get"
			action="/frictions"
			aria-label={t.filters.label}
			className="mt-4 flex flex-wrap items-end gap-x-4 gap-y-3"
		>
			<Choice name="periode" label={t.filters.period} value={shown.days === 7 ? '' : String(shown.days)}>
				{PERIOD_DAYS.map((days) => (
					<option key={days} value={days === 7 ? '' : days}>
						{t.filters.periods[`d${days}`]}
					</option>
				))}
			</Choice>
			<Choice name="genre" label={t.filters.kind} value={shown.kind ?? ''}>
				<option value="">{t.filters.allKinds}</option>
				{FRICTION_KINDS.map(({ id }) => (
					<option key={id} value={id}>
						{kinds[id].name}
					</option>
				))}
			</Choice>
			<Choice name="langue" label={t.filters.lang} value={shown.lang ?? ''}>
				<option value="">{t.filters.allLangs}</option>
				<option value="fr">{t.filters.fr}</option>
				<option value="en">{t.filters.en}</option>
			</Choice>
			<Button variant="outline">{t.filters.show}</Button>
			{queryOf(shown) !== '' && <a href="/frictions">{t.filters.clear}</a>}
		</form>
	)
}

function Choice({
	name,
	label,
	value,
	children,
}: {
	name: string
	label: string
	value: string
	children: React.ReactNode
}) {
	return (
		<div className="field">
			<label htmlFor={`filtre-${name}`} className="!text-mini">
				{label}
			</label>
			<select id={`filtre-${name}`} name={name} className="control !w-auto max-w-full" defaultValue={value}>
				{children}
			</select>
		</div>
	)
}
