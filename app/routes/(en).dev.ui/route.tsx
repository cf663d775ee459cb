import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { HandoffDock } from '~/handoff/dock'
import { kitMessages } from '~/i18n/kit'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { Ending } from './ending'
import { Kit } from './kit'
import { PanelExample } from './panel-example'
import { sampleDocks } from './sample-docks.server'
import { Suggestions } from './suggestions'
import { WhiteLabel } from './white-label'
import whiteLabelStyles from './white-label.css?url'

export const handle = { surface: 'customer', dock: false }

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: whiteLabelStyles }]

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

/** Every component in every state, to look at and to test; does not exist outside the demo. */
export async function loader({ request }: LoaderFunctionArgs) {
	if (!environment().DEMO) throw notFound()
	const { lang } = await getVisitor(request)
	return { title: messagesIn(kitMessages, lang).title, docks: sampleDocks(lang) }
}

export default function ComponentSheet() {
	const { docks } = useLoaderData<typeof loader>()
	const t = useMessages(kitMessages)
	return (
		<div className="wrap pt-10 pb-14">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-2 max-w-[46rem]">{t.lead}</p>

			<h2 className="mt-10 text-h2">{t.docks.title}</h2>
			<ul className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
				{docks.map(([name, state]) => (
					<li key={name}>
						<p className="mb-1.5 text-meta text-ink-2">{t.docks.states[name]}</p>
						{/* A sticky block stays inside its parent: here, still. */}
						<div>
							<HandoffDock state={state} from="/dev/ui" id={`dock-${name}`} name={t.docks.states[name]} />
						</div>
					</li>
				))}
			</ul>

			<div className="mt-12 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-10 lg:grid-cols-2">
				<Suggestions />
				<Ending />
			</div>
			<PanelExample />

			<h2 className="mt-14 text-h2">{t.themes}</h2>
			<div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
				<div data-theme="light" className="rounded-3 border border-line bg-paper p-5 text-ink md:p-7">
					<Kit id="light" />
				</div>
				<div data-theme="dark" className="rounded-3 border border-line bg-paper p-5 text-ink md:p-7">
					<Kit id="dark" />
				</div>
			</div>
			<WhiteLabel />
		</div>
	)
}
