import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Check, ChevronRight, Clock, X } from 'lucide-react'
import { BillsChart } from '~/accounts/bills-chart'
import { isWithdrawalOpen, listRunningCancellations, withdrawalOpenUntil } from '~/accounts/cancellation.server'
import { catalogue, findPlan } from '~/accounts/catalogue.server'
import { ContractCard, type ShownContract } from '~/accounts/contract-card'
import { contractReference } from '~/accounts/contract-reference'
import { heldOptionName, heldPlanName } from '~/accounts/held-names'
import { holdingOfContract, isVersionHeld, monthlyPrice } from '~/accounts/holding'
import { incidentAt, networkState } from '~/accounts/incidents.server'
import { InvoiceExplanation } from '~/accounts/invoice-explanation'
import { accountOverview } from '~/accounts/overview.server'
import { listScheduled, showScheduled } from '~/accounts/scheduled-changes.server'
import { signedMoney } from '~/accounts/signed-money'
import { requireCustomer } from '~/auth/guards.server'
import { listPromisesTo } from '~/handoff/promises.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatMonth, formatRelativeDay, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const PROMISES_SHOWN = 5

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const now = new Date()
	const title = `${messagesIn(accountMessages, lang).title} · ${settings().brand.name}`
	const [overview, network, notices, promises, planned] = await Promise.all([
		accountOverview(customer.id, now),
		networkState(now),
		listRunningCancellations(customer.id, now),
		listPromisesTo(customer.id),
		listScheduled(customer.id),
	])
	const shown = promises
		.filter((promise) => promise.kind !== 'chat-wait')
		.slice(-PROMISES_SHOWN)
		.reverse()
		.map(({ id, text, dueAt, state, amends }) => ({ id, text, dueAt, state, amends }))
	if (!overview) return data({ title, now, account: null, promises: shown }, { status: 503 })

	const contracts = overview.contracts.map((contract): ShownContract => {
		const plan = findPlan(contract.planId)
		const services = plan?.services ?? []
		const { plan: held, options } = holdingOfContract(contract)
		const change = planned.find(
			(one) => one.subscriptionId === contract.id && !(contract.endsAt && contract.endsAt <= one.beginsAt),
		)
		return {
			...contract,
			// The name on the contract counts: it is that of the version taken, in either language.
			planName: heldPlanName(held, catalogue())[lang],
			options: contract.options.map((option) => ({ ...option, name: heldOptionName(option, catalogue())[lang] })),
			monthlyCents: monthlyPrice({ plan: held, options }),
			canMove: catalogue().moving.kinds.includes(contract.service),
			isEarlierVersion: plan ? !plan.sold || !isVersionHeld(held, plan) : false,
			planned: change ? showScheduled(change) : null,
			reference: contractReference(contract.id),
			withdrawUntil: isWithdrawalOpen(contract.startedAt, now) ? withdrawalOpenUntil(contract.startedAt) : null,
			noticeReference: notices.find((notice) => notice.subscriptionId === contract.id)?.reference ?? null,
			services: catalogue()
				.services.filter((service) => services.includes(service.id))
				.map(({ id, fr, en }) => {
					const incident = incidentAt(network, id, `${contract.label} ${customer.city}`)
					return {
						id,
						name: { fr, en },
						state: incident?.state ?? 'normal',
						area: incident?.area ?? null,
						expectedEndAt: incident?.expectedEndAt ?? null,
					}
				}),
		}
	})
	return data({
		title,
		now,
		account: { ...overview, contracts, firstName: customer.firstName },
		promises: shown,
	})
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>
type Account = NonNullable<Page['account']>

export default function AccountPage() {
	const { account, promises, now } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	if (!account)
		return (
			<div className="wrap grid max-w-[46rem] justify-items-start gap-5 pt-8 pb-14 md:pt-12">
				<h1 className="text-h1">{t.title}</h1>
				<Notice tone="warn">{t.unavailable}</Notice>
				<a href={localPath(lang, '/compte')}>{t.retry}</a>
			</div>
		)
	return (
		<div className="wrap pt-8 pb-14 md:pt-12">
			<h1 className="text-h1 md:text-[2.75rem] md:leading-[3rem]">{t.title}</h1>
			<InThisPage account={account} hasPromises={promises.length > 0} />
			{account.unpaid.map((invoice) => (
				<Unpaid key={invoice.id} invoice={invoice} />
			))}
			<NextPayment account={account} />
			{account.contracts.length === 0 && <p className="mt-6">{t.noContract}</p>}
			<div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
				{account.contracts.map((contract) => (
					<ContractCard key={contract.id} contract={contract} now={now} />
				))}
			</div>
			<LatestInvoice account={account} />
			<div
				className={
					promises.length > 0
						? 'mt-12 grid grid-cols-[minmax(0,1fr)] gap-12 lg:grid-cols-[minmax(0,1fr)_24.5rem] lg:gap-16'
						: 'mt-12 max-w-[34rem]'
				}
			>
				{promises.length > 0 && <Promises promises={promises} now={now} />}
				<Cancel contracts={account.contracts} />
			</div>
		</div>
	)
}

function InThisPage({ account, hasPromises }: { account: Account; hasPromises: boolean }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<nav aria-label={t.inThisPage} className="mt-4 text-small">
			<ul className="flex flex-wrap gap-x-6 gap-y-2">
				{account.contracts.map((contract) => (
					<li key={contract.id}>
						<a href={`#${contract.reference}`}>{contract.planName}</a>
					</li>
				))}
				<li>
					<a href={localPath(lang, '/compte/factures')}>{t.allInvoices}</a>
				</li>
				{hasPromises && (
					<li>
						<a href="#promesses">{t.promises}</a>
					</li>
				)}
				<li>
					<a href={localPath(lang, '/compte/paiement')}>{t.payments}</a>
				</li>
				<li>
					<a href={localPath(lang, '/compte/consommation')}>{t.usage}</a>
				</li>
				<li>
					<a href={localPath(lang, '/compte/passe')}>{t.past}</a>
				</li>
				<li>
					<a href={localPath(lang, '/compte/donnees')}>{t.personal}</a>
				</li>
				<li>
					<a href={localPath(lang, '/compte/partage')}>{t.sharing}</a>
				</li>
				<li>
					<a href={localPath(lang, '/compte/securite')}>{t.security}</a>
				</li>
				<li>
					<a href="#resilier">{t.cancelTitle}</a>
				</li>
			</ul>
		</nav>
	)
}

function Unpaid({ invoice }: { invoice: Account['unpaid'][number] }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency } = useBrand()
	return (
		<div className="mt-6">
			<Notice tone="danger">
				{t.unpaid(invoice.number, formatMoney(lang, invoice.totalCents, currency))}{' '}
				<a href={localPath(lang, `/compte/factures/${invoice.number}`)}>{t.invoiceDetail}</a>
			</Notice>
		</div>
	)
}

function NextPayment({ account }: { account: Account }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const { nextPayment } = account
	if (!nextPayment) return null
	const amount = formatMoney(lang, nextPayment.amountCents, currency)
	const date = formatDate(lang, nextPayment.on, timeZone)
	const names = new Map(account.contracts.map((contract) => [contract.id, contract.label]))
	return (
		<div className="mt-6">
			<p>
				<b>{t.nextPayment}</b>{' '}
				<span className="num">
					{nextPayment.estimated ? t.nextPaymentEstimated(amount, date) : t.nextPaymentOn(amount, date)}
				</span>{' '}
				<span className="num text-ink-2">{t.monthly(formatMoney(lang, account.monthlyCents, currency))}</span>
			</p>
			{account.upcoming.lines.length > 0 && (
				<details className="mt-2 max-w-[46rem] text-small">
					<summary className="num inline-flex min-h-11 items-center gap-2 font-semibold text-action">
						<ChevronRight className="icon tourne" aria-hidden="true" />
						{t.plan.upcoming(
							formatMonth(lang, account.upcoming.period, timeZone),
							formatMoney(lang, account.upcoming.totalCents, currency),
						)}
					</summary>
					<UpcomingLines lines={account.upcoming.lines} names={names} />
				</details>
			)}
		</div>
	)
}

/** What the next invoice carries as far as is known: months of plans and options, and parts of a month. */
function UpcomingLines({ lines, names }: { lines: Account['upcoming']['lines']; names: Map<string, string> }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency } = useBrand()
	return (
		<>
			<table className="table mt-1">
				<tbody>
					{lines.map((line) => (
						<tr key={`${line.subscriptionId} ${line.kind} ${line.label} ${line.amountCents}`}>
							<th scope="row" className="font-normal">
								<span lang="fr">{line.label}</span>
								<span className="block text-ink-2">{names.get(line.subscriptionId ?? '')}</span>
							</th>
							<td className="d">
								{line.amountCents < 0
									? signedMoney(lang, line.amountCents, currency)
									: formatMoney(lang, line.amountCents, currency)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
			<p className="mt-2 text-ink-2">{t.plan.upcomingRest}</p>
		</>
	)
}

function LatestInvoice({ account }: { account: Account }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	if (!account.latest) return <p className="mt-8">{t.noInvoice}</p>
	const { invoice, previous, comparison } = account.latest
	const due = formatDate(lang, invoice.paidAt ?? invoice.dueAt, timeZone)
	return (
		<section
			id="facture"
			aria-labelledby="facture-t"
			className="card mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-6 p-5 md:p-7 lg:grid-cols-[20rem_minmax(0,1fr)]"
		>
			<div>
				<h2 id="facture-t" className="text-h2">
					{t.invoiceOf(formatMonth(lang, invoice.period, timeZone))}
				</h2>
				<p className="num mt-3 font-heading text-[2.75rem] leading-none font-bold tracking-tight">
					{formatMoney(lang, invoice.totalCents, currency)}
				</p>
				<p className="mt-3 text-small text-ink-2">
					{invoice.state === 'paid'
						? t.invoicePaidOn(due)
						: invoice.state === 'late'
							? t.invoiceLate(due)
							: t.invoiceTakenOn(due)}
				</p>
				<p className="mt-4 flex flex-wrap gap-x-6 gap-y-2 text-small">
					<a href={localPath(lang, `/compte/factures/${invoice.number}`)}>{t.invoiceDetail}</a>
					<a href={localPath(lang, '/compte/factures')}>{t.allInvoices}</a>
				</p>
				<BillsChart bills={account.bills} />
			</div>
			<div>
				{previous && comparison ? (
					<InvoiceExplanation period={invoice.period} previousPeriod={previous.period} comparison={comparison} />
				) : (
					<p>{t.firstInvoice}</p>
				)}
			</div>
		</section>
	)
}

const PROMISE_TAGS = {
	promised: { tone: 'human', icon: Clock },
	kept: { tone: 'ok', icon: Check },
	late: { tone: 'danger', icon: Clock },
	broken: { tone: 'danger', icon: X },
	withdrawn: { tone: undefined, icon: X },
	moved: { tone: 'warn', icon: Clock },
} as const

function Promises({ promises, now }: { promises: Page['promises']; now: Date }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section id="promesses" aria-labelledby="promesses-t">
			<h2 id="promesses-t" className="text-h2">
				{t.promises}
			</h2>
			<ol className="trail mt-6 [--gap:1.75rem]">
				{promises.map((promise) => (
					<li key={promise.id} className={promise.state === 'promised' ? 'trail-human' : undefined}>
						<p className="text-small text-ink-2">
							{t.promiseDue(
								`${formatRelativeDay(lang, promise.dueAt, now, timeZone)}, ${formatTime(lang, promise.dueAt, timeZone)}`,
							)}
						</p>
						<p className="mt-1">
							<span className="mr-2">
								<Tag {...PROMISE_TAGS[promise.state]}>{t.promiseStates[promise.state]}</Tag>
							</span>
							{promise.text} {promise.amends}
						</p>
					</li>
				))}
			</ol>
		</section>
	)
}

function Cancel({ contracts }: { contracts: Account['contracts'] }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const running = contracts.filter((contract) => !contract.endsAt)
	return (
		<section id="resilier" aria-labelledby="resilier-t">
			<h2 id="resilier-t" className="text-h2">
				{t.cancelTitle}
			</h2>
			<p className="mt-3 text-small">{t.cancelLead}</p>
			<form action={localPath(lang, '/resilier')} className="mt-5 grid gap-4">
				{running.length > 0 && (
					<fieldset className="grid gap-2">
						<legend className="legend mb-2 text-small">{t.cancelWhich}</legend>
						{running.map((contract) => (
							<label key={contract.id} className="choice">
								<input type="radio" name="contrat" value={contract.reference} defaultChecked={running.length === 1} />
								<span>
									{contract.planName}, {contract.label}
								</span>
							</label>
						))}
					</fieldset>
				)}
				<Button variant="outline" className="justify-self-start">
					{t.cancelNext}
				</Button>
			</form>
			<p className="mt-4 text-small text-ink-2">{t.cancel.keepNumber}</p>
		</section>
	)
}
