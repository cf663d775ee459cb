import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatNumber } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { ShownHolding } from './change-page.server'
import type { PlanOffer } from './offers'
import { gigabytes, signedMoney } from './signed-money'

/** The plan that is held, and those it can be changed for, each with what it costs more or less. */
export function PlanList({ holding, plans, path }: { holding: ShownHolding; plans: PlanOffer[]; path: string }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	return (
		<>
			<p className="num mt-6 text-lead">
				{t.lead(holding.planName[lang], formatMoney(lang, holding.planCents, currency))}
			</p>
			{holding.committedUntil && (
				<p className="mt-2">{t.committedUntil(formatDate(lang, holding.committedUntil, timeZone))}</p>
			)}
			{holding.isEarlierVersion && (
				<div className="mt-4">
					<Notice>{t.keptVersion}</Notice>
				</div>
			)}
			{plans.length === 0 && <p className="mt-6">{t.noOther}</p>}
			<ul className="mt-6 grid gap-4">
				{plans.map((plan) => (
					<Plan key={plan.planId} plan={plan} href={`${localPath(lang, path)}?offre=${plan.planId}`} />
				))}
			</ul>
		</>
	)
}

function Plan({ plan, href }: { plan: PlanOffer; href: string }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency } = useBrand()
	const name = plan.name[lang]
	const facts = [
		plan.allowanceMb === null ? null : t.dataOf(formatNumber(lang, gigabytes(plan.allowanceMb))),
		plan.services.length > 1 ? plan.services.map((service) => service[lang]).join(', ') : null,
		plan.commitmentMonths > 0 ? t.commitmentOf(plan.commitmentMonths) : t.noCommitment,
	].filter((fact) => fact !== null)
	return (
		<li className="card grid gap-x-6 gap-y-4 p-5 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center md:px-7">
			<div>
				<h2 className="text-h3">{name}</h2>
				<p className="mt-1 text-small text-ink-2">{facts.join(' · ')}</p>
				{plan.loses.length > 0 && (
					<p className="mt-1 text-small text-ink-2">{t.without(plan.loses.map((option) => option[lang]))}</p>
				)}
			</div>
			<div className="grid gap-2 sm:justify-items-end">
				<p className="num">
					<b className="font-heading text-h3">{formatMoney(lang, plan.priceCents, currency)}</b>{' '}
					<span className="text-small text-ink-2">{t.perMonthShort}</span>
				</p>
				<p className="num text-small text-ink-2">
					{plan.differenceCents === 0 ? t.samePrice : t.compared(signedMoney(lang, plan.differenceCents, currency))}
				</p>
				<LinkButton variant="outline" href={href} className="justify-self-start sm:justify-self-end">
					{t.seePlan(name)}
				</LinkButton>
			</div>
		</li>
	)
}
