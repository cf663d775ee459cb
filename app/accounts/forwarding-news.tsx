import { accountMessages } from '~/i18n/account'
import { formatPhone, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { ForwardingChange, LineForwarding } from './forwarding.server'

interface News {
	change: ForwardingChange
	lines: LineForwarding[]
	requestKey: string
}

/** What came of the change just asked, as read on the line, and the way to take it back. */
export function ForwardingNews({ change, lines, requestKey }: News) {
	const t = useMessages(accountMessages).forwarding
	const lang = useLang()
	const { country, timeZone } = useBrand()
	const line = formatPhone(lines.find((one) => one.line.id === change.lineId)?.line.number ?? '', country)
	const kind = t.kinds[change.kind].name

	if (change.outcome !== 'done')
		return (
			<Notice tone="danger" live>
				<p>{t.failures[failureOf(change)]}</p>
				<p className="mt-1">{t.failedHelp}</p>
			</Notice>
		)
	if (change.undone || change.takesBack)
		return (
			<Notice tone="ok" live>
				{t.undone}
			</Notice>
		)
	return (
		<Notice tone="ok" live>
			<p>
				{change.after?.active ? t.doneOn(line, kind, formatPhone(change.after.target, country)) : t.doneOff(line, kind)}{' '}
				{t.receiptSent}
			</p>
			{change.undoUntil && (
				<form method="post" action="?" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
					<input type="hidden" name="changeId" value={change.id} />
					<input type="hidden" name="requestKey" value={requestKey} />
					<Button variant="outline" name="intent" value="undo">
						{t.undo}
					</Button>
					<span className="text-small text-ink-2">{t.undoUntil(formatTime(lang, change.undoUntil, timeZone))}</span>
				</form>
			)}
		</Notice>
	)
}

/** Failed with the line read afterwards is certain; failed without is not known yet. */
function failureOf({ outcome, readAfter }: ForwardingChange): 'unavailable' | 'refused' | 'unknown' | 'differs' {
	if (outcome === 'refused' || outcome === 'differs') return outcome
	return readAfter ? 'unavailable' : 'unknown'
}
