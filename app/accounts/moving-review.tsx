import { formatDate, formatMoney } from '~/i18n/format'
import { movingMessages } from '~/i18n/moving'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { startOfDay } from './calendar'
import { addressOf, type MoveValues } from './moving-input'

/** Before and after, the day, the price and the way back, to be read before somebody is asked. */
export function MovingReview({ from, values, requestKey }: { from: string; values: MoveValues; requestKey: string }) {
	const { review: t, from: now } = useMessages(movingMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const facts: [string, string][] = [
		[now, from],
		[t.after, addressOf(values)],
		[t.when, t.whenHint(formatDate(lang, startOfDay(values.day, timeZone), timeZone))],
		[t.price, t.priceHint(formatMoney(lang, 0, currency))],
		[t.stops, t.stopsHint],
		[t.undo, t.undoHint],
	]
	return (
		<div className="card mt-6 p-5 md:p-7">
			<dl className="grid gap-x-6 gap-y-4 sm:grid-cols-[12rem_1fr]">
				{facts.map(([name, value]) => (
					<div key={name} className="contents">
						<dt className="font-semibold max-sm:-mb-3">{name}</dt>
						<dd className="num">{value}</dd>
					</div>
				))}
			</dl>
			<form method="post" action="?" className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-3">
				{Object.entries({ ...values, requestKey }).map(([name, value]) => (
					<input key={name} type="hidden" name={name} value={value} />
				))}
				<Button name="intent" value="ask">
					{t.confirm}
				</Button>
				<Button variant="outline" name="intent" value="correct">
					{t.correct}
				</Button>
			</form>
		</div>
	)
}
