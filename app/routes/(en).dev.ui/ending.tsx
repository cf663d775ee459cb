import { Download } from 'lucide-react'
import { kitMessages } from '~/i18n/kit'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { PresenceWindow } from '~/ui/presence-window'

/** What closes a conversation: who was there, one question, a word. */
export function Ending() {
	const t = useMessages(kitMessages).ending
	return (
		<section aria-labelledby="ending">
			<h2 id="ending" className="text-h2">
				{t.title}
			</h2>
			<div className="card mt-4 p-5">
				<p className="flex items-center gap-3">
					<PresenceWindow initials="NB" on />
					<span>
						<b>{t.who}</b>
						<br />
						<span className="text-small text-ink-2">{t.promise}</span>
					</span>
				</p>
				<fieldset className="mt-5">
					<legend className="legend">{t.question}</legend>
					<div className="mt-2 grid gap-2 sm:grid-cols-3">
						{t.answers.map((answer, index) => (
							<label key={answer} className="choice">
								<input type="radio" name="ending" defaultChecked={index === 1} />
								<span>{answer}</span>
							</label>
						))}
					</div>
				</fieldset>
				<div className="mt-4">
					<TextArea label={t.word} hint={t.optional} rows={2} />
				</div>
				<div className="mt-4 flex flex-wrap gap-3">
					<Button type="button">{t.send}</Button>
					<Button type="button" variant="quiet">
						<Download className="icon" aria-hidden="true" /> {t.copy}
					</Button>
				</div>
			</div>
		</section>
	)
}
