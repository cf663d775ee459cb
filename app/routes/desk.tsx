import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useFetcher, useLoaderData, useMatches } from '@remix-run/react'
import { useEffect } from 'react'
import { requireStaff } from '~/auth/guards.server'
import { Offers } from '~/desk/offers'
import { PresenceSwitch } from '~/desk/presence-switch'
import { readQueue } from '~/desk/queue.server'
import { QueuePanel } from '~/desk/queue-panel'
import { Softphone } from '~/desk/softphone'
import { beat, presenceOf } from '~/handoff/presence.server'
import { deskMessages } from '~/i18n/desk'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { useFreshData } from '~/realtime/use-fresh-data'
import { useStream } from '~/realtime/use-stream'
import { browsersTakeCalls } from '~/telephony/access-token.server'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

const BEAT_MS = 20_000

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	await beat(person.id)
	const [queue, presence] = await Promise.all([readQueue({ advisorId: person.id }), presenceOf(person.id)])
	return {
		title: `${messagesIn(deskMessages, person.lang).title} · Relais`,
		advisorId: person.id,
		queue,
		presence,
		takesCalls: browsersTakeCalls(),
	}
}

/** The queue beside what the advisor is doing; on a phone, tabs lead from one to the other. */
export default function Desk() {
	const { advisorId, queue, presence, takesCalls } = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	const freshen = useFreshData()
	useStream(['desk', `advisor:${advisorId}`], freshen)
	useHeartbeat()
	const opened = useMatches().at(-1)?.params.id !== undefined
	return (
		<>
			<PresenceSwitch state={presence.state} capacity={presence.capacity}>
				<Softphone takesCalls={takesCalls} />
			</PresenceSwitch>
			<Offers offers={queue.offers} />
			<div className="md:grid md:min-h-[40rem] md:grid-cols-[16.5rem_minmax(0,1fr)] lg:h-[calc(100dvh-7.2rem)] lg:grid-cols-[17.5rem_minmax(0,1fr)]">
				<aside
					aria-label={t.queue}
					id="file"
					className={`scroller border-r border-line p-3 pt-5 ${opened ? 'max-md:hidden' : ''}`}
				>
					<QueuePanel queue={queue} canTake={presence.state === 'available'} />
				</aside>
				<Outlet />
			</div>
		</>
	)
}

function useHeartbeat() {
	const { submit } = useFetcher()
	useEffect(() => {
		const timer = setInterval(() => submit(null, { method: 'post', action: '/desk/beat' }), BEAT_MS)
		return () => clearInterval(timer)
	}, [submit])
}
