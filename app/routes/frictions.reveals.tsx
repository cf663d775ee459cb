import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listReveals } from '~/accounts/reveals.server'
import { requireStaff } from '~/auth/guards.server'
import { besideMessages } from '~/i18n/beside'
import { formatInstant } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'staff', nav: 'frictions' }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'insights.read')
	const rows = await listReveals()
	return {
		title: `${messagesIn(besideMessages, visitor.lang).reveals.title} · Relais`,
		rows: rows.map(({ id, personName, field, customerNumber, caseReference, at }) => ({
			...{ id, personName, field, customerNumber, caseReference, at },
		})),
	}
}

/** Who had which personal detail shown in full, and for what. */
export default function Reveals() {
	const { rows } = useLoaderData<typeof loader>()
	const { reveals: t, detailNames } = useMessages(besideMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap py-6">
			<p className="text-small">
				<a href="/frictions">{t.back}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-1 max-w-[46rem] text-small text-ink-2">{t.lead}</p>
			{rows.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<table className="table mt-5">
					<thead>
						<tr>
							<th scope="col">{t.who}</th>
							<th scope="col">{t.what}</th>
							<th scope="col">{t.whose}</th>
							<th scope="col" className="max-sm:hidden">
								{t.why}
							</th>
							<th scope="col">{t.when}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map(({ id, personName, field, customerNumber, caseReference, at }) => (
							<tr key={id}>
								<th scope="row">{personName}</th>
								<td>{detailNames[field]}</td>
								<td className="num">{customerNumber}</td>
								<td className="num max-sm:hidden">{caseReference}</td>
								<td className="num">{formatInstant(lang, new Date(at), timeZone)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</div>
	)
}
