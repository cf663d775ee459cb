import { useFetcher } from '@remix-run/react'
import { Eye, HandHelping } from 'lucide-react'
import { workMessages } from '~/i18n/desk-work'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import type { AmongUs } from './among-us.server'

type Shown = Omit<AmongUs, 'notes' | 'looks'> & {
	looks: (Omit<AmongUs['looks'][number], 'at'> & { at: Date | string })[]
}

/** Who is beside the advisor, and who has looked: said where the contact is read. */
export function AmongUsNotices({ amongUs }: { amongUs: Shown }) {
	const { access, looks, support } = amongUs
	return (
		<>
			{access === 'own' && support && <Asked amongUs={amongUs} />}
			{access === 'helper' && <Helping amongUs={amongUs} />}
			{access === 'looking' && <Looking />}
			{access === 'own' && looks.length > 0 && <Looked looks={looks} />}
		</>
	)
}

function Asked({ amongUs: { kind, id, support } }: { amongUs: Shown }) {
	const t = useMessages(workMessages).support
	const { Form } = useFetcher()
	const helpers = support?.helpers ?? []
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-2 bg-human-soft px-4 py-2 text-human-ink">
			<HandHelping className="icon" aria-hidden="true" />
			<p className="min-w-0 flex-1 basis-48" role="status">
				{helpers.length > 0 ? t.here(helpers.join(', ')) : `${t.asked} ${t.alone}`}
			</p>
			<Form method="post" action={`/desk/${kind}/${id}/support`}>
				<Button variant="quiet" small name="intent" value="end">
					{t.end}
				</Button>
			</Form>
		</div>
	)
}

function Helping({ amongUs: { kind, id, advisor, support } }: { amongUs: Shown }) {
	const t = useMessages(workMessages).support
	const { Form } = useFetcher()
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-2 bg-human-soft px-4 py-2 text-human-ink">
			<HandHelping className="icon" aria-hidden="true" />
			<p className="min-w-0 flex-1 basis-48">
				{t.youHelp(advisor ?? '')} {support && support.helpers.length > 1 && t.others(support.helpers.join(', '))}
			</p>
			<Form method="post" action={`/desk/${kind}/${id}/support`}>
				<Button variant="quiet" small name="intent" value="leave">
					{t.leave}
				</Button>
			</Form>
		</div>
	)
}

function Looking() {
	const t = useMessages(workMessages).looks
	return (
		<p className="flex items-center gap-3 rounded-2 bg-sunken px-4 py-2 text-ink-2">
			<Eye className="icon" aria-hidden="true" /> {t.youLook}
		</p>
	)
}

const SHOWN_AT_ONCE = 2

function Looked({ looks }: Pick<Shown, 'looks'>) {
	const t = useMessages(workMessages).looks
	const lang = useLang()
	const { timeZone } = useBrand()
	const line = ({ id, personName, at, purpose, words }: Shown['looks'][number]) => (
		<li key={id}>
			{t.seen(
				personName,
				`${formatTime(lang, new Date(at), timeZone)} (${formatRelativeDay(lang, new Date(at), new Date(), timeZone)})`,
				t.purposes[purpose],
			)}
			{words && ` · « ${words} »`}
		</li>
	)
	return (
		<div className="flex gap-3 rounded-2 bg-sunken px-4 py-2 text-mini text-ink-2" role="status">
			<Eye className="icon mt-0.5" aria-hidden="true" />
			<div className="min-w-0 flex-1">
				<ul>{looks.slice(0, SHOWN_AT_ONCE).map(line)}</ul>
				{looks.length > SHOWN_AT_ONCE && (
					<details>
						<summary>+ {looks.length - SHOWN_AT_ONCE}</summary>
						<ul>{looks.slice(SHOWN_AT_ONCE).map(line)}</ul>
					</details>
				)}
			</div>
		</div>
	)
}
