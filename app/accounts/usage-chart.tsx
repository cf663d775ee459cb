import { dateFormat, formatMonth, formatNumber } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { usageMessages } from '~/i18n/usage'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import type { MonthOfUsage } from './backend'
import { gigabytes } from './signed-money'

const WIDTH = 640
const HEIGHT = 190
const BAR = 30
const GROUND = 160
const TALLEST = 126
const LABEL_GAP = 7
const MONTH_LINE = 182
const TENTH_MB = 100

/** Data of each month as columns, with what the plan includes as a line; the table beside it says the same. */
export function UsageChart({
	months,
	number,
	allowanceMb,
}: {
	months: MonthOfUsage[]
	number: string
	allowanceMb: number | null
}) {
	const t = useMessages(usageMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const amount = (megabytes: number) => formatNumber(lang, gigabytes(megabytes))
	const most = Math.max(...months.map(({ dataMb }) => dataMb), allowanceMb ?? 0, TENTH_MB)
	const heightOf = (megabytes: number) => (megabytes / most) * TALLEST
	const step = months.length > 1 ? (WIDTH - BAR) / (months.length - 1) : 0
	const list = months.map((one) => t.bar(formatMonth(lang, one.month, timeZone), amount(one.dataMb))).join(', ')
	return (
		<figure className="mt-5 max-w-[40rem] max-sm:hidden">
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full" role="img" aria-label={t.chart(number, list)}>
				<g fontFamily="var(--font-body)" fontSize="14" textAnchor="middle" fill="var(--ink-2)">
					{allowanceMb && (
						<path
							d={`M0 ${GROUND - heightOf(allowanceMb)}H${WIDTH}`}
							stroke="var(--ink-2)"
							strokeWidth="1.5"
							strokeDasharray="6 5"
						/>
					)}
					{months.map(({ month, dataMb }, index) => {
						const height = heightOf(dataMb)
						const x = index * step
						const latest = index === months.length - 1
						return (
							<g key={month}>
								<rect
									x={x}
									y={GROUND - height}
									width={BAR}
									height={height}
									fill={latest ? 'var(--action)' : 'var(--action-soft)'}
									stroke={latest ? 'var(--action)' : 'var(--ink-3)'}
									strokeWidth="1.5"
								/>
								<text x={x + BAR / 2} y={GROUND - height - LABEL_GAP} {...APART} {...(latest && MARKED)}>
									{amount(dataMb)}
								</text>
								<text x={x + BAR / 2} y={MONTH_LINE} {...(latest && MARKED)}>
									{shortMonth(lang, month)}
								</text>
							</g>
						)
					})}
					<path d={`M0 ${GROUND + 0.5}H${WIDTH}`} stroke="var(--ink)" strokeWidth="1.5" />
				</g>
			</svg>
			<figcaption className="text-meta text-ink-2">
				{t.inGigabytes(allowanceMb ? amount(allowanceMb) : null)}
			</figcaption>
		</figure>
	)
}

/** A number stays readable where the line passes behind it. */
const APART = { paintOrder: 'stroke', stroke: 'var(--surface)', strokeWidth: 5, strokeLinejoin: 'round' } as const
const MARKED = { fontWeight: 650, fill: 'var(--ink)' }

function shortMonth(lang: Lang, period: string): string {
	return dateFormat(lang, 'UTC', 'short month', { month: 'short' }).format(new Date(`${period}-15T12:00:00Z`))
}
