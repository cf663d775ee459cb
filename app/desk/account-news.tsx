import { Form } from '@remix-run/react'
import { assistMessages } from '~/i18n/assist'
import { formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { AccountPage } from './account-page.server'

/** What came of what was just done, as it was read afterwards, and the way to take it back. */
export function AccountNews({
	change,
	news,
	notice,
	requestKey,
}: {
	change: AccountPage['change']
	news: string | null
	/** Reference of an acknowledgement. */
	notice: string | null
	requestKey: string
}) {
	const t = useMessages(assistMessages).done
	const lang = useLang()
	const { timeZone } = useBrand()
	const said = (tone: 'ok' | 'warn' | 'danger', words: string) => (
		<div className="mt-5">
			<Notice tone={tone} live>
				{words}
			</Notice>
		</div>
	)
	if (news === 'cancellation' && notice) return said('ok', t.cancellation(notice))
	if (news === 'cancellation-undone') return said('ok', t[news])
	if (news === 'too-late' || news === 'changed-since') return said('warn', t[news])
	if (news === 'stale') return said('warn', t['changed-since'])
	if (news === 'awaits-answer') return said('warn', t.unknown)
	if (news === 'unavailable') return said('danger', t[news])
	if (!change) return null
	if (change.state === 'undone') return said('ok', t.undone)
	if (change.state !== 'done') return said('danger', t[change.state === 'planned' ? 'unknown' : change.state])
	return (
		<div className="mt-5">
			<Notice tone="ok" live>
				<p>{t.forwarding}</p>
				{change.undoUntil && (
					<Form method="post" action="?" className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
						<input type="hidden" name="requestKey" value={requestKey} />
						<input type="hidden" name="changeId" value={change.id} />
						<Button small variant="outline" name="intent" value="undo-forwarding">
							{t.undo}
						</Button>
						<span className="text-mini text-ink-2">
							{t.until(formatTime(lang, new Date(change.undoUntil), timeZone))}
						</span>
					</Form>
				)}
			</Notice>
		</div>
	)
}
