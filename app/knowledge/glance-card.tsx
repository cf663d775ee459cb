import { Check, TriangleAlert } from 'lucide-react'
import { formatMoney, formatNumber, formatShortDate } from '~/i18n/format'
import { knowledgeMessages } from '~/i18n/knowledge'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

interface Glance {
	firstName: string
	home: { label: string; state: 'normal' | 'slowed' | 'down' } | null
	mobile: { label: string; usedMb: number; allowanceMb: number | null } | null
	nextPayment: { amountCents: number; on: Date } | null
}

/** The signed-in customer's account in three lines. */
export function GlanceCard({ glance: { firstName, home, mobile, nextPayment } }: { glance: Glance }) {
	const t = useMessages(knowledgeMessages).glance
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const gigabytes = (mb: number) => formatNumber(lang, mb / 1_000)
	const share = mobile?.allowanceMb ? Math.min(100, Math.round((mobile.usedMb / mobile.allowanceMb) * 100)) : null
	const amount = nextPayment && formatMoney(lang, nextPayment.amountCents, currency)
	return (
		<section aria-labelledby="coup" className="card p-5 md:p-6">
			<h2 id="coup" className="text-h3">
				{t.hello(firstName)}
			</h2>
			<dl className="mt-3 grid text-small">
				{home && (
					<div className="flex items-baseline justify-between gap-4 border-b border-line py-3">
						<dt className="text-ink-2">{home.label}</dt>
						<dd className={`whitespace-nowrap font-semibold ${home.state === 'normal' ? 'text-ok' : 'text-warn'}`}>
							{home.state === 'normal' ? (
								<Check className="icon" aria-hidden="true" />
							) : (
								<TriangleAlert className="icon" aria-hidden="true" />
							)}{' '}
							{home.state === 'normal' ? t.works : t[home.state]}
						</dd>
					</div>
				)}
				{mobile && (
					<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2 border-b border-line py-3">
						<dt className="text-ink-2">{mobile.label}</dt>
						<dd className="num font-semibold">
							{mobile.allowanceMb
								? t.used(gigabytes(mobile.usedMb), gigabytes(mobile.allowanceMb))
								: t.usedUnlimited(gigabytes(mobile.usedMb))}
						</dd>
						{share !== null && (
							<dd className="w-full">
								<svg
									aria-hidden="true"
									viewBox="0 0 100 4"
									preserveAspectRatio="none"
									className="block h-3 w-full rounded-2 border-[1.5px] border-stroke bg-surface"
								>
									<rect width={share} height="4" fill="var(--action)" />
								</svg>
							</dd>
						)}
					</div>
				)}
				{nextPayment && amount && (
					<div className="flex items-baseline justify-between gap-4 pt-3">
						<dt className="text-ink-2">{t.nextPayment}</dt>
						<dd className="num font-semibold">{t.payment(amount, formatShortDate(lang, nextPayment.on, timeZone))}</dd>
					</div>
				)}
			</dl>
			<p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-small">
				<a href={localPath(lang, '/compte')}>{t.account}</a>
				{amount && <a href={localPath(lang, '/compte/factures')}>{t.why(amount)}</a>}
			</p>
		</section>
	)
}
