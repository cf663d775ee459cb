import { deliveryMessages } from '~/i18n/delivery'
import { formatNumber } from '~/i18n/format'
import { useLang, useMessages } from '~/i18n/use-messages'

/** Whether help that is offered to who fails is wanted: how often it was offered, taken, refused. */
export function HelpOfferLines({
	days,
	offered,
	accepted,
	refused,
}: {
	days: number
	offered: number
	accepted: number
	refused: number
}) {
	const { board: t } = useMessages(deliveryMessages).help
	const lang = useLang()
	return (
		<section aria-labelledby="aide">
			<h2 id="aide" className="text-h3">
				{t.title}
			</h2>
			<p className="mt-1 text-mini text-ink-2">{t.lead(days)}</p>
			<dl className="mt-3 border-t-[1.5px] border-stroke">
				{(
					[
						[t.offered, offered],
						[t.accepted, accepted],
						[t.refused, refused],
					] as const
				).map(([name, count]) => (
					<div key={name} className="flex items-baseline justify-between gap-4 border-b border-line py-2.5">
						<dt>{name}</dt>
						<dd className="num font-heading text-h2 font-bold">{formatNumber(lang, count)}</dd>
					</div>
				))}
			</dl>
		</section>
	)
}
