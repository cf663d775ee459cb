import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { gigabytes } from '~/accounts/signed-money'
import { usageByLine, usageOfShared } from '~/accounts/usage.server'
import { UsageChart } from '~/accounts/usage-chart'
import { requireCustomer } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatMonth, formatNumber, formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { usageMessages } from '~/i18n/usage'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const title = `${messagesIn(usageMessages, lang).title} · ${settings().brand.name}`
	const [own, shared] = await Promise.all([usageByLine(customer.id), usageOfShared(customer.id)])
	const lines = own && [...own, ...shared]
	return data({ title, lines }, { status: lines ? 200 : 503 })
}

export default function UsagePage() {
	const { lines } = useLoaderData<typeof loader>()
	const t = useMessages(usageMessages)
	const account = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{account.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			{!lines && (
				<div className="mt-6">
					<Notice tone="warn">{t.unavailable}</Notice>
				</div>
			)}
			{lines?.length === 0 && <p className="mt-6">{t.none}</p>}
			{lines?.map((one) => (
				<OfLine key={one.line.id} {...one} />
			))}
			<p className="mt-10">{t.question}</p>
			<p className="mt-3">
				<LinkButton
					variant="outline"
					href={`${localPath(lang, '/ecrire')}?motif=mobile&depuis=${encodeURIComponent(localPath(lang, '/compte/consommation'))}`}
				>
					{t.ask}
				</LinkButton>
			</p>
		</div>
	)
}

type LineUsage = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['lines']>[number]

function OfLine({ line, contract, months, summary, ownerName }: LineUsage) {
	const t = useMessages(usageMessages)
	const lang = useLang()
	const { country } = useBrand()
	const number = formatPhone(line.number, country)
	const amount = (megabytes: number) => formatNumber(lang, gigabytes(megabytes))
	const { usualMb, mostMb, allowanceMb, isFarBelow } = summary
	const sharing = useMessages(delegationMessages)
	const hasData = months.some(({ dataMb }) => dataMb > 0)
	return (
		<section id={line.id} aria-labelledby={`usage-${line.id}`} className="card mt-6 p-5 md:p-7">
			<h2 id={`usage-${line.id}`} className="text-h2">
				<span lang="fr">{line.label}</span> <span className="num whitespace-nowrap">{number}</span>
			</h2>
			<p className="mt-1 text-small text-ink-2">{contract.planName}</p>
			{ownerName && <p className="mt-1 text-small">{sharing.of(ownerName)}</p>}
			{usualMb !== null && hasData && <p className="num mt-4">{t.usual(amount(usualMb))}</p>}
			{isFarBelow && allowanceMb !== null && (
				<p className="num mt-1">
					{t.enough(amount(mostMb), amount(allowanceMb))}{' '}
					{!ownerName && <a href={localPath(lang, `/compte/contrats/${contract.reference}/formule`)}>{t.plans}</a>}
				</p>
			)}
			{hasData && <UsageChart months={months} number={number} allowanceMb={allowanceMb} />}
			{/* A picture of thirteen columns cannot be read on a phone: there the table stands open. */}
			<details className="mt-4 max-sm:hidden">
				<summary className="inline-flex min-h-11 items-center gap-2 text-small font-semibold text-action">
					<ChevronRight className="icon tourne" aria-hidden="true" />
					{t.table}
				</summary>
				<UsageTable months={months} number={number} />
			</details>
			<div className="sm:hidden">
				<UsageTable months={months} number={number} />
			</div>
		</section>
	)
}

function UsageTable({ months, number }: { months: LineUsage['months']; number: string }) {
	const t = useMessages(usageMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const newestFirst = months.toReversed()
	return (
		<table className="table num mt-3 text-small">
			<caption className="sr-only">{t.caption(number)}</caption>
			<thead>
				<tr>
					<th scope="col">{t.month}</th>
					<th scope="col" className="d">
						{t.data}
					</th>
					<th scope="col" className="d">
						{t.calls}
					</th>
					<th scope="col" className="d">
						{t.sms}
					</th>
				</tr>
			</thead>
			<tbody>
				{newestFirst.map((one, index) => (
					<tr key={one.month}>
						<th scope="row" className="font-normal">
							{index === 0
								? t.thisMonth(formatMonth(lang, one.month, timeZone))
								: formatMonth(lang, one.month, timeZone)}
						</th>
						<td className="d">{t.dataAmount(formatNumber(lang, gigabytes(one.dataMb)))}</td>
						<td className="d">{t.minutes(formatNumber(lang, one.minutes))}</td>
						<td className="d">{formatNumber(lang, one.sms)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
