import { accountMessages } from '~/i18n/account'
import { formatMoney, formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import type { Line } from './backend'
import { LineAsShown } from './line-as-shown'

interface Review {
	review: 'suspend' | 'resume'
	lineId: string
	line: Line
	contract: { monthlyCents: number }
	requestKey: string
}

/** Before and after, price, what stops and the way back, to be read before it is done. */
export function LineReview({ review, lineId, line, contract, requestKey }: Review) {
	const t = useMessages(accountMessages).ownLine
	const lang = useLang()
	const { country, currency } = useBrand()
	const suspends = review === 'suspend'
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const page = localPath(lang, `/compte/lignes/${lineId}`)
	const facts: [string, string][] = [
		[t.facts.now, suspends ? t.inService : t.suspendedTag],
		[t.facts.after, suspends ? t.suspendedTag : t.inService],
		[t.facts.when, t.atOnce],
		[t.facts.price, t.free(money(0), money(contract.monthlyCents))],
		[t.facts.stops, suspends ? t.suspendStops : t.resumeStops],
		[t.facts.stays, t.suspendStays],
		[t.facts.undo, suspends ? t.suspendUndo : t.resumeUndo],
	]
	return (
		<>
			<h1 className="mt-3 text-h1">{suspends ? t.reviewSuspend : t.reviewResume}</h1>
			<p className="mt-3 text-lead">
				<span lang="fr">{line.label}</span>{' '}
				<span className="num whitespace-nowrap">{formatPhone(line.number, country)}</span>
			</p>
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
					<LineAsShown line={line} requestKey={requestKey} />
					<Button name="intent" value={review}>
						{suspends ? t.confirmSuspend : t.confirmResume}
					</Button>
					<a href={page}>{t.leave}</a>
				</form>
			</div>
		</>
	)
}
