import { formatDate, formatMoney } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { paymentMethodMessages } from '~/i18n/payment-method'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import type { TypedAccount } from './bank-account-form'
import type { NextPayment } from './overview.server'
import type { PaymentMethod } from './payment-method.server'

interface Review {
	typed: TypedAccount
	after: { holder: string; country: string; last4: string }
	method: PaymentMethod | null
	next: NextPayment | null
	creditor: { name: string; id: string }
	undoMinutes: number
}

/** Before and after, from when, what stops, and the words of the mandate, to be read before it is signed. */
export function MandateReview({ typed, after, method, next, creditor, undoMinutes }: Review) {
	const t = useMessages(paymentMethodMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const accountOf = ({ country, last4, holder }: Review['after']) =>
		`${t.hidden(country, last4)}, ${t.ofHolder(holder)}`
	const facts: [string, string][] = [
		[t.review.now, method ? accountOf(method) : t.review.nowNone],
		[t.review.after, accountOf(after)],
		[
			t.review.when,
			next
				? t.review.whenNext(formatMoney(lang, next.amountCents, currency), formatDate(lang, next.on, timeZone))
				: t.review.whenLater,
		],
		[t.review.price, t.review.free(formatMoney(lang, 0, currency))],
		[t.review.stops, method ? t.review.stopsMandate(method.mandate) : t.review.stopsNothing],
		...(method ? [[t.review.undo, t.review.undoHint(undoMinutes)] satisfies [string, string]] : []),
	]
	return (
		<>
			<h1 className="mt-3 text-h1">{t.review.title}</h1>
			<div className="card mt-6 p-5 md:p-7">
				<dl className="grid gap-x-6 gap-y-4 sm:grid-cols-[12rem_1fr]">
					{facts.map(([name, value]) => (
						<div key={name} className="contents">
							<dt className="font-semibold max-sm:-mb-3">{name}</dt>
							<dd className="num">{value}</dd>
						</div>
					))}
				</dl>
				<p className="mt-6 border-t border-line pt-5 text-small">{t.review.mandate(creditor.name, creditor.id)}</p>
				<form method="post" className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
					{Object.entries(typed).map(([name, value]) => (
						<input key={name} type="hidden" name={name} value={value} />
					))}
					<Button name="intent" value="sign">
						{t.review.confirm}
					</Button>
					<Button variant="outline" name="intent" value="correct">
						{t.review.correct}
					</Button>
					<a href={localPath(lang, '/compte/paiement')}>{t.review.leave}</a>
				</form>
			</div>
		</>
	)
}
