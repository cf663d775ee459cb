import { Check, CircleAlert, Phone, PhoneForwarded, Router, Signal, TriangleAlert, Tv } from 'lucide-react'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatNumber, formatPhone, formatRelativeDay } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'
import type { Contract, Forwarding, Line, MonthOfUsage } from './backend'
import { PlannedChange, type ShownPlannedChange } from './planned-change'
import { gigabytes } from './signed-money'

export interface ShownContract extends Contract {
	reference: string
	usage: MonthOfUsage[]
	forwardings: Forwarding[]
	/** Plan and options: what a month costs. */
	monthlyCents: number
	/** The plan is a version that is no longer sold, kept with its name and price. */
	isEarlierVersion: boolean
	/** It is at an address, and can be asked to go to another one. */
	canMove: boolean
	/** A change of plan or options that waits for its day. */
	planned: ShownPlannedChange | null
	/** While the contract can still be withdrawn from. */
	withdrawUntil: Date | null
	/** Acknowledgement of the cancellation under way. */
	noticeReference: string | null
	services: {
		id: string
		name: { fr: string; en: string }
		state: 'normal' | 'slowed' | 'down'
		area: string | null
		expectedEndAt: Date | null
	}[]
}

const SERVICE_ICONS: Record<string, typeof Router> = { internet: Router, tv: Tv, landline: Phone, mobile: Signal }
const STATE_TONES = { normal: 'ok', slowed: 'warn', down: 'danger' } as const
const STATE_ICONS = { normal: Check, slowed: TriangleAlert, down: CircleAlert }

/** One contract: what it costs, what it carries and how that does, its lines, its end when there is one. */
export function ContractCard({ contract, now }: { contract: ShownContract; now: Date }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const titleId = `contract-${contract.reference}`
	const running = contract.options.filter((option) => !option.until || option.until > now)
	const committed = contract.committedUntil && contract.committedUntil > now
	return (
		<section id={contract.reference} aria-labelledby={titleId} className="card flex flex-col p-5 md:p-7">
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
				<h2 id={titleId} className="text-h2">
					{contract.planName}
				</h2>
				<p className="num text-h3 font-heading font-bold">
					{formatMoney(lang, contract.monthlyCents, currency)}
					<span className="text-small font-body font-normal text-ink-2"> {t.perMonth}</span>
				</p>
			</div>
			<p className="num mt-1 text-small text-ink-2">
				{contract.label} ·{' '}
				{committed && contract.committedUntil
					? t.commitment(formatDate(lang, contract.committedUntil, timeZone))
					: t.noCommitment}
			</p>
			<p className="num text-small text-ink-2">{t.reference(contract.reference)}</p>
			{contract.state === 'suspended' && (
				<p className="mt-2">
					<Tag tone="warn" icon={TriangleAlert}>
						{t.suspended}
					</Tag>
				</p>
			)}
			{contract.endsAt && <Ending contract={contract} endsAt={contract.endsAt} />}
			<ul aria-label={t.services} className="mt-5 border-t border-line">
				{contract.services.map((service) => (
					<ServiceRow key={service.id} service={service} now={now} />
				))}
				{contract.lines.map((line) => (
					<LineRow
						key={line.id}
						line={line}
						month={contract.usage.find((month) => month.lineId === line.id)}
						forwarding={contract.forwardings.find((one) => one.lineId === line.id && one.active)}
					/>
				))}
			</ul>
			{(running.length > 0 || contract.isEarlierVersion) && <WhyThisPrice contract={contract} options={running} />}
			{contract.planned && (
				<div className="mt-4">
					<PlannedChange planned={contract.planned} />
				</div>
			)}
			{!contract.endsAt && contract.state === 'active' && (
				<p className="mt-auto flex flex-wrap gap-x-6 gap-y-2 pt-5 text-small">
					{(['formule', 'options'] as const).map((page) => (
						<a key={page} href={localPath(lang, `/compte/contrats/${contract.reference}/${page}`)}>
							{page === 'formule' ? t.plan.linkPlan : t.plan.linkOptions}
							<span className="sr-only"> ({contract.planName})</span>
						</a>
					))}
					{contract.canMove && (
						<a href={localPath(lang, `/compte/contrats/${contract.reference}/demenagement`)}>
							{t.moving}
							<span className="sr-only"> ({contract.planName})</span>
						</a>
					)}
				</p>
			)}
			{contract.withdrawUntil && !contract.endsAt && (
				<p className="mt-4 text-small">
					{t.withdrawUntil(formatDate(lang, contract.withdrawUntil, timeZone))}{' '}
					<a href={localPath(lang, `/retractation?contrat=${contract.reference}`)}>{t.withdrawLink}</a>
				</p>
			)}
		</section>
	)
}

/** The plan and each option add up to the price at the top. */
function WhyThisPrice({ contract, options }: { contract: ShownContract; options: ShownContract['options'] }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	return (
		<section aria-label={t.plan.whyThisPrice} className="mt-4 text-small">
			<h3 className="font-semibold">{t.plan.whyThisPrice}</h3>
			<ul className="num mt-1">
				<li className="flex justify-between gap-4 py-1">
					<span>
						{contract.planName}
						{contract.isEarlierVersion && (
							<span className="block text-ink-2">
								{t.plan.keptSince(formatDate(lang, contract.planSince, timeZone))}
							</span>
						)}
					</span>
					<span className="whitespace-nowrap">{money(contract.priceCents)}</span>
				</li>
				{options.map((option) => (
					<li key={option.id} className="flex justify-between gap-4 py-1">
						<span>{option.name}</span>
						<span className="whitespace-nowrap">{money(option.priceCents)}</span>
					</li>
				))}
				<li className="flex justify-between gap-4 border-t border-line py-1 font-semibold">
					<span>{t.plan.contractTotal}</span>
					<span className="whitespace-nowrap">{money(contract.monthlyCents)}</span>
				</li>
			</ul>
		</section>
	)
}

function Ending({ contract, endsAt }: { contract: ShownContract; endsAt: Date }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="mt-4">
			<Notice tone="warn">
				{t.ends(formatDate(lang, endsAt, timeZone))}{' '}
				{contract.noticeReference && (
					<a href={localPath(lang, `/resilier/accuse/${contract.noticeReference}`)}>{t.undoEnd}</a>
				)}
			</Notice>
		</div>
	)
}

function ServiceRow({ service, now }: { service: ShownContract['services'][number]; now: Date }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const Icon = SERVICE_ICONS[service.id] ?? Signal
	return (
		<li className="border-b border-line py-3.5">
			<div className="flex items-center gap-4">
				<Icon className="icon size-6 text-action" aria-hidden="true" />
				<span className="flex-1">{service.name[lang]}</span>
				<Tag tone={STATE_TONES[service.state]} icon={STATE_ICONS[service.state]}>
					{t.state[service.state]}
				</Tag>
			</div>
			{service.area && (
				<p className="mt-2 text-small text-ink-2">
					{service.expectedEndAt
						? t.incidentEnd(service.area, formatRelativeDay(lang, service.expectedEndAt, now, timeZone))
						: t.incident(service.area)}
				</p>
			)}
		</li>
	)
}

function LineRow({
	line,
	month,
	forwarding,
}: {
	line: Line
	month: MonthOfUsage | undefined
	forwarding: Forwarding | undefined
}) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { country } = useBrand()
	return (
		<li className="border-b border-line py-3.5 last:border-b-0">
			<div className="flex items-center gap-4">
				<Phone className="icon size-6 text-action" aria-hidden="true" />
				<span className="flex-1">
					<span lang="fr">{line.label}</span>{' '}
					<span className="num whitespace-nowrap">{formatPhone(line.number, country)}</span>
					<br />
					<a href={localPath(lang, `/compte/lignes/${line.id}`)} className="text-small">
						{t.ownLine.manage}
						<span className="sr-only"> ({formatPhone(line.number, country)})</span>
					</a>
				</span>
				{line.state === 'suspended' && (
					<Tag tone="warn" icon={TriangleAlert}>
						{t.ownLine.suspendedTag}
					</Tag>
				)}
			</div>
			{month && <Usage month={month} />}
			<p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-2 bg-sunken px-4 py-3 text-small">
				<PhoneForwarded className="icon" aria-hidden="true" />
				<span className="flex-1">
					<a href={localPath(lang, `/compte/renvoi#${line.id}`)} className="font-semibold">
						{t.forwardingLink}
					</a>
					<br />
					<span className="num text-ink-2">
						{forwarding ? t.forwardedTo(formatPhone(forwarding.target, country)) : t.forwardingOff}
					</span>
				</span>
			</p>
		</li>
	)
}

function Usage({ month }: { month: MonthOfUsage }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { dataMb, dataAllowanceMb } = month
	const used = formatNumber(lang, gigabytes(dataMb))
	const share = dataAllowanceMb ? Math.min(100, Math.round((dataMb / dataAllowanceMb) * 100)) : 0
	return (
		<>
			<p className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4 text-small">
				<span>{t.usedThisMonth}</span>
				<b className="num whitespace-nowrap">
					{dataAllowanceMb ? t.used(used, formatNumber(lang, gigabytes(dataAllowanceMb))) : t.usedUnlimited(used)}
				</b>
			</p>
			{dataAllowanceMb && (
				<div className="meter mt-2" aria-hidden="true">
					<Gauge share={share} />
				</div>
			)}
			<p className="mt-2 text-small text-ink-2">{t.calls(month.minutes, month.sms)}</p>
		</>
	)
}

/** Drawn as a picture: a width in a style attribute is refused by our Content-Security-Policy. */
function Gauge({ share }: { share: number }) {
	return (
		<svg className="block h-full w-full" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
			<rect width={share} height="1" fill="var(--action)" />
		</svg>
	)
}
