import { accountMessages } from '~/i18n/account'
import { formatMoney, formatMonth } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import type { Comparison, Difference } from './invoice-difference'
import { signedMoney } from './signed-money'

interface Compared {
	period: string
	previousPeriod: string
	comparison: Comparison
}

/** Why an invoice differs from the one before: first in sentences, then line by line to the cent. */
export function InvoiceExplanation(compared: Compared) {
	return (
		<>
			<Sentences {...compared} />
			<Table {...compared} />
		</>
	)
}

function Sentences({ previousPeriod, comparison }: Compared) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const { changeCents, rows } = comparison
	const month = formatMonth(lang, previousPeriod, timeZone)
	const amount = formatMoney(lang, Math.abs(changeCents), currency)
	const reasons = rows.filter((row) => row.cause !== 'same')
	const plansChanged = reasons.some((row) => row.cause.startsWith('plan-'))
	return (
		<div className="text-body">
			<p className="md:text-lead">
				<b>{changeCents === 0 ? t.same(month) : changeCents > 0 ? t.more(amount, month) : t.less(amount, month)}</b>
			</p>
			{reasons.length === 1 && reasons[0] ? (
				<p className="mt-1">{because(reasons[0])}</p>
			) : (
				reasons.length > 1 && (
					<ul className="mt-2 grid list-disc gap-1 pl-5">
						{reasons.map((row) => (
							<li key={`${row.cause} ${row.label}`}>{because(row)}</li>
						))}
					</ul>
				)
			)}
			{!plansChanged && <p className="mt-1">{t.plansSame}</p>}
		</div>
	)

	function because(row: Difference): string {
		const what = row.detail ? `${row.label} (${row.detail})` : row.label
		return t.because[row.cause](what, signedMoney(lang, row.changeCents, currency))
	}
}

function Table({ period, previousPeriod, comparison }: Compared) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const month = formatMonth(lang, period, timeZone)
	const before = formatMonth(lang, previousPeriod, timeZone)
	const money = (cents: number) => formatMoney(lang, cents, currency)
	return (
		<table className="table mt-3 text-small">
			<caption className="sr-only">{t.compared(month, before)}</caption>
			<thead>
				<tr>
					<td className="border-b-[1.5px] border-stroke" />
					<th scope="col" className="d max-sm:hidden">
						{capitalised(before)}
					</th>
					<th scope="col" className="d">
						{capitalised(month)}
					</th>
					<th scope="col" className="d">
						{t.change}
					</th>
				</tr>
			</thead>
			<tbody>
				{comparison.rows.map((row) => (
					<tr key={`${row.cause} ${row.label} ${row.beforeCents} ${row.afterCents}`}>
						<th scope="row">
							{row.cause === 'unexplained' ? t.rest : <span lang="fr">{row.label}</span>}
							{row.detail && (
								<span lang="fr" className="block font-normal text-ink-2">
									{row.detail}
								</span>
							)}
						</th>
						<td className="d max-sm:hidden">{money(row.beforeCents)}</td>
						<td className="d">{money(row.afterCents)}</td>
						<td className={row.changeCents === 0 ? 'd text-ink-3' : 'd font-semibold'}>
							{signedMoney(lang, row.changeCents, currency)}
						</td>
					</tr>
				))}
			</tbody>
			<tfoot>
				<tr>
					<th scope="row">{t.total}</th>
					<td className="d max-sm:hidden">{money(comparison.beforeTotalCents)}</td>
					<td className="d">{money(comparison.afterTotalCents)}</td>
					<td className="d">{signedMoney(lang, comparison.changeCents, currency)}</td>
				</tr>
			</tfoot>
		</table>
	)
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}
