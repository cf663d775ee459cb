import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChangeReceipt } from '~/accounts/change-receipt'
import { titleWords } from '~/accounts/change-words'
import { findContractChange, undoChange } from '~/accounts/contract-changes.server'
import { contractReference } from '~/accounts/contract-reference'
import { monthlyPrice } from '~/accounts/holding'
import { operationReference } from '~/accounts/operation-reference'
import { withdrawScheduled } from '~/accounts/scheduled-changes.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { effortStep, takeEffort } from '~/handoff/effort-form.server'
import { EffortQuestion } from '~/handoff/effort-question'
import { accountMessages } from '~/i18n/account'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const REFUSALS = ['too-late', 'changed-since', 'unavailable'] as const

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const change = await findContractChange(customer.id, params.id ?? '')
	if (!change) throw notFound()
	const { asked: promise } = change
	const heading = titleWords(promise.title, messagesIn(accountMessages, lang).plan, lang)
	const { searchParams } = new URL(request.url)
	const refused = searchParams.get('annulation')
	const isDone = change.state === 'done' || change.state === 'planned'
	const act = isDone ? { objectId: change.id, askedOf: customer.id, endedAt: change.at } : null
	return data({
		title: `${heading} · ${settings().brand.name}`,
		effort: await effortStep(searchParams.get('effort'), act),
		undoRefused: REFUSALS.find((reason) => reason === refused) ?? null,
		receipt: {
			state: change.state,
			heading,
			reference: operationReference(change.id),
			contract: contractReference(change.objectId),
			at: change.at,
			beginsAt: promise.beginsAt,
			undoUntil: change.undoUntil,
			beforeCents: monthlyPrice(promise.before),
			afterCents: monthlyPrice(promise.after),
			lines: promise.lines,
			onNextBillCents: promise.onNextBillCents,
		},
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const changeId = params.id ?? ''
	const page = localPath(lang, `/compte/operations/${changeId}`)
	const form = await request.formData()
	const intent = form.get('intent')
	if (intent === 'effort' || intent === 'effort-leave') {
		if (!(await findContractChange(customer.id, changeId))) throw notFound()
		const about = { objectId: changeId, channel: 'act', reason: 'contract', lang, advisorName: null, customer } as const
		const told = await takeEffort(form, about)
		return redirect(`${page}${told ? `?effort=${told}` : ''}#effort`, 303)
	}
	const withdraw = intent === 'withdraw'
	const actor = { personId: person.id, visitId, lang }
	const outcome = withdraw
		? await withdrawScheduled({ customerId: customer.id, changeId })
		: await undoChange({ customerId: customer.id, changeId, actor })
	if (outcome === 'missing') throw notFound()
	return redirect(REFUSALS.some((reason) => reason === outcome) ? `${page}?annulation=${outcome}` : page, 303)
}

export default function OperationPage() {
	const { receipt, undoRefused, effort } = useLoaderData<typeof loader>()
	return (
		<>
			<ChangeReceipt receipt={receipt} undoRefused={undoRefused} />
			{effort && (
				<div className="wrap max-w-[46rem] pb-14">
					<EffortQuestion step={effort} action="?" canBeWritten />
				</div>
			)}
		</>
	)
}
