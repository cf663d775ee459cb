import { deliveryMessages } from '~/i18n/delivery'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'

export type EffortStep = 'ask' | 'missing' | 'thanks' | 'thanks-contact' | null

const SCORES = [1, 2, 3, 4, 5, 6, 7]

/** The one question after an exchange with a person or an act of one's own. It stands in nobody's way and may be left. */
export function EffortQuestion({
	step,
	action,
	canBeWritten,
}: {
	step: EffortStep
	action: string
	/** An address is known, so one may accept to be written to. */
	canBeWritten: boolean
}) {
	const { effort: t } = useMessages(deliveryMessages)
	const lang = useLang()
	if (step === null) return null
	if (step === 'thanks' || step === 'thanks-contact')
		return (
			<Notice tone="ok" live>
				<p id="effort">{step === 'thanks' ? t.thanks : t.thanksContact}</p>
				{step === 'thanks-contact' && (
					<p className="mt-1">
						<a href={localPath(lang, '/echanges')}>{t.thanksWhere}</a>
					</p>
				)}
			</Notice>
		)
	return (
		<form id="effort" method="post" action={action} className="grid gap-4 rounded-2 border border-line p-4">
			<fieldset aria-describedby="effort-hint">
				<legend className="font-semibold">{t.title}</legend>
				<p id="effort-hint" className="mt-1 text-ink-2 text-meta">
					{t.hint}
				</p>
				{step === 'missing' && (
					<p role="alert" className="mt-2 text-danger text-small">
						{t.missing}
					</p>
				)}
				<div className="mt-3 grid max-w-md grid-cols-7 gap-1.5">
					{SCORES.map((score) => (
						<label
							key={score}
							className="relative grid min-h-11 place-items-center rounded-1 border border-line-strong bg-surface font-semibold has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
						>
							<input
								type="radio"
								name="score"
								value={score}
								aria-label={t.score(score)}
								className="absolute inset-0 cursor-pointer opacity-0"
							/>
							<span className="num" aria-hidden="true">
								{score}
							</span>
						</label>
					))}
				</div>
				<p className="mt-1.5 flex max-w-md justify-between gap-4 text-ink-2 text-meta">
					<span>{t.least}</span>
					<span>{t.most}</span>
				</p>
			</fieldset>
			<label className="grid gap-1.5 text-small">
				{t.words}
				<textarea name="words" rows={2} maxLength={1_000} className="control" />
			</label>
			{canBeWritten && (
				<label className="flex min-h-11 items-center gap-3 text-small">
					<input type="checkbox" name="contact" value="yes" /> {t.contact}
				</label>
			)}
			<div className="flex flex-wrap gap-3">
				<Button variant="outline" name="intent" value="effort">
					{t.send}
				</Button>
				<Button variant="quiet" name="intent" value="effort-leave">
					{t.skip}
				</Button>
			</div>
		</form>
	)
}
