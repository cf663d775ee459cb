import { accountabilityMessages } from '~/i18n/accountability'
import { formatNumber, formatShare } from '~/i18n/format'
import { useLang, useMessages } from '~/i18n/use-messages'
import type { PromiseRate } from './promise-rate.server'
import type { PromiseKind } from './promises.server'

/** How promises were kept, in a sentence and by kind, each with its number and its interval. */
export function PromiseRates({ all, kinds }: { all: PromiseRate; kinds: (PromiseRate & { kind: PromiseKind })[] }) {
	const { promises: t } = useMessages(accountabilityMessages)
	const lang = useLang()
	const number = (value: number) => formatNumber(lang, value)
	const share = (value: number) => formatShare(lang, value)
	const count = (value: number | null) => (value === null ? '–' : number(value))
	return (
		<>
			<p className="mt-1 max-w-[46rem] text-body">
				{all.share !== null && all.interval ? (
					<>
						<b>{t.all(share(all.share), share(all.interval.low), share(all.interval.high))}</b> {t.count(number(all.n))}
					</>
				) : all.n === 0 ? (
					t.none
				) : (
					t.tooFew(number(all.n))
				)}
			</p>
			<table className="table mt-6">
				<thead>
					<tr>
						<th scope="col">{t.table.kind}</th>
						<th scope="col" className="d">
							{t.table.n}
						</th>
						<th scope="col" className="d">
							{t.table.kept}
						</th>
						<th scope="col" className="d max-sm:hidden">
							{t.table.late}
						</th>
						<th scope="col" className="d max-sm:hidden">
							{t.table.broken}
						</th>
					</tr>
				</thead>
				<tbody>
					{kinds.map((rate) => (
						<tr key={rate.kind}>
							<th scope="row">
								{t.kinds[rate.kind]}
								{rate.share !== null && (
									<span className="block font-normal text-ink-2 text-mini sm:hidden">
										{t.lateAndBroken(count(rate.late), count(rate.broken))}
									</span>
								)}
							</th>
							<td className="d num">{number(rate.n)}</td>
							<td className="d num">
								{rate.share === null || !rate.interval ? (
									<span className="text-ink-2">{t.few}</span>
								) : (
									<>
										{share(rate.share)}
										<span className="block text-ink-2 text-mini">
											{t.between(share(rate.interval.low), share(rate.interval.high))}
										</span>
									</>
								)}
							</td>
							<td className="d num max-sm:hidden">{count(rate.late)}</td>
							<td className="d num max-sm:hidden">{count(rate.broken)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	)
}
