import { Check } from 'lucide-react'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { LinkButton } from '~/ui/button'
import { Tag } from '~/ui/tag'
import type { ShownHolding } from './change-page.server'
import type { OptionOffer } from './offers'
import { signedMoney } from './signed-money'

/** The options of a contract: those it has, those it can have, each with all it would change. */
export function OptionList({
	holding,
	options,
	path,
}: {
	holding: ShownHolding
	options: OptionOffer[]
	path: string
}) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	return (
		<>
			<p className="mt-6 text-lead">{t.optionsLead}</p>
			{options.length === 0 && <p className="mt-6">{t.noOption}</p>}
			<ul className="mt-6 grid gap-4">
				{options.map((option) => (
					<Option key={option.optionId} option={option} plan={holding.planName[lang]} path={path} />
				))}
			</ul>
		</>
	)
}

function Option({ option, plan, path }: { option: OptionOffer; plan: string; path: string }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const { change, heldSince } = option
	const verb = heldSince ? 'retirer' : 'ajouter'
	return (
		<li className="card p-5 md:px-7">
			<div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
				<h2 className="text-h3">{option.name[lang]}</h2>
				<p className="num">
					<b className="font-heading text-h3">{formatMoney(lang, option.priceCents, currency)}</b>{' '}
					<span className="text-small text-ink-2">{t.perMonthShort}</span>
				</p>
			</div>
			{option.explained && <p className="mt-1">{option.explained[lang]}</p>}
			{heldSince && (
				<p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2">
					<Tag tone="ok" icon={Check}>
						{t.held}
					</Tag>
					{t.heldSince(formatDate(lang, heldSince, timeZone))}
				</p>
			)}
			{option.lastChance && <p className="mt-2 text-small">{t.noLongerSold}</p>}
			{option.hints.map(({ kind, other, why }) => (
				<p key={other.fr} className="mt-2 text-small text-ink-2">
					{kind === 'conflict' ? t.conflictHint(other[lang], why[lang]) : t.neededHint(other[lang], why[lang])}
				</p>
			))}
			{change ? (
				<LinkButton
					variant="outline"
					href={`${localPath(lang, path)}?${verb}=${option.optionId}`}
					className="mt-4"
					aria-label={t.aboutContract(words(change), option.name[lang])}
				>
					{words(change)}
				</LinkButton>
			) : (
				<p className="mt-2 text-small text-ink-2">{t.notOnPlan(plan)}</p>
			)}
		</li>
	)

	function words({ title, differenceCents }: NonNullable<OptionOffer['change']>): string {
		const amount = signedMoney(lang, differenceCents, currency)
		if (title.kind === 'remove') {
			const [, ...others] = title.names.map((name) => name[lang])
			return others.length > 0 ? t.removeWith(others, amount) : t.remove(amount)
		}
		if (title.kind === 'plan') return ''
		if (title.replaced.length > 0)
			return t.replace(
				title.replaced.map((name) => name[lang]),
				title.name[lang],
				amount,
			)
		return title.needed.length > 0
			? t.addWith(
					title.needed.map((name) => name[lang]),
					amount,
				)
			: t.add(amount)
	}
}
