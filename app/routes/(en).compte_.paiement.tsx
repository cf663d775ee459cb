import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Check, CircleAlert, Clock, X } from 'lucide-react'
import { nextPaymentOf } from '~/accounts/overview.server'
import { findPaymentMethod, undoPaymentMethod } from '~/accounts/payment-method.server'
import { listPayments } from '~/accounts/payments.server'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { paymentMethodMessages } from '~/i18n/payment-method'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const NEWS = ['change', 'annule', 'trop-tard'] as const

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const now = new Date()
	const [method, payments, next] = await Promise.all([
		findPaymentMethod(customer.id, now),
		listPayments(customer.id),
		nextPaymentOf(customer.id, now),
	])
	const { brand, seller } = settings()
	const asked = new URL(request.url).searchParams.get('fait')
	return data({
		title: `${messagesIn(paymentMethodMessages, lang).title} · ${brand.name}`,
		method,
		creditor: `${seller.name} (${seller.creditorId})`,
		next,
		news: NEWS.find((one) => one === asked) ?? null,
		payments: payments.map(({ id, invoiceNumber, amountCents, state, startedAt }) => ({
			...{ id, invoiceNumber, amountCents, state, startedAt },
		})),
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const id = String((await request.formData()).get('method') ?? '')
	const undone = await undoPaymentMethod({ customerId: customer.id, id })
	return redirect(`${localPath(lang, '/compte/paiement')}?fait=${undone === 'undone' ? 'annule' : 'trop-tard'}`, 303)
}

export default function PaymentsPage() {
	const { method, creditor, next, news, payments } = useLoaderData<typeof loader>()
	const t = useMessages(paymentMethodMessages)
	const account = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{account.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			<News news={news} method={method} />
			<section aria-labelledby="compte-preleve" className="card mt-6 p-5 md:p-7">
				<h2 id="compte-preleve" className="text-h2">
					{t.inUse}
				</h2>
				{method ? <InUse method={method} creditor={creditor} next={next} /> : <p className="mt-3">{t.none}</p>}
				<p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
					<LinkButton variant="outline" href={localPath(lang, '/compte/paiement/compte')}>
						{method ? t.change : t.add}
					</LinkButton>
					{!method && <a href={localPath(lang, '/compte/factures')}>{t.toInvoices}</a>}
				</p>
			</section>
			<section aria-labelledby="paye" className="mt-10">
				<h2 id="paye" className="text-h2">
					{t.history}
				</h2>
				{payments.length === 0 ? <p className="mt-3">{t.historyNone}</p> : <History payments={payments} />}
			</section>
		</div>
	)
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

function News({ news, method }: Pick<Page, 'news' | 'method'>) {
	const t = useMessages(paymentMethodMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (!news || !method) return null
	if (news !== 'change')
		return (
			<div className="mt-6">
				<Notice tone={news === 'annule' ? 'ok' : 'warn'} live>
					{news === 'annule' ? t.undone : t.tooLate}
				</Notice>
			</div>
		)
	return (
		<div className="mt-6">
			<Notice tone="ok" live>
				<p className="font-semibold">{t.changed(method.last4)}</p>
				<p className="num mt-1">{t.receipt(method.mandate)}</p>
				{method.undoUntil && (
					<form method="post" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
						<input type="hidden" name="method" value={method.id} />
						<Button variant="outline" small>
							{t.undo}
						</Button>
						<span className="num text-small">{t.undoUntil(formatTime(lang, method.undoUntil, timeZone))}</span>
					</form>
				)}
			</Notice>
		</div>
	)
}

function InUse({
	method,
	creditor,
	next,
}: {
	method: NonNullable<Page['method']>
	creditor: string
	next: Page['next']
}) {
	const t = useMessages(paymentMethodMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const facts: [string, string][] = [
		[t.account, `${t.hidden(method.country, method.last4)}, ${t.ofHolder(method.holder)}`],
		[t.mandate, t.signed(method.mandate, formatDate(lang, method.signedAt, timeZone))],
		[t.creditor, creditor],
		...(next
			? [
					[
						t.next,
						t.nextOn(formatMoney(lang, next.amountCents, currency), formatDate(lang, next.on, timeZone)),
					] satisfies [string, string],
				]
			: []),
	]
	return (
		<dl className="num mt-4 grid gap-x-6 gap-y-4 sm:grid-cols-[12rem_1fr]">
			{facts.map(([name, value]) => (
				<div key={name} className="contents">
					<dt className="font-semibold max-sm:-mb-3">{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	)
}

const STATE_TAGS = {
	open: { tone: 'action', icon: Clock },
	unknown: { tone: 'warn', icon: Clock },
	paid: { tone: 'ok', icon: Check },
	refused: { tone: 'danger', icon: CircleAlert },
	left: { tone: undefined, icon: X },
} as const

function History({ payments }: Pick<Page, 'payments'>) {
	const t = useMessages(paymentMethodMessages)
	const { states } = useMessages(paymentMessages)
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	return (
		<table className="table mt-3">
			<caption className="sr-only">{t.history}</caption>
			<thead>
				<tr>
					<th scope="col">{t.day}</th>
					<th scope="col" className="max-sm:hidden">
						{t.invoice}
					</th>
					<th scope="col">{t.state}</th>
					<th scope="col" className="d">
						{t.amount}
					</th>
				</tr>
			</thead>
			<tbody>
				{payments.map((payment) => (
					<tr key={payment.id}>
						<th scope="row" className="num">
							<a href={localPath(lang, `/compte/paiements/${payment.id}`)}>
								{formatDate(lang, payment.startedAt, timeZone)}
							</a>
						</th>
						<td className="num max-sm:hidden">{payment.invoiceNumber}</td>
						<td>
							<Tag {...STATE_TAGS[payment.state]}>{states[payment.state]}</Tag>
						</td>
						<td className="d">{formatMoney(lang, payment.amountCents, currency)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
