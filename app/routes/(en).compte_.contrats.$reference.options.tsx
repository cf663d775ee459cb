import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { confirmReview } from '~/accounts/change-action.server'
import { Confirmation } from '~/accounts/change-form.server'
import { ChangePageFrame } from '~/accounts/change-page'
import { readChangePage } from '~/accounts/change-page.server'
import { titleWords } from '~/accounts/change-words'
import { recordReview } from '~/accounts/operation-steps.server'
import { OptionList } from '~/accounts/option-list'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const pathOf = (reference: string) => `/compte/contrats/${reference}/options`

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, visitId, lang } = await requireCustomer(request)
	const reference = params.reference ?? ''
	const search = new URL(request.url).searchParams
	const page = await readChangePage(customer.id, { reference, search, list: 'options' })
	if (page === 'missing') throw notFound()
	const t = messagesIn(accountMessages, lang).plan
	const review = page === 'unavailable' ? null : page.review
	const heading = review ? titleWords(review.shown.title, t, lang) : t.optionsTitle
	const title = `${heading} · ${settings().brand.name}`
	if (review) await recordReview({ visitId }, { label: heading, path: pathOf(reference) })
	const said = { title, path: pathOf(reference), stale: search.has('perime') }
	return page === 'unavailable' ? data({ ...said, page: null }, { status: 503 }) : data({ ...said, page })
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Confirmation })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const reference = params.reference ?? ''
	const path = pathOf(reference)
	const actor = { personId: person.id, visitId, lang }
	const confirmed = await confirmReview(submission.value, { customerId: customer.id, reference, actor, path })
	if (confirmed.to === 'missing') throw notFound()
	if (confirmed.to === 'receipt') return redirect(localPath(lang, `/compte/operations/${confirmed.changeId}`), 303)
	return redirect(`${localPath(lang, path)}${confirmed.search}`, 303)
}

export default function OptionsPage() {
	const { page, path, stale } = useLoaderData<typeof loader>()
	const t = useMessages(accountMessages).plan
	return (
		<ChangePageFrame page={page} path={path} stale={stale} title={t.optionsTitle}>
			{page && <OptionList holding={page.holding} options={page.options} path={path} />}
		</ChangePageFrame>
	)
}
