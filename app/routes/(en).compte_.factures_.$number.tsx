import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import type { InvoiceLine } from '~/accounts/backend'
import { paymentProvider } from '~/accounts/current-provider.server'
import { splitLabel } from '~/accounts/invoice-difference'
import { type Dispute, disputeLine, listDisputes } from '~/accounts/invoice-disputes.server'
import { InvoiceExplanation } from '~/accounts/invoice-explanation'
import { type ExplainedInvoice, explainInvoice } from '~/accounts/invoices.server'
import { payInvoice } from '~/accounts/payments.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { trailOf } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatDay, formatMoney, formatMonth } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMessages } from '~/i18n/payment'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const t = messagesIn(accountMessages, lang)
	const { brand, timeZone } = settings()
	const explained = await explainInvoice(customer.id, params.number ?? '')
	if (explained === 'missing') throw notFound()
	if (explained === 'unavailable')
		return data({ title: `${t.invoices} · ${brand.name}`, explained: null } as const, { status: 503 })
	const month = formatMonth(lang, explained.invoice.period, timeZone)
	const problem = new URL(request.url).searchParams.get('paiement')
	return data({
		title: `${t.invoiceOf(month)} · ${brand.name}`,
		explained,
		canPay: paymentProvider() !== null && explained.invoice.state !== 'paid' && explained.invoice.totalCents > 0,
		requestKey: randomUUID(),
		disputes: (await listDisputes(customer.id, explained.invoice.id)).map(({ position, caseReference, dueAt }) => ({
			position,
			caseReference,
			dueAt,
		})),
		problem: PROBLEMS.find((one) => one === problem) ?? null,
	})
}

const LONGEST_WORDS = 2_000

const Asked = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('pay'), requestKey: z.uuid() }),
	z.object({
		intent: z.literal('dispute'),
		requestKey: z.uuid(),
		position: z.coerce.number().int(),
		words: z.string().trim().max(LONGEST_WORDS).default(''),
	}),
])

const PROBLEMS = ['already-paid', 'no-provider', 'unavailable'] as const

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Asked })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const asked = submission.value
	const { requestKey } = asked
	const number = params.number ?? ''
	const actor = { personId: person.id, visitId, lang }
	const page = localPath(lang, `/compte/factures/${number}`)
	if (asked.intent === 'dispute') {
		const { position, words } = asked
		const trail = await trailOf(visitId)
		const of = { customerId: customer.id, number, position, words, requestKey, actor, trail }
		const disputed = await disputeLine(of)
		if (disputed.ok) return redirect(`${page}#ligne-${position}`, 303)
		if (disputed.reason === 'missing') throw notFound()
		return redirect(`${page}?paiement=unavailable`, 303)
	}
	const paying = await payInvoice({ customerId: customer.id, number, requestKey, actor })
	if (paying.ok) return redirect(localPath(lang, `/compte/paiements/${paying.paymentId}`), 303)
	if (paying.reason === 'missing') throw notFound()
	return redirect(`${page}?paiement=${paying.reason}`, 303)
}

export default function InvoicePage() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/factures')}>{t.allInvoices}</a>
			</p>
			{page.explained ? (
				<Detail {...page} />
			) : (
				<>
					<h1 className="mt-3 text-h1">{t.invoices}</h1>
					<div className="mt-6">
						<Notice tone="warn">{t.unavailable}</Notice>
					</div>
				</>
			)}
		</div>
	)
}

interface Shown {
	explained: ExplainedInvoice
	canPay: boolean
	requestKey: string
	problem: (typeof PROBLEMS)[number] | null
	disputes: ShownDispute[]
}

type ShownDispute = Pick<Dispute, 'position' | 'caseReference' | 'dueAt'>

function Detail({ explained: { invoice, previous, comparison }, canPay, requestKey, problem, disputes }: Shown) {
	const payment = useMessages(paymentMessages)
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	const money = (cents: number) => formatMoney(lang, cents, currency)
	const due = formatDate(lang, invoice.paidAt ?? invoice.dueAt, timeZone)
	const page = `/compte/factures/${invoice.number}`
	return (
		<>
			<h1 className="mt-3 text-h1">{t.invoiceOf(formatMonth(lang, invoice.period, timeZone))}</h1>
			<p className="num mt-1 text-small text-ink-2">
				{t.invoiceNumber(invoice.number)} · {t.issuedOn(formatDate(lang, invoice.issuedAt, timeZone))}
			</p>
			<p className="num mt-5 font-heading text-[2.75rem] leading-none font-bold tracking-tight">
				{money(invoice.totalCents)}
			</p>
			<p className="mt-3">
				{invoice.state === 'paid'
					? t.invoicePaidOn(due)
					: invoice.state === 'late'
						? t.invoiceLate(due)
						: t.invoiceTakenOn(due)}
			</p>
			{problem && (
				<div className="mt-5">
					<Notice tone="warn" live>
						{payment.problems[problem]}
					</Notice>
				</div>
			)}
			<div className="mt-5 flex flex-wrap gap-3">
				{canPay && (
					<form method="post">
						<input type="hidden" name="requestKey" value={requestKey} />
						<Button name="intent" value="pay" aria-describedby="payer-indice">
							{payment.pay(money(invoice.totalCents))}
						</Button>
					</form>
				)}
				<LinkButton variant="outline" href={localPath(lang, `${page}.pdf`)} download>
					{t.downloadPdf}
				</LinkButton>
			</div>
			{canPay && (
				<p id="payer-indice" className="mt-2 text-small text-ink-2">
					{payment.payHint}
				</p>
			)}
			<section aria-labelledby="pourquoi" className="mt-10">
				<h2 id="pourquoi" className="mb-3 text-h2">
					{t.whyChanged}
				</h2>
				{previous && comparison ? (
					<>
						<InvoiceExplanation period={invoice.period} previousPeriod={previous.period} comparison={comparison} />
						<p className="mt-3 text-small">
							<a href={localPath(lang, `/compte/factures/${previous.number}`)}>
								{t.previousInvoice(formatMonth(lang, previous.period, timeZone))}
							</a>
						</p>
					</>
				) : (
					<p>{t.firstInvoice}</p>
				)}
			</section>
			<section aria-labelledby="lignes" className="mt-10">
				<h2 id="lignes" className="text-h2">
					{t.lines}
				</h2>
				<table className="table mt-3 text-small">
					<caption className="sr-only">{t.lines}</caption>
					<thead>
						<tr>
							<th scope="col">{t.line}</th>
							<th scope="col" className="d">
								{t.amount}
							</th>
						</tr>
					</thead>
					<tbody>
						{invoice.lines.map((line) => (
							<tr key={line.position} id={`ligne-${line.position}`}>
								<th scope="row">
									<span lang="fr">
										{splitLabel(line.label).label}
										{splitLabel(line.label).detail && (
											<span className="block font-normal text-ink-2">{splitLabel(line.label).detail}</span>
										)}
									</span>
									<DisputeOf
										line={line}
										requestKey={requestKey}
										dispute={disputes.find((one) => one.position === line.position)}
									/>
								</th>
								<td className="d">{money(line.amountCents)}</td>
							</tr>
						))}
					</tbody>
					<tfoot>
						<tr>
							<th scope="row">{t.total}</th>
							<td className="d">{money(invoice.totalCents)}</td>
						</tr>
					</tfoot>
				</table>
				<p className="mt-2 text-small text-ink-2">{t.taxIncluded}</p>
			</section>
			<p className="mt-10">{t.question}</p>
			<p className="mt-3">
				<LinkButton
					variant="outline"
					href={`${localPath(lang, '/ecrire')}?depuis=${encodeURIComponent(localPath(lang, page))}`}
				>
					{t.ask}
				</LinkButton>
			</p>
		</>
	)
}

/** Under its line: the way to contest it, or what came of that. */
function DisputeOf({
	line,
	requestKey,
	dispute,
}: {
	line: InvoiceLine
	requestKey: string
	dispute: ShownDispute | undefined
}) {
	const t = useMessages(paymentMessages).dispute
	const lang = useLang()
	const { timeZone } = useBrand()
	if (dispute)
		return (
			<span className="mt-1 block font-normal">
				<a href={localPath(lang, `/message/${dispute.caseReference}`)}>
					{t.asked(dispute.caseReference, formatDay(lang, dispute.dueAt, timeZone))}
				</a>
			</span>
		)
	return (
		<details className="mt-1 font-normal">
			<summary className="cursor-pointer underline" aria-label={t.openNamed(splitLabel(line.label).label)}>
				{t.open}
			</summary>
			<form method="post" className="mt-3 grid max-w-[30rem] justify-items-start gap-3 pb-3">
				<p>{t.lead}</p>
				<input type="hidden" name="requestKey" value={requestKey} />
				<input type="hidden" name="position" value={line.position} />
				<div className="w-full">
					<TextArea id={`mots-${line.position}`} name="words" rows={3} maxLength={LONGEST_WORDS} label={t.words} />
				</div>
				<Button variant="outline" small name="intent" value="dispute">
					{t.submit}
				</Button>
			</form>
		</details>
	)
}
