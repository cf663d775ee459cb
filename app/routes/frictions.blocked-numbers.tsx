import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { liftBlock, listBlockedNumbers } from '~/handoff/blocked-numbers.server'
import { BlockedNumbersList } from '~/handoff/blocked-numbers-list'
import { formatDate, formatPhone } from '~/i18n/format'
import { insightsMessages } from '~/i18n/insights'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const { brand, country, timeZone } = settings()
	const day = (at: Date) => formatDate(person.lang, at, timeZone)
	const lines = await listBlockedNumbers()
	return {
		title: `${messagesIn(insightsMessages, person.lang).blocked.title} · ${brand.name}`,
		mayLift: may(person.role, 'insights.handle'),
		lines: lines.map(({ phone, blockedAt, liftedAt, ...line }) => ({
			...line,
			number: formatPhone(phone, country),
			since: day(blockedAt),
			liftedAt: liftedAt && day(liftedAt),
		})),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.handle')
	const form = await request.formData()
	await liftBlock({ id: String(form.get('lift') ?? ''), personId: person.id })
	return redirect('/frictions/blocked-numbers', 303)
}

export default function BlockedNumbers() {
	const { lines, mayLift } = useLoaderData<typeof loader>()
	const words = useMessages(insightsMessages)
	const t = words.blocked
	return (
		<div className="mx-auto max-w-[60rem] px-4 py-7 md:px-8">
			<p>
				<a href="/frictions" className="inline-flex items-center gap-1.5">
					<ArrowLeft className="icon" aria-hidden="true" /> {words.back}
				</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-2 max-w-[46rem] text-ink-2">{t.lead}</p>
			{lines.length === 0 ? <Empty>{t.none}</Empty> : <BlockedNumbersList lines={lines} mayLift={mayLift} />}
		</div>
	)
}
