import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { listLooksAt } from '~/desk/looks.server'
import { workMessages } from '~/i18n/desk-work'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	return { looks: await listLooksAt(person.id) }
}

/** Who opened this advisor's contacts, and why. */
export default function Looks() {
	const { looks } = useLoaderData<typeof loader>()
	const t = useMessages(workMessages).looks
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section className="scroller bg-surface p-6 md:p-10">
			<h1 className="text-h2">{t.pageTitle}</h1>
			<p className="mt-2 max-w-[40rem] text-ink-2">{t.pageLead}</p>
			{looks.length === 0 && <p className="mt-6">{t.pageEmpty}</p>}
			<ul className="mt-6 grid max-w-[48rem] gap-3">
				{looks.map(({ id, kind, contactId, personName, purpose, words, at, firstName }) => (
					<li key={id} className="border-line border-b pb-3">
						<p>
							<b>{personName}</b>, {t.purposes[purpose]}
							{words && <> · « {words} »</>}
						</p>
						<p className="num text-mini text-ink-2">
							{formatRelativeDay(lang, new Date(at), new Date(), timeZone)}, {formatTime(lang, new Date(at), timeZone)}{' '}
							· <Link to={`/desk/${kind}/${contactId}`}>{t.with(firstName)}</Link>
						</p>
					</li>
				))}
			</ul>
		</section>
	)
}
