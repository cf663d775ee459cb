import { formatDay, formatTime } from '~/i18n/format'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { Need } from './publishing-needs'

interface Shown {
	draft: {
		revision: number
		state: 'draft' | 'in-review' | 'approved'
		publishAt: Date | null
		changeNote: string | null
	}
	needs: Need[]
	secondReader: boolean
}

/** What is missing, what readers are told, and the ways out: now, at a date, without waiting. */
export function PublishPanel({ draft, needs, secondReader }: Shown) {
	const t = useMessages(studioMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const mayGo = draft.state === 'approved' || !secondReader
	return (
		<section aria-labelledby="publication" className="card p-5">
			<h2 id="publication" className="text-h3">
				{t.publish.title}
			</h2>
			{needs.length > 0 && (
				<div className="mt-3">
					<Notice tone="warn">
						<p className="font-semibold">{t.needs.title}</p>
						<ul className="mt-1 list-disc pl-5">
							{needs.map((need) => (
								<li key={need}>{t.needs[need === 'title' ? 'title_' : need]}</li>
							))}
						</ul>
					</Notice>
				</div>
			)}
			{draft.publishAt && (
				<div className="mt-3">
					<Notice tone="ok">
						{t.publish.planned(
							`${formatDay(lang, new Date(draft.publishAt), timeZone)}, ${formatTime(lang, new Date(draft.publishAt), timeZone)}`,
						)}
					</Notice>
				</div>
			)}
			{needs.length === 0 && mayGo && <Ways revision={draft.revision} changeNote={draft.changeNote} />}
			{needs.length === 0 && !mayGo && (
				<>
					<p className="mt-2 text-small text-ink-2">{t.publish.needsReader}</p>
					<details className="mt-3">
						<summary className="text-small font-semibold text-action">{t.publish.urgent}</summary>
						<form method="post" className="mt-2 grid gap-3">
							<input type="hidden" name="revision" value={draft.revision} />
							<TextArea
								name="reason"
								rows={2}
								required
								maxLength={500}
								label={t.publish.urgentWhy}
								hint={t.publish.urgentHint}
							/>
							<TextField name="note" maxLength={500} label={t.publish.note} hint={t.publish.noteHint} />
							<p>
								<Button small variant="outline" name="intent" value="urgent">
									{t.publish.urgentGo}
								</Button>
							</p>
						</form>
					</details>
				</>
			)}
		</section>
	)
}

function Ways({ revision, changeNote }: { revision: number; changeNote: string | null }) {
	const t = useMessages(studioMessages).publish
	return (
		<form method="post" className="mt-3 grid gap-4">
			<input type="hidden" name="revision" value={revision} />
			<TextField name="note" maxLength={500} label={t.note} hint={t.noteHint} defaultValue={changeNote ?? ''} />
			<p>
				<Button name="intent" value="publish">
					{t.now}
				</Button>
			</p>
			<details>
				<summary className="text-small font-semibold text-action">{t.later}</summary>
				<div className="mt-2 flex flex-wrap items-end gap-3">
					<TextField name="at" type="datetime-local" label={t.at} />
					<Button small variant="outline" name="intent" value="plan">
						{t.plan}
					</Button>
				</div>
			</details>
		</form>
	)
}
