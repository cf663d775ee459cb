import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor } from '~/auth/guards.server'
import { messagesIn } from '~/i18n/messages'
import { shellMessages } from '~/i18n/shell'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	const { brand, retention } = settings()
	return { title: `${messagesIn(shellMessages, lang).pages.dataTitle} · ${brand.name}`, retention }
}

export default function YourData() {
	const { retention } = useLoaderData<typeof loader>()
	const t = useMessages(shellMessages).pages
	return (
		<div className="wrap py-10 md:py-14">
			<div className="prose max-w-[46rem]">
				<h1 className="text-h1">{t.dataTitle}</h1>
				{t.data.map((paragraph) => (
					<p key={paragraph}>{paragraph}</p>
				))}
				<table className="table">
					<tbody>
						{(Object.keys(t.retention) as (keyof typeof retention)[]).map((kind) => (
							<tr key={kind}>
								<th scope="row">{t.retention[kind]}</th>
								<td className="d num">{retention[kind]}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</div>
	)
}
