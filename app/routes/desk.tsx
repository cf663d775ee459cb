import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useFetcher, useLoaderData, useMatches } from '@remix-run/react'
import { useEffect } from 'react'
import { requireStaff } from '~/auth/guards.server'
import { Colleagues } from '~/desk/colleagues'
import { deskChoicesOf } from '~/desk/desk-choices.server'
import { DeskColumns } from '~/desk/desk-columns'
import { DeskLinks } from '~/desk/desk-links'
import { Offers } from '~/desk/offers'
import { PresenceSwitch } from '~/desk/presence-switch'
import { readQueue } from '~/desk/queue.server'
import { QueuePanel } from '~/desk/queue-panel'
import { Shortcuts } from '~/desk/shortcuts'
import { Softphone } from '~/desk/softphone'
import { peopleByCity } from '~/handoff/live-board.server'
import { beat, presenceOf } from '~/handoff/presence.server'
import { deskMessages } from '~/i18n/desk'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { countUnreadAnswers } from '~/knowledge/proposals.server'
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
	const [queue, presence, cities, answers, { shortcuts }] = await Promise.all([
		readQueue({ advisorId: person.id, lang: person.lang }),
		presenceOf(person.id),
		peopleByCity(),
		countUnreadAnswers(person.id),
		deskChoicesOf(person.id),
	])
	return {
		title: `${messagesIn(deskMessages, person.lang).title} · Relais`,
		advisorId: person.id,
		queue,
		presence,
		cities: cities
			.map(({ city, people }) => ({ city, people: people.filter(({ id }) => id !== person.id) }))
			.filter(({ people }) => people.length > 0),
		answers,
		shortcuts,
		takesCalls: browsersTakeCalls(),
	}
}

/** The queue beside what the advisor is doing; on a phone, tabs lead from one to the other. */
export default function Desk() {
	const { advisorId, queue, presence, cities, answers, shortcuts, takesCalls } = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	const freshen = useFreshData()
	useStream(['desk', `advisor:${advisorId}`], freshen)
	useHeartbeat()
	const opened = useMatches().at(-1)?.params.id !== undefined
	return (
		<div className="desk">
			<PresenceSwitch state={presence.state} capacity={presence.capacity} apart={opened}>
				<Softphone takesCalls={takesCalls} />
				<DeskLinks answers={answers} />
				<Colleagues cities={cities} />
				<Shortcuts areOn={shortcuts} />
			</PresenceSwitch>
			<Offers offers={queue.offers} />
			<DeskColumns
				label={t.queue}
				opened={opened}
				calling={queue.mine.filter(({ unanswered }) => unanswered).length + queue.waitingTotal}
				queue={<QueuePanel queue={queue} canTake={presence.state === 'available'} />}
			>
				<Outlet />
			</DeskColumns>
		</div>
	)
}

function useHeartbeat() {
	const { submit } = useFetcher()
	useEffect(() => {
		const timer = setInterval(() => submit({ at: 'desk' }, { method: 'post', action: '/desk/beat' }), BEAT_MS)
		return () => clearInterval(timer)
	}, [submit])
}
