import { insightsMessages } from '~/i18n/insights'
import { typography } from '~/i18n/typography'
import { useMessages } from '~/i18n/use-messages'
import type { Trend } from './trend'

const LEFT = 2
const RIGHT = 146
const TOP = 8
const BOTTOM = 44

interface TrendFacts {
	buckets: number[]
	trend: Trend
	met: number
	expected: number | null
}

/** How a cause goes over the period, in a line, a word and a sentence. */
export function TrendLine({ buckets, trend, met, expected }: TrendFacts) {
	const t = useMessages(insightsMessages)
	const highest = Math.max(1, ...buckets)
	const points = buckets.map((value, index) => ({
		x: Math.round(LEFT + ((RIGHT - LEFT) * index) / Math.max(1, buckets.length - 1)),
		y: Math.round(BOTTOM - ((BOTTOM - TOP) * value) / highest),
	}))
	const marked = trend === 'spike' ? points[buckets.indexOf(Math.max(...buckets))] : points.at(-1)
	const tone =
		trend === 'new' || trend === 'rising' ? 'danger' : trend === 'falling' || trend === 'spike' ? 'ok' : 'ink-3'
	const sentence = t.trend.words[trend](met, Math.round(expected ?? 0))
	return (
		<figure className="max-w-[9.5rem] sm:text-right">
			<svg
				viewBox="0 0 152 52"
				className="w-full max-sm:w-32"
				role="img"
				aria-label={typography(t.trend.label(sentence))}
			>
				<path d="M2 48H150" stroke="var(--line)" strokeWidth="1" />
				<path
					d={points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
					fill="none"
					stroke="var(--ink)"
					strokeWidth="2"
					strokeLinejoin="round"
					strokeLinecap="round"
				/>
				{marked && (
					<circle cx={marked.x} cy={marked.y} r="4" fill={`var(--${tone})`} stroke="var(--surface)" strokeWidth="1.5" />
				)}
			</svg>
			<figcaption className="num text-mini">
				<b>{inAWord(trend, met, expected, t.trend.short)}</b>{' '}
				{(trend === 'rising' || trend === 'falling') && (
					<span className="text-ink-2">{typography(t.trend.versus)}</span>
				)}
			</figcaption>
		</figure>
	)
}

function inAWord(
	trend: Trend,
	met: number,
	expected: number | null,
	words: Record<Exclude<Trend, 'rising' | 'falling'>, string>,
): string {
	if (trend !== 'rising' && trend !== 'falling') return words[trend]
	const difference = Math.round(met - (expected ?? 0))
	return `${difference < 0 ? '−' : '+'}\u00a0${Math.abs(difference)}`
}
