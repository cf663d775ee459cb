import { accountMessages } from '~/i18n/account'
import { dateFormat, formatMoney, formatMonth } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

const WIDTH = 320
const BAR = 36
const GROUND = 122
const TALLEST = 94
const LABEL_GAP = 6
const MONTH_LINE = 142

/** The last bills as columns, the latest one marked; its whole message is in its label. */
export function BillsChart({ bills }: { bills: { period: string; totalCents: number }[] }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const highest = Math.max(...bills.map((bill) => bill.totalCents), 1)
	const step = bills.length > 1 ? (WIDTH - BAR) / (bills.length - 1) : 0
	const list = bills
		.map((bill) => t.bill(formatMonth(lang, bill.period, timeZone), formatMoney(lang, bill.totalCents, currency)))
		.join(', ')
	return (
		<figure className="mt-6 max-w-[20rem]">
			<svg viewBox={`0 0 ${WIDTH} 150`} className="w-full" role="img" aria-label={t.bills(list)}>
				<g fontFamily="var(--font-body)" fontSize="14" textAnchor="middle" fill="var(--ink-2)">
					{bills.map((bill, index) => {
						const height = Math.max(0, (bill.totalCents / highest) * TALLEST)
						const x = index * step
						const latest = index === bills.length - 1
						return (
							<g key={bill.period}>
								<rect
									x={x}
									y={GROUND - height}
									width={BAR}
									height={height}
									fill={latest ? 'var(--action)' : 'var(--action-soft)'}
									stroke={latest ? 'var(--action)' : 'var(--ink-3)'}
									strokeWidth="1.5"
								/>
								<text x={x + BAR / 2} y={GROUND - height - LABEL_GAP} {...(latest && MARKED)}>
									{Math.round(bill.totalCents / 100)}
								</text>
								<text x={x + BAR / 2} y={MONTH_LINE} {...(latest && MARKED)}>
									{shortMonth(lang, bill.period)}
								</text>
							</g>
						)
					})}
					<path d={`M0 ${GROUND + 0.5}H${WIDTH}`} stroke="var(--ink)" strokeWidth="1.5" />
				</g>
			</svg>
			<figcaption className="text-meta text-ink-2">{t.inCurrency}</figcaption>
		</figure>
	)
}

const MARKED = { fontWeight: 650, fill: 'var(--ink)' }

function shortMonth(lang: Lang, period: string): string {
	return dateFormat(lang, 'UTC', 'short month', { month: 'short' }).format(new Date(`${period}-15T12:00:00Z`))
}
