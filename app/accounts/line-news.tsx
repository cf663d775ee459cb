import { accountMessages } from '~/i18n/account'
import { formatDate, formatPhone, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { doneByWords } from './actor'
import type { Line } from './backend'
import type { LineChange } from './line-changes.server'

interface News {
	lineId: string
	line: Line
	change: (LineChange & { reference: string }) | null
	stale: boolean
	undoRefused: 'too-late' | 'changed-since' | null
	/** Nothing could be asked of the network. */
	down: boolean
}

/** What came of the change just asked, as read on the line, and the way to take it back or to a person. */
export function LineNews({ line, change, stale, undoRefused, down, lineId }: News) {
	const t = useMessages(accountMessages).ownLine
	if (stale || undoRefused)
		return (
			<Notice tone="warn" live>
				{undoRefused ? t.undoRefused[undoRefused] : t.stale}
			</Notice>
		)
	if (down) return <Failure outcome="unavailable" lineId={lineId} />
	if (!change) return null
	if (change.state === 'undone')
		return (
			<Notice tone="ok" live>
				{t.undone}
			</Notice>
		)
	if (change.state !== 'done')
		return <Failure outcome={change.state === 'planned' ? 'unknown' : change.state} lineId={lineId} />
	return <Done change={change} number={line.number} />
}

function Done({ change, number }: { change: NonNullable<News['change']>; number: string }) {
	const { ownLine: t, operations } = useMessages(accountMessages)
	const by = doneByWords(change.by, operations)
	const lang = useLang()
	const { country, timeZone } = useBrand()
	const phone = formatPhone(number, country)
	const { from, to } = change
	const at = `${formatDate(lang, change.at, timeZone)}, ${formatTime(lang, change.at, timeZone)}`
	return (
		<Notice tone="ok" live>
			<p>
				<b>
					{from.state === to.state
						? t.done.name(phone, to.label)
						: to.state === 'suspended'
							? t.done.suspend(phone)
							: t.done.resume(phone)}
				</b>{' '}
				{t.checked} {by}
			</p>
			<p className="num mt-1">{t.receipt(change.reference, at)}</p>
			{change.undoUntil && (
				<form method="post" action="?" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
					<input type="hidden" name="changeId" value={change.id} />
					<Button variant="outline" name="intent" value="undo">
						{t.undo}
					</Button>
					<span className="text-small text-ink-2">{t.undoUntil(formatTime(lang, change.undoUntil, timeZone))}</span>
				</form>
			)}
		</Notice>
	)
}

function Failure({ outcome, lineId }: { outcome: 'refused' | 'unavailable' | 'unknown' | 'differs'; lineId: string }) {
	const t = useMessages(accountMessages).ownLine
	const lang = useLang()
	const from = encodeURIComponent(localPath(lang, `/compte/lignes/${lineId}`))
	return (
		<Notice tone={outcome === 'unknown' ? 'warn' : 'danger'} live>
			<p>{t.failures[outcome]}</p>
			<p className="mt-1">{t.failedHelp}</p>
			<p className="mt-3">
				<LinkButton variant="human" href={`${localPath(lang, '/ecrire')}?depuis=${from}`}>
					{t.talk}
				</LinkButton>
			</p>
		</Notice>
	)
}
