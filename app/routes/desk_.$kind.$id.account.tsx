import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { FORWARDING_KINDS } from '#db/schema/accounts.server'
import { notFound, requireStaff } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import {
	type Assistance,
	forwardFor,
	receiveCancellation,
	takeBackCancellation,
	undoForwardFor,
} from '~/desk/account-acts.server'
import { CancellationAct, CancellationPreview } from '~/desk/account-cancellation'
import { ForwardingAct, ForwardingPreview } from '~/desk/account-forwarding'
import { AccountNews } from '~/desk/account-news'
import { previewCancellation, previewForwarding, readAccountPage } from '~/desk/account-page.server'
import { findOwnContact } from '~/desk/own-contact.server'
import { WroteMeanwhile } from '~/desk/wrote-meanwhile'
import { assistMessages } from '~/i18n/assist'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person, contact } = await requireAssisted(request, params)
	const { searchParams } = new URL(request.url)
	const account = await readAccountPage(contact.customerId, searchParams.get('change'))
	return data(
		{
			title: `${messagesIn(assistMessages, person.lang).title(contact.firstName)} · Relais`,
			advisorId: person.id,
			firstName: contact.firstName,
			back: `/desk/${contact.kind}/${contact.id}`,
			account,
			news: searchParams.get('news'),
			notice:
				account?.cancellations.find(({ reference }) => reference === searchParams.get('notice'))?.reference ?? null,
			requestKey: randomUUID(),
		},
		{ headers: { 'Cache-Control': 'no-store' }, status: account ? 200 : 503 },
	)
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person, contact } = await requireAssisted(request, params)
	await limit('account', request, person.id)
	const form = await request.formData()
	const field = (name: string) => String(form.get(name) ?? '').trim()
	const requestKey = field('requestKey')
	if (!/^[0-9a-f-]{36}$/.test(requestKey)) throw new Response(null, { status: 400 })
	const by: Assistance = { contact, advisor: person, requestKey }
	const page = `/desk/${contact.kind}/${contact.id}/account`
	const told = (query: Record<string, string>) => redirect(`${page}?${new URLSearchParams(query)}`, 303)

	switch (field('intent')) {
		case 'check-forwarding': {
			const asked = { lineId: field('lineId'), kind: field('kind'), target: field('target') }
			const forwarding = await previewForwarding(contact.customerId, asked)
			if (!forwarding) throw notFound()
			return data({ forwarding, cancellation: null }, { status: forwarding.problem ? 400 : 200 })
		}
		case 'confirm-forwarding': {
			const kind = FORWARDING_KINDS.find((one) => one === field('kind'))
			if (!kind) throw notFound()
			const asked = { lineId: field('lineId'), kind, target: field('target') || null }
			const outcome = await forwardFor(by, asked)
			if (outcome.ok) return told({ change: outcome.changeId })
			if (outcome.reason === 'missing') throw notFound()
			if (outcome.reason !== 'target') return told({ news: outcome.reason })
			const preview = await previewForwarding(contact.customerId, { ...asked, target: field('target') })
			if (!preview) throw notFound()
			return data({ forwarding: { ...preview, problem: outcome.target }, cancellation: null }, { status: 400 })
		}
		case 'undo-forwarding': {
			const undone = await undoForwardFor(by, field('changeId'))
			if (undone === 'missing') throw notFound()
			return told(undone === 'undone' ? { change: field('changeId') } : { news: undone })
		}
		case 'check-cancellation': {
			const asked = { subscriptionId: field('subscriptionId'), wishedEnd: field('wishedEnd') || null }
			const cancellation = await previewCancellation(contact.customerId, asked)
			if (!cancellation) throw notFound()
			return data({ forwarding: null, cancellation })
		}
		case 'confirm-cancellation': {
			const asked = { subscriptionId: field('subscriptionId'), wishedEnd: field('wishedEnd') || null }
			const received = await receiveCancellation(by, asked)
			if (!received) throw notFound()
			return told({ news: 'cancellation', notice: received.reference })
		}
		case 'undo-cancellation': {
			const outcome = await takeBackCancellation(by, field('reference'))
			if (outcome === 'missing') throw notFound()
			return told({ news: outcome === 'undone' ? 'cancellation-undone' : outcome })
		}
	}
	throw notFound()
}

/** Role and contact both: an advisor acts on the account of somebody they are, or were just now, in contact with. */
async function requireAssisted(request: Request, { kind, id }: LoaderFunctionArgs['params']) {
	const { person } = await requireStaff(request, 'account.assist')
	const contact = await findOwnContact({ kind, id, personId: person.id })
	if (!contact?.customerId) throw notFound()
	return { person, contact: { ...contact, customerId: contact.customerId } }
}

export default function ActOnAccount() {
	const { advisorId, firstName, back, account, news, notice, requestKey } = useLoaderData<typeof loader>()
	const preview = useActionData<typeof action>()
	const t = useMessages(assistMessages)
	return (
		<div className="mx-auto max-w-[60rem] px-4 py-6 md:px-8">
			<WroteMeanwhile advisorId={advisorId} />
			<p>
				<a href={back}>{t.back}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title(firstName)}</h1>
			<p className="mt-1 max-w-[46rem] text-ink-2">{t.lead}</p>
			{!account && (
				<div className="mt-5">
					<Notice tone="warn">{t.unavailable}</Notice>
				</div>
			)}
			{account && (
				<>
					{!preview && <AccountNews change={account.change} news={news} notice={notice} requestKey={requestKey} />}
					{preview?.forwarding && !preview.forwarding.problem && (
						<ForwardingPreview preview={preview.forwarding} requestKey={requestKey} />
					)}
					{preview?.cancellation && <CancellationPreview preview={preview.cancellation} requestKey={requestKey} />}
					<div className="mt-8 grid gap-10 md:grid-cols-2">
						<ForwardingAct lines={account.lines} refused={preview?.forwarding ?? null} requestKey={requestKey} />
						<CancellationAct account={account} requestKey={requestKey} />
					</div>
				</>
			)}
		</div>
	)
}
