import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatPhone } from '~/i18n/format'
import { pastMessages } from '~/i18n/past'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'
import type { PastContract as Shown } from './past-page.server'

/** A contract as it was: its parts and their prices, its lines and where their calls went. */
export function PastContract({ contract }: { contract: Shown }) {
	const t = useMessages(pastMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const { reference, planName, label, state, endsAt, options, lines } = contract
	return (
		<section aria-labelledby={reference} className="card mt-6 p-5 md:p-7">
			<div className="flex flex-wrap items-center justify-between gap-3">
				<h3 id={reference} className="text-h3">
					{planName[lang]}
				</h3>
				<Tag tone={state === 'active' ? 'ok' : 'warn'}>{t.states[state]}</Tag>
			</div>
			<p className="num mt-1 text-ink-2 text-small">
				{label} · {reference}
			</p>
			{endsAt && state !== 'ended' && <p className="mt-2 text-small">{t.ending(formatDate(lang, endsAt, timeZone))}</p>}
			<dl className="num mt-4">
				<Price name={t.plan} amount={money(contract.planCents)} />
				{options.map(({ optionId, name, priceCents }) => (
					<Price key={optionId} name={name} amount={money(priceCents)} />
				))}
				<Price name={t.monthly} amount={money(contract.monthlyCents)} isTotal />
			</dl>
			{lines.length > 0 && (
				<>
					<h4 className="mt-4 font-semibold">{t.lines}</h4>
					<ul className="mt-1 grid gap-2">
						{lines.map((line) => (
							<PastLine key={line.id} line={line} />
						))}
					</ul>
				</>
			)}
		</section>
	)
}

function Price({ name, amount, isTotal = false }: { name: string; amount: string; isTotal?: boolean }) {
	return (
		<div className={`flex justify-between gap-4 py-1 ${isTotal ? 'border-line border-t font-semibold' : ''}`}>
			<dt>{name}</dt>
			<dd>{amount}</dd>
		</div>
	)
}

function PastLine({ line }: { line: Shown['lines'][number] }) {
	const t = useMessages(pastMessages)
	const { kinds } = useMessages(accountMessages).forwarding
	const lang = useLang()
	const { country } = useBrand()
	const phone = (number: string) => formatPhone(number, country)
	const sent = line.forwardings.map(({ kind, target }) => t.forwarded(kinds[kind].title, phone(target)))
	return (
		<li>
			<span lang={lang === 'fr' ? undefined : 'fr'}>{line.label}</span>{' '}
			<span className="num whitespace-nowrap">{phone(line.number)}</span>
			{line.state === 'suspended' && ` · ${t.lineSuspended}`}
			<span className="num block text-ink-2 text-small">{sent.length > 0 ? sent.join(', ') : t.noForwarding}</span>
		</li>
	)
}
