import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { NextBillLine } from './backend'
import type { ContractChange } from './contract-changes.server'
import { signedMoney } from './signed-money'

export interface Receipt {
	state: ContractChange['state']
	heading: string
	reference: string
	contract: string
	at: Date
	beginsAt: Date
	undoUntil: Date | null
	beforeCents: number
	afterCents: number
	lines: NextBillLine[]
	onNextBillCents: number
}

/** What came of an operation, as read on the contract afterwards, and the way to take it back. */
export function ChangeReceipt({
	receipt,
	undoRefused,
}: {
	receipt: Receipt
	undoRefused: 'too-late' | 'changed-since' | 'unavailable' | null
}) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	return (
		<div className="wrap max-w-[46rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{receipt.heading}</h1>
			<div className="mt-6 grid gap-4">
				{undoRefused && (
					<Notice tone="warn" live>
						{undoRefused === 'changed-since'
							? t.plan.problems['changed-since']
							: undoRefused === 'too-late'
								? t.plan.problems['too-late-to-undo']
								: t.unavailable}
					</Notice>
				)}
				<Outcome receipt={receipt} />
			</div>
			<dl className="card mt-6 grid gap-x-8 gap-y-3 p-5 sm:grid-cols-[auto_minmax(0,1fr)] md:p-7">
				<Row term={t.plan.operation} value={receipt.reference} />
				<Row term={t.plan.contract} value={receipt.contract} />
				<Row
					term={t.plan.asked}
					value={t.plan.atTime(formatDate(lang, receipt.at, timeZone), formatTime(lang, receipt.at, timeZone))}
				/>
				<Row
					term={t.plan.begins}
					value={
						receipt.beginsAt.getTime() === receipt.at.getTime()
							? t.plan.whens.now('')
							: formatDate(lang, receipt.beginsAt, timeZone)
					}
				/>
				<Row term={t.plan.before} value={t.plan.monthly(money(receipt.beforeCents))} />
				<Row term={t.plan.after} value={t.plan.monthly(money(receipt.afterCents))} />
			</dl>
			{receipt.lines.length > 0 && <Lines receipt={receipt} />}
			<p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-small">
				<a href={localPath(lang, `/compte/contrats/${receipt.contract}/formule`)}>{t.plan.linkPlan}</a>
				<a href={localPath(lang, `/compte/contrats/${receipt.contract}/options`)}>{t.plan.linkOptions}</a>
			</p>
		</div>
	)
}

function Outcome({ receipt }: { receipt: Receipt }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const { state, undoUntil } = receipt
	const isPlanned = state === 'planned'
	const after = formatMoney(lang, receipt.afterCents, currency)
	if (state === 'undone')
		return (
			<Notice tone="ok" live>
				{receipt.beginsAt > receipt.at ? t.withdrawn : t.undone}
			</Notice>
		)
	if (state !== 'done' && state !== 'planned')
		return (
			<Notice tone={state === 'unknown' ? 'warn' : 'danger'} live>
				<p>{t.failures[state]}</p>
				<p className="mt-1">{t.failedHelp}</p>
			</Notice>
		)
	return (
		<Notice tone="ok" live>
			<p>
				{isPlanned ? t.doneLater(formatDate(lang, receipt.beginsAt, timeZone), after) : t.done(after)} {t.receiptSent}
			</p>
			{undoUntil && (
				<form method="post" action="?" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
					<Button variant="outline" name="intent" value={isPlanned ? 'withdraw' : 'undo'}>
						{isPlanned ? t.withdraw : t.undo}
					</Button>
					<span className="text-small text-ink-2">
						{isPlanned
							? t.undoUntilBegin(formatDate(lang, undoUntil, timeZone))
							: t.undoUntil(formatTime(lang, undoUntil, timeZone))}
					</span>
				</form>
			)}
		</Notice>
	)
}

function Row({ term, value }: { term: string; value: string }) {
	return (
		<>
			<dt className="text-ink-2 max-sm:mt-1">{term}</dt>
			<dd className="num">{value}</dd>
		</>
	)
}

/** As the invoice will print them, so that they are found again there. */
function Lines({ receipt }: { receipt: Receipt }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency } = useBrand()
	return (
		<section aria-labelledby="lignes" className="mt-6">
			<h2 id="lignes" className="text-h3">
				{t.nextBill}
			</h2>
			<table className="table mt-2 text-small">
				<tbody>
					{receipt.lines.map((line) => (
						<tr key={`${line.label} ${line.amountCents}`}>
							<th scope="row" lang="fr" className="font-normal">
								{line.label}
							</th>
							<td className="d">{signedMoney(lang, line.amountCents, currency)}</td>
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row">{t.sum}</th>
						<td className="d">{signedMoney(lang, receipt.onNextBillCents, currency)}</td>
					</tr>
				</tfoot>
			</table>
		</section>
	)
}
