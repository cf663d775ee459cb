import { ChevronRight } from 'lucide-react'
import { callbackMessages } from '~/i18n/callback'
import { useMessages } from '~/i18n/use-messages'
import type { SlotDayView } from './callback-slot-view.server'

/** A day opens on its times; one time is chosen. Native disclosures and radios: no script needed. */
export function SlotPicker({ days, minutes, chosen }: { days: SlotDayView[]; minutes: number; chosen: string | null }) {
	const t = useMessages(callbackMessages).form
	const openDay =
		days.find(({ slots }) => slots.some(({ value }) => value === chosen))?.day ?? days.find(({ free }) => free > 0)?.day
	return (
		<div className="grid grid-cols-1 gap-2">
			{days.map((day) => (
				<details key={day.day} name="jour" open={day.day === openDay} className="card min-w-0">
					<summary className="flex min-h-12 items-center justify-between gap-3 px-4 py-2 font-semibold">
						<span>
							{day.label}
							{day.label !== day.title && (
								<span className="ml-2 inline-block font-normal text-ink-2 text-small">{day.title}</span>
							)}
						</span>
						<ChevronRight className="icon tourne" aria-hidden="true" />
					</summary>
					<fieldset className="min-w-0 px-4 pb-4">
						<legend className="mb-2 text-ink-2 text-small">
							{t.slotsOf(day.title, minutes === 30 ? t.halfHour : t.minutes(minutes))}{' '}
							{day.place && t.clockThere(day.place)}
						</legend>
						{day.capped && <p className="mb-2">{t.cappedDay}</p>}
						<div className="grid grid-cols-[repeat(auto-fill,minmax(4.75rem,1fr))] gap-2">
							{day.slots.map(({ value, label, there, full }) => (
								<label key={value} className="slot py-1.5">
									<input
										className="sr-only"
										type="radio"
										name="slot"
										value={value}
										disabled={full}
										defaultChecked={value === chosen && !full}
									/>
									<span className="num whitespace-nowrap text-center leading-tight">
										{label}
										{there && <span className="block text-meta font-normal">({there})</span>}
										{full && <span className="block text-meta font-normal">{t.full}</span>}
									</span>
								</label>
							))}
						</div>
					</fieldset>
				</details>
			))}
		</div>
	)
}
