import { dateFormat, formatNumber } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import type { Lang } from '~/i18n/language'
import { typography } from '~/i18n/typography'
import { useLang, useMessages } from '~/i18n/use-messages'

interface Column {
	/** `2026-11-19` */
	day: string
	alone: number
	somebody: number
	nothing: number
}

const ENDINGS = ['alone', 'somebody', 'nothing'] as const
const COLORS = { alone: 'var(--chart-1)', somebody: 'var(--chart-2)', nothing: 'var(--chart-3)' }
/** Room above the highest column for its number. */
const HEADROOM = 26
const WORST_NAMED = 2
/** Beyond this many columns only the worst carry a number. */
const MOST_NUMBERED = 14

/** Visits by day or week in three endings: two drawings (wide, compact) so that words stay readable, and a table. */
export function DaysChart({ columns, weekly }: { columns: Column[]; weekly: boolean }) {
	const t = useMessages(insightsMessages)
	const lang = useLang()
	const worst = worstOf(columns)
	const number = (value: number) => formatNumber(lang, value)
	const total = (ending: (typeof ENDINGS)[number]) => columns.reduce((sum, column) => sum + column[ending], 0)
	const named = worst
		.map((column) => `${longDay(lang, column.day, weekly, t.chart.weekOf)} (${column.nothing})`)
		.join(` ${t.chart.and} `)
	const label = typography(
		[
			t.chart.label(
				weekly ? t.chart.week : t.chart.day,
				dayWords(lang, columns[0]?.day, 'long'),
				dayWords(lang, columns.at(-1)?.day, 'long'),
			),
			t.chart.totals(number(total('alone')), number(total('somebody')), number(total('nothing'))) +
				(named ? t.chart.worst(named) : '.'),
		].join(' '),
	)
	return (
		<figure className="mt-5">
			<p className="mb-2 flex flex-wrap gap-x-4 text-mini sm:hidden">
				{ENDINGS.map((ending) => (
					<span key={ending}>
						<svg className="mr-1.5 inline-block size-3" viewBox="0 0 12 12" aria-hidden="true">
							<rect width="12" height="12" rx="2" fill={COLORS[ending]} />
						</svg>
						{t.endings[ending]}
					</span>
				))}
			</p>
			<Drawing columns={columns} worst={worst} label={label} wide weekly={weekly} lang={lang} endings={t.endings} />
			<Drawing columns={columns} worst={worst} label={label} weekly={weekly} lang={lang} endings={t.endings} />
			<details className="mt-3">
				<summary className="text-mini underline">{t.chart.table}</summary>
				<table className="table mt-2 max-w-[46rem]">
					<thead>
						<tr>
							<th scope="col">{weekly ? t.chart.columns.week : t.chart.columns.day}</th>
							<th scope="col" className="d">
								{t.chart.columns.visits}
							</th>
							<th scope="col" className="d">
								{t.chart.columns.alone}
							</th>
							<th scope="col" className="d">
								{t.chart.columns.somebody}
							</th>
							<th scope="col" className="d">
								{t.chart.columns.nothing}
							</th>
						</tr>
					</thead>
					<tbody>
						{columns.map((column) => (
							<tr key={column.day}>
								<th scope="row">{dayWords(lang, column.day, 'long')}</th>
								<td className="d">{number(column.alone + column.somebody + column.nothing)}</td>
								<td className="d">{number(column.alone)}</td>
								<td className="d">{number(column.somebody)}</td>
								<td className="d">{number(column.nothing)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</details>
		</figure>
	)
}

interface DrawingProps {
	columns: Column[]
	worst: Column[]
	label: string
	wide?: boolean
	weekly: boolean
	lang: Lang
	endings: Record<(typeof ENDINGS)[number], string>
}

function Drawing({ columns, worst, label, wide = false, weekly, lang, endings }: DrawingProps) {
	const [width, plot, base] = wide ? [760, 640, 196] : [358, 358, 186]
	const slot = plot / Math.max(1, columns.length)
	const bar = Math.min(wide ? 58 : 38, slot * 0.72)
	const highest = Math.max(1, ...columns.map(({ alone, somebody, nothing }) => alone + somebody + nothing))
	const step = niceStep(highest)
	const scale = (base - HEADROOM) / highest
	const y = (value: number) => round(base - value * scale)
	const lines = [1, 2, 3].map((n) => n * step).filter((value) => value <= highest)
	const every = Math.ceil(columns.length / (wide ? 10 : 7))
	return (
		<svg
			viewBox={`0 0 ${width} ${base + 34}`}
			className={wide ? 'w-full max-sm:hidden' : 'w-full sm:hidden'}
			role="img"
			aria-label={label}
		>
			<g fontFamily="var(--font-body)" fontSize="14" fill="var(--ink-2)">
				{lines.map((value) => (
					<path key={value} d={`M0 ${y(value)}H${plot}`} stroke="var(--line)" />
				))}
				{columns.map((column, index) => {
					const x = round(index * slot + (slot - bar) / 2)
					const [first, second, third] = [
						column.alone,
						column.alone + column.somebody,
						column.alone + column.somebody + column.nothing,
					]
					// A narrow first column would push its name out of the drawing.
					const nameFrom =
						index === 0 && slot < 44
							? ({ x, textAnchor: 'start' } as const)
							: { x: round(x + bar / 2), textAnchor: 'middle' as const }
					const numbered = column.nothing > 0 && (columns.length <= MOST_NUMBERED || worst.includes(column))
					return (
						<g key={column.day}>
							<Part x={x} bar={bar} top={y(first)} bottom={base} color={COLORS.alone} />
							<Part x={x} bar={bar} top={y(second)} bottom={y(first)} color={COLORS.somebody} />
							<Part x={x} bar={bar} top={y(third)} bottom={y(second)} color={COLORS.nothing} />
							{index % every === 0 && (
								<text {...nameFrom} y={base + 20}>
									{dayWords(lang, column.day, weekly ? 'date' : wide ? 'short' : 'letter')}
								</text>
							)}
							{numbered && (
								<text
									x={round(x + bar / 2)}
									y={y(third) - 6}
									textAnchor="middle"
									fontWeight="650"
									fill="var(--chart-3)"
								>
									{column.nothing}
								</text>
							)}
						</g>
					)
				})}
				<path d={`M0 ${base + 0.5}H${plot}`} stroke="var(--ink)" strokeWidth="1.5" />
				{wide && <SideLabels column={columns.at(-1)} y={y} base={base} plot={plot} endings={endings} />}
			</g>
		</svg>
	)
}

function Part({ x, bar, top, bottom, color }: { x: number; bar: number; top: number; bottom: number; color: string }) {
	if (bottom - top <= 0) return null
	return (
		<rect
			x={x}
			y={top}
			width={round(bar)}
			height={round(bottom - top)}
			fill={color}
			stroke="var(--paper)"
			strokeWidth="1.5"
		/>
	)
}

/** The name of each part beside the last column; pushed apart where parts are thin. */
function SideLabels({
	column,
	y,
	base,
	plot,
	endings,
}: {
	column?: Column
	y: (value: number) => number
	base: number
	plot: number
	endings: DrawingProps['endings']
}) {
	if (!column) return null
	const { alone, somebody, nothing } = column
	const middles = [
		(y(alone) + base) / 2,
		(y(alone) + y(alone + somebody)) / 2,
		(y(alone + somebody) + y(alone + somebody + nothing)) / 2,
	]
	let lowest = Number.POSITIVE_INFINITY
	return ENDINGS.map((ending, index) => {
		const at = Math.min(middles[index] ?? 0, lowest - 17, base - 4)
		lowest = at
		return (
			<g key={ending}>
				<path d={`M${plot + 2} ${round(at)}h8`} stroke={COLORS[ending]} strokeWidth="2" />
				<text x={plot + 16} y={round(at + 5)} fill="var(--ink)">
					{typography(endings[ending])}
				</text>
			</g>
		)
	})
}

/** Where most visits ended with nothing; nobody is named when the days are alike. */
function worstOf(columns: Column[]): Column[] {
	const mean = columns.reduce((sum, { nothing }) => sum + nothing, 0) / Math.max(1, columns.length)
	return columns
		.filter(({ nothing }) => nothing > mean * 1.2)
		.sort((a, b) => b.nothing - a.nothing)
		.slice(0, WORST_NAMED)
		.sort((a, b) => a.day.localeCompare(b.day))
}

function niceStep(highest: number): number {
	const rough = highest / 3.4
	const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
	return ([5, 2, 1].find((factor) => factor * power <= rough) ?? 1) * power
}

function longDay(lang: Lang, day: string, weekly: boolean, weekOf: (day: string) => string): string {
	return weekly ? weekOf(dayWords(lang, day, 'long')) : dayWords(lang, day, 'weekday')
}

const SHAPES: Record<'long' | 'weekday' | 'short' | 'date', Intl.DateTimeFormatOptions> = {
	long: { day: 'numeric', month: 'long' },
	weekday: { weekday: 'long', day: 'numeric' },
	short: { weekday: 'short', day: 'numeric' },
	date: { day: 'numeric', month: 'short' },
}

/** A calendar day in words; `letter` is the shortest, for narrow drawings. */
function dayWords(lang: Lang, day: string | undefined, shape: keyof typeof SHAPES | 'letter'): string {
	if (!day) return ''
	const instant = new Date(`${day}T12:00:00Z`)
	const name = shape === 'letter' ? 'short' : shape
	const words = dateFormat(lang, 'UTC', `chart ${name}`, SHAPES[name]).format(instant)
	if (shape !== 'letter') return words
	const [weekday = '', number = ''] = words.split(/[\s,]+/)
	return `${weekday[0] ?? ''} ${number}`
}

function round(value: number): number {
	return Math.round(value * 10) / 10
}
