import { accountMessages } from '~/i18n/account'
import { formatMoney, formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import type { ForwardingState } from './backend'
import type { ForwardingReview as Review } from './forwarding.server'

/** Before and after, price, what stops and the way back, to be read before calls go elsewhere. */
export function ForwardingReview({
	review,
	requestKey,
	undoMinutes,
}: {
	review: Review
	requestKey: string
	undoMinutes: number
}) {
	const { ownLine, forwarding: t } = useMessages(accountMessages)
	const lang = useLang()
	const { country, currency } = useBrand()
	const { lineId, number, kind, before, after, monthlyCents, seen } = review
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const page = localPath(lang, '/compte/renvoi')
	const whereTo = ({ target, delaySeconds }: ForwardingState) =>
		[t.onTo(formatPhone(target, country)), ...(delaySeconds === null ? [] : [t.afterSeconds(delaySeconds)])].join(', ')
	const facts: [string, string][] = [
		[t.review.calls, t.kinds[kind].title],
		[ownLine.facts.now, before?.active ? whereTo(before) : t.off],
		[ownLine.facts.after, whereTo(after)],
		[ownLine.facts.when, ownLine.atOnce],
		[ownLine.facts.price, t.review.price(money(0), money(monthlyCents))],
		[ownLine.facts.stops, t.review.stops[kind]],
		[ownLine.facts.undo, t.review.undo(undoMinutes)],
	]
	const asked = { lineId, kind, target: after.target, delaySeconds: after.delaySeconds ?? '', seen, requestKey }
	return (
		<>
			<h1 className="mt-3 text-h1">{t.review.title}</h1>
			<p className="num mt-3 text-lead">{formatPhone(number, country)}</p>
			<div className="card mt-6 p-5 md:p-7">
				<dl className="grid gap-x-6 gap-y-4 sm:grid-cols-[12rem_1fr]">
					{facts.map(([name, value]) => (
						<div key={name} className="contents">
							<dt className="font-semibold max-sm:-mb-3">{name}</dt>
							<dd className="num">{value}</dd>
						</div>
					))}
				</dl>
				<form method="post" action={page} className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-3">
					{Object.entries(asked).map(([name, value]) => (
						<input key={name} type="hidden" name={name} value={value} />
					))}
					<Button name="intent" value="on">
						{t.start}
					</Button>
					<a href={page}>{ownLine.leave}</a>
				</form>
			</div>
		</>
	)
}
