import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { startOfDay } from '~/accounts/calendar'
import { PastContract } from '~/accounts/past-contract'
import { readPastPage } from '~/accounts/past-page.server'
import { requireCustomer } from '~/auth/guards.server'
import { accountMessages } from '~/i18n/account'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { pastMessages } from '~/i18n/past'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button, LinkButton } from '~/ui/button'
import { Field } from '~/ui/field'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const page = await readPastPage(customer.id, new URL(request.url).searchParams.get('le'))
	const title = `${messagesIn(pastMessages, lang).title} · ${settings().brand.name}`
	const status = !page.contracts ? 503 : page.isWrong ? 400 : 200
	return data({ title, ...page }, { status })
}

export default function PastPage() {
	const { day, days, isWrong, contracts } = useLoaderData<typeof loader>()
	const t = useMessages(pastMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const words = (one: string) => formatDate(lang, startOfDay(one, timeZone), timeZone)
	const here = localPath(lang, `/compte/passe?le=${day}`)
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{useMessages(accountMessages).back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			<form className="mt-6 flex flex-wrap items-end gap-4">
				<Field label={t.day} error={isWrong ? t.wrong(words(days.first), words(days.last)) : null}>
					{(control) => (
						<input type="date" name="le" defaultValue={day} min={days.first} max={days.last} required {...control} />
					)}
				</Field>
				<Button type="submit" variant="outline">
					{t.show}
				</Button>
			</form>
			<h2 className="mt-8 text-h2">{t.on(words(day))}</h2>
			{!contracts && (
				<div className="mt-4">
					<Notice tone="warn">{t.unavailable}</Notice>
				</div>
			)}
			{contracts?.length === 0 && <p className="mt-4">{t.none}</p>}
			{contracts?.map((contract) => (
				<PastContract key={contract.reference} contract={contract} />
			))}
			<p className="mt-10">{t.question}</p>
			<p className="mt-3">
				<LinkButton
					variant="outline"
					href={`${localPath(lang, '/ecrire')}?motif=contract&depuis=${encodeURIComponent(here)}`}
				>
					{t.ask}
				</LinkButton>
			</p>
		</div>
	)
}
