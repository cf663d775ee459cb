import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { getVisitor } from '~/auth/guards.server'
import { messagesIn } from '~/i18n/messages'
import { shellMessages } from '~/i18n/shell'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export async function loader({ request }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	return { title: `${messagesIn(shellMessages, lang).pages.accessibilityTitle} · ${settings().brand.name}` }
}

export default function Accessibility() {
	const t = useMessages(shellMessages).pages
	return (
		<div className="wrap py-10 md:py-14">
			<div className="prose max-w-[46rem]">
				<h1 className="text-h1">{t.accessibilityTitle}</h1>
				{t.accessibility.map((paragraph) => (
					<p key={paragraph}>{paragraph}</p>
				))}
			</div>
		</div>
	)
}
