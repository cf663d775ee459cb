import { formatMoney } from '~/i18n/format'
import { lifeMessages } from '~/i18n/life'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

interface Spent {
	spentCents: number
	limitCents: number
	tripped: boolean
}

/** What calls of today and codes of this month cost, against what they may. */
export function SpendingLines({ calls, codes }: { calls: Spent; codes: Spent }) {
	const t = useMessages(lifeMessages).board.spending
	const lang = useLang()
	const { currency } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	return (
		<section aria-labelledby="depenses" className="mt-10">
			<h2 id="depenses" className="text-h2">
				{t.title}
			</h2>
			<dl className="mt-3 border-t-[1.5px] border-stroke">
				{(
					[
						['calls', calls],
						['codes', codes],
					] as const
				).map(([what, { spentCents, limitCents, tripped }]) => (
					<div key={what} className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-3">
						<dt>{t[what]}</dt>
						<dd className="num">
							<b className={tripped ? 'text-danger' : undefined}>{money(spentCents)}</b> {t.of(money(limitCents))}
						</dd>
					</div>
				))}
			</dl>
			<p className="mt-2 text-mini text-ink-2">{t.note}</p>
		</section>
	)
}
