import type { SubmissionResult } from '@conform-to/react'
import { insightsMessages } from '~/i18n/insights'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextArea } from '~/ui/field'

const KINDS = ['taken', 'change', 'article', 'call', 'reason'] as const

/** What was done about a cause, kept with the name of who says it. */
export function HandlingForm({ reply }: { reply?: SubmissionResult | null }) {
	const t = useMessages(insightsMessages).handle
	const errorOf = (field: string) => reply?.error?.[field]?.[0] ?? null
	const sent = reply?.initialValue as { kind?: string; note?: string } | undefined
	const errors = ['kind', 'note'].flatMap((field) => {
		const message = errorOf(field)
		return message ? [{ fieldId: field === 'kind' ? 'acte-taken' : 'acte-note', message }] : []
	})
	return (
		<section id="traiter" aria-labelledby="traiter-titre">
			<h2 id="traiter-titre" className="text-h3">
				{t.title}
			</h2>
			<p className="mt-1 text-mini text-ink-2">{t.lead}</p>
			<form method="post" className="mt-3 grid gap-4">
				<ErrorSummary title={t.errorTitle} errors={errors} />
				<fieldset className="grid gap-2" aria-describedby={errorOf('kind') ? 'acte-erreur' : undefined}>
					<legend className="sr-only">{t.title}</legend>
					{errorOf('kind') && (
						<p className="error-text" id="acte-erreur">
							{errorOf('kind')}
						</p>
					)}
					{KINDS.map((kind) => (
						<label key={kind} className="choice" htmlFor={`acte-${kind}`}>
							<input type="radio" id={`acte-${kind}`} name="kind" value={kind} defaultChecked={sent?.kind === kind} />
							<span>{t.kinds[kind]}</span>
							<span className="!text-mini">{t.hints[kind]}</span>
						</label>
					))}
				</fieldset>
				<TextArea
					id="acte-note"
					name="note"
					label={t.note}
					hint={t.noteHint}
					error={errorOf('note')}
					defaultValue={sent?.note}
					maxLength={1000}
				/>
				<Button className="justify-self-start">{t.submit}</Button>
			</form>
		</section>
	)
}
