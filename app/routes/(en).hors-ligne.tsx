import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { ArrowLeft, Phone, PhoneIncoming, RotateCw } from 'lucide-react'
import { getVisitor } from '~/auth/guards.server'
import { offlineMessages } from '~/i18n/kit-offline'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

/** The browser shows this page in place of the one that could not come: an empty address is that one. */
const SAME_ADDRESS = ''

/** Kept in the browser by public/service-worker.js: the same for everyone, true whenever it is shown. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { lang } = await getVisitor(request)
	return { title: `${messagesIn(offlineMessages, lang).pageTitle} · ${settings().brand.name}` }
}

export default function Offline() {
	const t = useMessages(offlineMessages)
	const { phone, phoneText } = useBrand()
	const ways = [
		{ icon: Phone, title: t.callTitle, text: t.callText(phoneText) },
		{ icon: PhoneIncoming, title: t.backTitle, text: t.backText },
		{ icon: ArrowLeft, title: t.formTitle, text: t.formText },
	]
	return (
		<div className="wrap py-10 md:py-14">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-4 max-w-[46rem] text-lead">{t.lead}</p>
			<div className="mt-6 flex flex-wrap gap-3">
				<LinkButton variant="ink" href={`tel:${phone}`}>
					<Phone className="icon" aria-hidden="true" /> {t.call(phoneText)}
				</LinkButton>
				<LinkButton variant="outline" href={SAME_ADDRESS}>
					<RotateCw className="icon" aria-hidden="true" /> {t.retry}
				</LinkButton>
			</div>
			<h2 className="mt-12 text-h2">{t.worksTitle}</h2>
			<ul className="mt-5 grid max-w-[46rem] gap-6">
				{ways.map(({ icon: Icon, title, text }) => (
					<li key={title} className="flex gap-4">
						<Icon className="icon mt-1 text-action" aria-hidden="true" />
						<div>
							<h3 className="text-h3">{title}</h3>
							<p className="mt-1">{text}</p>
						</div>
					</li>
				))}
			</ul>
			<h2 className="mt-12 text-h2">{t.waitsTitle}</h2>
			<p className="mt-3 max-w-[46rem]">{t.waits}</p>
		</div>
	)
}
