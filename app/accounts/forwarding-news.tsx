import { accountMessages } from '~/i18n/account'
import { formatPhone, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { doneByWords } from './actor'
import type { ForwardingChange } from './forwarding.server'
import { operationReference } from './operation-reference'

/** What came of the change just asked, as read on the line, and the way to take it back. */
export function ForwardingNews({ change }: { change: ForwardingChange }) {
	const { forwarding: t, operations } = useMessages(accountMessages)
	const lang = useLang()
	const { country, timeZone } = useBrand()
	const line = formatPhone(change.asked.number, country)
	const kind = t.kinds[change.asked.kind].name

	if (change.state === 'undone')
		return (
			<Notice tone="ok" live>
				{t.undone}
			</Notice>
		)
	if (change.state !== 'done')
		return <ForwardingFailure reason={change.state === 'planned' ? 'unknown' : change.state} />
	const by = doneByWords(change.by, operations)
	return (
		<Notice tone="ok" live>
			<p>
				{change.to?.active ? t.doneOn(line, kind, formatPhone(change.to.target, country)) : t.doneOff(line, kind)} {by}{' '}
				{t.receiptSent}
			</p>
			<p className="num mt-1">{operations.number(operationReference(change.id))}</p>
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

/** What was not done, or not surely, and the way to a person with this step attached. */
export function ForwardingFailure({ reason }: { reason: keyof typeof accountMessages.fr.forwarding.failures }) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const from = encodeURIComponent(localPath(lang, '/compte/renvoi'))
	return (
		<Notice tone={reason === 'unknown' || reason === 'stale' ? 'warn' : 'danger'} live>
			<p>{t.forwarding.failures[reason]}</p>
			<p className="mt-1">{t.forwarding.failedHelp}</p>
			<p className="mt-3">
				<LinkButton variant="human" href={`${localPath(lang, '/ecrire')}?depuis=${from}`}>
					{t.ownLine.talk}
				</LinkButton>
			</p>
		</Notice>
	)
}
