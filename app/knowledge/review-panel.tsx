import { formatDay } from '~/i18n/format'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'

interface Shown {
	draft: {
		revision: number
		state: 'draft' | 'in-review' | 'approved'
		reviewerName: string | null
		reviewDueAt: Date | null
		reviewNote: string | null
		approvedByName: string | null
		isOwn: boolean
	}
	reviewers: { id: string; name: string }[]
}

/** Who reads it, what they say, and their yes. */
export function ReviewPanel({ draft, reviewers }: Shown) {
	const t = useMessages(studioMessages).review
	const lang = useLang()
	const { timeZone } = useBrand()
	const { state, reviewNote, reviewerName, reviewDueAt, approvedByName } = draft
	return (
		<section aria-labelledby="relecture" className="card p-5">
			<h2 id="relecture" className="text-h3">
				{t.title}
			</h2>
			<div className="mt-2 grid gap-3">
				{state === 'approved' && approvedByName && <Notice tone="ok">{t.approved(approvedByName)}</Notice>}
				{state === 'in-review' && reviewerName && (
					<p>{t.asked(reviewerName, reviewDueAt && formatDay(lang, new Date(reviewDueAt), timeZone))}</p>
				)}
				{reviewNote && <p>{state === 'draft' ? t.backWith(reviewNote) : t.told(reviewNote)}</p>}
			</div>
			{draft.isOwn ? (
				<p className="mt-2 text-small text-ink-2">{t.ownWords}</p>
			) : (
				state !== 'approved' && <Answer revision={draft.revision} />
			)}
			{state !== 'approved' && draft.isOwn && <Ask reviewers={reviewers} />}
		</section>
	)
}

function Answer({ revision }: { revision: number }) {
	const t = useMessages(studioMessages).review
	return (
		<>
			<form method="post" className="mt-4">
				<input type="hidden" name="revision" value={revision} />
				<Button small name="intent" value="approve">
					{t.approve}
				</Button>
			</form>
			<details className="mt-3">
				<summary className="text-small font-semibold text-action">{t.sendBack}</summary>
				<form method="post" className="mt-2 grid gap-3">
					<TextArea name="note" rows={2} required maxLength={2_000} label={t.sendBackNote} />
					<p>
						<Button small variant="outline" name="intent" value="send-back">
							{t.sendBack}
						</Button>
					</p>
				</form>
			</details>
		</>
	)
}

function Ask({ reviewers }: Pick<Shown, 'reviewers'>) {
	const t = useMessages(studioMessages).review
	if (reviewers.length === 0) return <p className="mt-2 text-small text-ink-2">{t.nobody}</p>
	return (
		<form method="post" className="mt-4 grid gap-3">
			<div className="grid gap-3 sm:grid-cols-2">
				<Field label={t.reviewer}>
					{(control) => (
						<select name="reviewer" required {...control}>
							{reviewers.map(({ id, name }) => (
								<option key={id} value={id}>
									{name}
								</option>
							))}
						</select>
					)}
				</Field>
				<TextField name="due" type="date" label={t.due} />
			</div>
			<TextArea name="note" rows={2} maxLength={2_000} label={t.note} />
			<p>
				<Button small variant="outline" name="intent" value="ask-review">
					{t.ask}
				</Button>
			</p>
		</form>
	)
}
