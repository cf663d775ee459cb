import { Check, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatMonth, formatNumber } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { startOfDay } from './calendar'
import type { ShownReview } from './shown-review'
import { gigabytes, signedMoney } from './signed-money'

interface Panel {
	review: ShownReview
	/** What the form sends besides: the key, the fingerprint of what was shown. */
	hidden: Record<string, string>
	/** This page without any choice of moment, and where the customer goes to change nothing. */
	here: string
	backTo: string
	undoMinutes: number
}

/** Everything a change does, to be read before it is confirmed: prices, moment, next bill, what stops. */
export function ReviewPanel({ review, hidden, here, backTo, undoMinutes }: Panel) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const total = formatMoney(lang, review.monthlyAfterCents, currency)
	const later = review.begin.when !== 'now'
	const date = formatDate(lang, review.beginsAt, timeZone)
	return (
		<div className="card grid grid-cols-[minmax(0,1fr)] gap-8 p-5 md:p-7">
			<Prices review={review} />
			<Moment review={review} here={here} />
			<Consequences review={review} />
			<NextBill review={review} />
			<form method="post" action="?" className="grid gap-4 border-t border-line pt-6">
				{Object.entries(hidden).map(([name, value]) => (
					<input key={name} type="hidden" name={name} value={value} />
				))}
				<p className="text-small text-ink-2">
					{later ? t.undoUntilBegin(date) : review.physical ? t.undoNever : t.undoFor(undoMinutes)}
				</p>
				<div className="flex flex-wrap items-center gap-x-6 gap-y-3">
					<Button variant="action" name="intent" value="confirm">
						{review.monthlyAfterCents === review.monthlyBeforeCents
							? t.confirmSame
							: later
								? t.confirmLater(total, date)
								: t.confirmPrice(total)}
					</Button>
					<a href={backTo}>{review.title.kind === 'plan' ? t.stay(review.planBefore[lang]) : t.keep}</a>
				</div>
			</form>
		</div>
	)
}

function Prices({ review }: { review: ShownReview }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number | null) => (cents === null ? '–' : formatMoney(lang, cents, currency))
	const committed = (until: Date | null) => (until ? formatDate(lang, until, timeZone) : t.none)
	const data = (megabytes: number | null) =>
		megabytes === null ? t.unlimited : t.data(formatNumber(lang, gigabytes(megabytes)))
	return (
		<table className="table text-small">
			<caption className="sr-only">{t.reviewLead}</caption>
			<thead>
				<tr>
					<td className="border-b-[1.5px] border-stroke" />
					<th scope="col" className="d">
						{t.before}
					</th>
					<th scope="col" className="d">
						{t.after}
					</th>
				</tr>
			</thead>
			<tbody>
				{review.rows.map((row) => (
					<tr key={row.id}>
						<th scope="row">{row.name[lang]}</th>
						<td className={row.afterCents === null ? 'd text-ink-2' : 'd'}>{money(row.beforeCents)}</td>
						<td className={row.beforeCents === null ? 'd font-semibold' : 'd'}>{money(row.afterCents)}</td>
					</tr>
				))}
				{review.allowance && (
					<tr>
						<th scope="row">{t.internet}</th>
						<td className="d">{data(review.allowance.beforeMb)}</td>
						<td className="d font-semibold">{data(review.allowance.afterMb)}</td>
					</tr>
				)}
				{review.commitments && (
					<tr>
						<th scope="row">{t.commitmentLabel}</th>
						<td className="d">{committed(review.commitments.before)}</td>
						<td className="d">{committed(review.commitments.after)}</td>
					</tr>
				)}
			</tbody>
			<tfoot>
				<tr>
					<th scope="row" className="align-top">
						{t.total}
					</th>
					<td className="d">{money(review.monthlyBeforeCents)}</td>
					<td className="d">
						{money(review.monthlyAfterCents)}
						<span className="block font-normal text-ink-2">
							{signedMoney(lang, review.monthlyAfterCents - review.monthlyBeforeCents, currency)}
						</span>
					</td>
				</tr>
			</tfoot>
		</table>
	)
}

/** When it begins: each choice is a link, so what it costs is worked out again without JavaScript. */
function Moment({ review, here }: { review: ShownReview; here: string }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { timeZone } = useBrand()
	const { choices, begin } = review
	const dateOf = (day: string) => formatDate(lang, startOfDay(day, timeZone), timeZone)
	const freeDay = choices.freeFromDay
	return (
		<section aria-labelledby="quand">
			<h2 id="quand" className="text-h3">
				{t.when}
			</h2>
			{choices.noticeDays > 0 && (
				<p className="mt-2 text-small">{t.noticeWords(choices.noticeDays, dateOf(choices.firstDay))}</p>
			)}
			<ul className="mt-3 grid gap-2">
				{choices.offered.includes('now') && (
					<Choice href={`${here}&debut=now`} current={begin.when === 'now'}>
						{t.whens.now('')}
					</Choice>
				)}
				{choices.offered.includes('next-bill') && (
					<Choice href={`${here}&debut=next-bill`} current={begin.when === 'next-bill'}>
						{t.whens['next-bill'](dateOf(choices.nextBillDay))}
					</Choice>
				)}
				{freeDay && (
					<Choice href={`${here}&debut=date&jour=${freeDay}`} current={begin.when === 'date' && begin.day === freeDay}>
						{t.whenFree(dateOf(freeDay))}
					</Choice>
				)}
				{begin.when === 'date' && begin.day !== freeDay && (
					<Choice href={`${here}&debut=date&jour=${begin.day}`} current>
						{t.whens.date(dateOf(begin.day))}
					</Choice>
				)}
			</ul>
			{choices.offered.includes('date') && (
				<details className="mt-3 text-small" open={begin.when === 'date' && begin.day !== freeDay}>
					<summary className="inline-flex min-h-11 items-center gap-2 font-semibold text-action">
						<ChevronRight className="icon tourne" aria-hidden="true" />
						{t.chosenDay}
					</summary>
					<form action={here.split('?')[0]} className="mt-2 flex flex-wrap items-end gap-3">
						{[...new URLSearchParams(here.split('?')[1])].map(([name, value]) => (
							<input key={name} type="hidden" name={name} value={value} />
						))}
						<input type="hidden" name="debut" value="date" />
						<div className="field">
							<label htmlFor="jour">{t.dayLabel}</label>
							<p className="hint" id="jour-hint">
								{t.dayBetween(dateOf(choices.firstDay), dateOf(choices.lastDay))}
							</p>
							<input
								type="date"
								id="jour"
								name="jour"
								className="control"
								aria-describedby="jour-hint"
								min={choices.firstDay}
								max={choices.lastDay}
								defaultValue={begin.when === 'date' ? begin.day : choices.firstDay}
								required
							/>
						</div>
						<Button variant="outline">{t.chooseDay}</Button>
					</form>
				</details>
			)}
		</section>
	)
}

function Choice({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
	return (
		<li>
			<a
				href={href}
				aria-current={current || undefined}
				className={
					current
						? 'flex min-h-12 items-center gap-3 rounded-2 border-[1.5px] border-stroke bg-action-soft px-4 py-2 font-semibold text-ink no-underline'
						: 'flex min-h-12 items-center gap-3 rounded-2 border border-line-strong bg-surface px-4 py-2 text-ink no-underline hover:border-stroke'
				}
			>
				<Check className={current ? 'icon shrink-0' : 'icon invisible shrink-0'} aria-hidden="true" />
				{children}
			</a>
		</li>
	)
}

function Consequences({ review }: { review: ShownReview }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const data = (megabytes: number | null) => formatNumber(lang, gigabytes(megabytes ?? 0))
	const { commitment, newCommitment, lessData } = review
	const said = [
		...review.consequences.map(({ kind, what, other, why }) =>
			t.consequences[kind](what[lang], other[lang], why?.[lang] ?? ''),
		),
		review.stopsServices.length > 0 && t.stopsServices(review.stopsServices.map((service) => service[lang])),
		review.gainsServices.length > 0 && t.gainsServices(review.gainsServices.map((service) => service[lang])),
		lessData &&
			(lessData.beforeMb === null
				? t.lessDataUnlimited(data(lessData.afterMb))
				: t.lessData(data(lessData.beforeMb), data(lessData.afterMb))),
		commitment &&
			(commitment.cents > 0
				? t.commitmentBroken(
						formatDate(lang, commitment.until, timeZone),
						commitment.months,
						money(commitment.cents / commitment.months),
						money(commitment.cents),
					)
				: t.commitmentGoesOn(formatDate(lang, commitment.until, timeZone))),
		newCommitment &&
			(commitment
				? t.commitmentNewAgain(newCommitment.months, formatDate(lang, newCommitment.until, timeZone))
				: t.commitmentNew(newCommitment.months, formatDate(lang, newCommitment.until, timeZone))),
		review.becomesFree && !newCommitment && t.commitmentFree,
	].filter((sentence) => typeof sentence === 'string')
	if (said.length === 0) return null
	return (
		<section aria-labelledby="avec">
			<h2 id="avec" className="text-h3">
				{t.whyChanges}
			</h2>
			<ul className="mt-3 grid list-disc gap-2 pl-5">
				{said.map((sentence) => (
					<li key={sentence}>{sentence}</li>
				))}
			</ul>
		</section>
	)
}

function NextBill({ review }: { review: ShownReview }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const month = formatMonth(lang, review.billMonth, timeZone)
	const amount = money(Math.abs(review.onNextBillCents))
	const words = { credit: t.credit, charge: t.charge }
	return (
		<section aria-labelledby="facture">
			<h2 id="facture" className="text-h3">
				{t.onBill(month)}
			</h2>
			{review.lines.length === 0 ? (
				<p className="mt-3">{t.noLines(formatDate(lang, review.beginsAt, timeZone))}</p>
			) : (
				<>
					<p className="mt-3">
						{review.onNextBillCents > 0
							? t.onBillLead.more(amount)
							: review.onNextBillCents < 0
								? t.onBillLead.less(amount)
								: t.onBillLead.same}
					</p>
					<table className="table mt-3 text-small">
						<caption className="sr-only">{t.onBill(month)}</caption>
						<tbody>
							{review.lines.map((line) => (
								<tr key={`${line.kind} ${line.name.fr} ${line.amountCents}`}>
									<th scope="row" className="font-normal">
										{line.kind === 'commitment'
											? t.commitmentLine(line.name[lang], line.count, money(line.eachCents))
											: words[line.kind](line.name[lang], line.count, line.ofDays)}
									</th>
									<td className="d whitespace-nowrap">{signedMoney(lang, line.amountCents, currency)}</td>
								</tr>
							))}
						</tbody>
						<tfoot>
							<tr>
								<th scope="row">{t.sum}</th>
								<td className="d whitespace-nowrap">{signedMoney(lang, review.onNextBillCents, currency)}</td>
							</tr>
						</tfoot>
					</table>
					<p className="mt-2 text-small text-ink-2">{t.perDay}</p>
				</>
			)}
		</section>
	)
}
