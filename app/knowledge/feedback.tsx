import { Check, CircleCheck, MessageSquareText, Phone, X } from 'lucide-react'
import { knowledgeMessages } from '~/i18n/knowledge'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { TextArea } from '~/ui/field'
import { Notice } from '~/ui/notice'

interface FeedbackProps {
	answered: 'yes' | 'no' | null
	/** A reason or words were given. */
	said: boolean
	/** Address of the article, carried to the person who answers. */
	from: string
}

/** « C'est réglé ? »: plain forms; a « no » leads to a person with the article attached. */
export function Feedback({ answered, said, from }: FeedbackProps) {
	const t = useMessages(knowledgeMessages).feedback
	return (
		<section aria-labelledby="regle" className="mt-12 border-t-[1.5px] border-stroke pt-8 print:hidden">
			<h2 id="regle" className="text-h2">
				{t.title}
			</h2>
			{answered === 'yes' ? (
				<Solved />
			) : (
				<form method="post" className="mt-4 grid grid-cols-2 gap-3 sm:flex">
					<Button name="solved" value="yes" variant="outline">
						<Check className="icon" aria-hidden="true" /> {t.yes}
					</Button>
					<Button
						name="solved"
						value="no"
						variant={answered === 'no' ? 'action' : 'outline'}
						aria-pressed={answered === 'no' ? true : undefined}
					>
						<X className="icon" aria-hidden="true" /> {t.no}
					</Button>
				</form>
			)}
			{answered === 'no' && (
				<>
					<Doors from={from} />
					{said ? (
						<div className="mt-6">
							<Notice tone="ok" live>
								{t.sent}
							</Notice>
						</div>
					) : (
						<Reasons />
					)}
				</>
			)}
		</section>
	)
}

function Solved() {
	const t = useMessages(knowledgeMessages).feedback
	return (
		<>
			<p role="status" className="mt-4 flex gap-3">
				<CircleCheck className="icon mt-1 text-ok" aria-hidden="true" />
				<span>
					<strong>{t.thanks}</strong> {t.thanksLead}
				</span>
			</p>
			<form method="post" className="mt-2">
				<Button name="solved" value="no" variant="quiet" className="-ml-2">
					{t.change}
				</Button>
			</form>
		</>
	)
}

function Doors({ from }: { from: string }) {
	const t = useMessages(knowledgeMessages).feedback
	const lang = useLang()
	const carried = `?depuis=${encodeURIComponent(from)}`
	return (
		<div className="card-human mt-5 p-5 md:p-6" role="status">
			<p className="font-heading text-h3 font-bold">{t.helpTitle}</p>
			<p className="mt-1 text-small">{t.helpLead}</p>
			<div className="mt-4 grid gap-3 sm:flex">
				<LinkButton variant="ink" href={localPath(lang, `/ecrire${carried}`)}>
					<MessageSquareText className="icon" aria-hidden="true" /> {t.write}
				</LinkButton>
				<LinkButton variant="outline" href={localPath(lang, `/rappel${carried}`)}>
					<Phone className="icon" aria-hidden="true" /> {t.call}
				</LinkButton>
			</div>
		</div>
	)
}

function Reasons() {
	const t = useMessages(knowledgeMessages).feedback
	return (
		<form method="post" className="mt-6">
			<input type="hidden" name="solved" value="no" />
			<fieldset>
				<legend className="legend">
					{t.reasonTitle} <span className="font-normal text-ink-2">{t.optional}</span>
				</legend>
				<div className="mt-3 grid gap-2 sm:grid-cols-2">
					{Object.entries(t.reasons).map(([reason, words]) => (
						<label key={reason} className="choice">
							<input type="radio" name="reason" value={reason} />
							<span>{words}</span>
						</label>
					))}
				</div>
			</fieldset>
			<div className="mt-4">
				<TextArea id="words" name="words" label={t.words} hint={t.wordsHint} rows={3} maxLength={1_000} />
			</div>
			<Button variant="quiet" className="mt-3 -ml-2">
				{t.send}
			</Button>
		</form>
	)
}
