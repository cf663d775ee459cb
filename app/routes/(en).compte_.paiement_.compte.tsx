import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { readBankAccount } from '~/accounts/bank-account'
import { BankAccountForm, type BankAccountRefusal } from '~/accounts/bank-account-form'
import { catalogue } from '~/accounts/catalogue.server'
import { MandateReview } from '~/accounts/mandate-review'
import { recordReview } from '~/accounts/operation-steps.server'
import { nextPaymentOf } from '~/accounts/overview.server'
import { changePaymentMethod, findPaymentMethod } from '~/accounts/payment-method.server'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { paymentMethodMessages } from '~/i18n/payment-method'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const LONGEST_NAME = 70

const Sent = z.object({
	intent: z.enum(['check', 'correct', 'sign']),
	requestKey: z.uuid(),
	holder: z.string().default(''),
	iban: z.string().max(200).default(''),
})

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const [method, next] = await Promise.all([findPaymentMethod(customer.id), nextPaymentOf(customer.id)])
	const { brand, seller } = settings()
	return {
		title: `${messagesIn(paymentMethodMessages, lang).form.title} · ${brand.name}`,
		method,
		next,
		creditor: { name: seller.name, id: seller.creditorId },
		undoMinutes: catalogue().changes.undoMinutes,
		holder: `${customer.firstName} ${customer.lastName}`,
		requestKey: randomUUID(),
	}
}

/** The number typed is sent back to whoever typed it, to be read again, and stored nowhere on the way. */
export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Sent })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const { intent, requestKey, iban } = submission.value
	const holder = submission.value.holder.trim().replace(/\s+/g, ' ').slice(0, LONGEST_NAME)
	const typed = { holder, iban, requestKey }
	if (intent === 'correct') return data({ typed, refusal: {} as BankAccountRefusal, review: null })
	const account = readBankAccount(iban)
	if (!account.ok || !holder) {
		const refusal: BankAccountRefusal = { holder: !holder, account: account.ok ? undefined : account.problem }
		return data({ typed, refusal, review: null }, { status: 400 })
	}
	if (intent === 'check') {
		const { country, last4 } = account
		const label = messagesIn(paymentMethodMessages, lang).form.title
		await recordReview({ visitId }, { label, path: '/compte/paiement' })
		return data({ typed, refusal: {} as BankAccountRefusal, review: { holder, country, last4 } })
	}
	const actor = { personId: person.id, visitId, lang }
	const kept = await changePaymentMethod({ customerId: customer.id, account, holder, requestKey, actor })
	if (kept.ok) return redirect(`${localPath(lang, '/compte/paiement')}?fait=change`, 303)
	const refusal: BankAccountRefusal =
		kept.reason === 'unavailable' || kept.reason === 'no-provider' ? { service: kept.reason } : { account: kept.reason }
	return data({ typed, refusal, review: null }, { status: refusal.service ? 503 : 400 })
}

export default function BankAccountPage() {
	const page = useLoaderData<typeof loader>()
	const sent = useActionData<typeof action>()
	const t = useMessages(paymentMethodMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[46rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte/paiement')}>{t.back}</a>
			</p>
			{sent?.review ? (
				<MandateReview {...page} typed={sent.typed} after={sent.review} />
			) : (
				<BankAccountForm
					typed={sent?.typed ?? { holder: page.holder, iban: '', requestKey: page.requestKey }}
					refusal={sent?.refusal ?? {}}
				/>
			)}
		</div>
	)
}
