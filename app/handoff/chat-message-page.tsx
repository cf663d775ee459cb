import { chatMessages } from '~/i18n/chat'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { ErrorSummary, TextArea, TextField } from '~/ui/field'
import { PresenceWindow } from '~/ui/presence-window'
import { Tag } from '~/ui/tag'
import { Trail } from '~/ui/trail'
import { LONGEST_FIRST_MESSAGE } from './chat-form-fields'
import { TrailChoice } from './chat-trail'
import type { TrailLine } from './chat-trail.server'

type FieldName = 'firstName' | 'contact' | 'body'

export interface MessageSentBack {
	errors: Partial<Record<FieldName, string>>
	values: Record<FieldName | 'requestKey' | 'askedFrom', string>
	removed: string[]
	refusals: number
}

interface FormPage {
	requestKey: string
	answeredBy: string
	trail: TrailLine[]
	askedFrom: string
	known: Record<FieldName, string>
	sentBack: MessageSentBack | null
}

/** « Laisser un message »: read and answered by a person, by a day that is said. */
export function LeaveMessagePage({ requestKey, answeredBy, trail, known, sentBack, ...page }: FormPage) {
	const lang = useLang()
	const { left: t, ask } = useMessages(chatMessages)
	const errors = sentBack?.errors ?? {}
	const value = (name: FieldName) => sentBack?.values[name] ?? known[name]
	const askedFrom = sentBack?.values.askedFrom ?? page.askedFrom
	const summary = (Object.entries(errors) as [string, string][]).map(([fieldId, message]) => ({ fieldId, message }))
	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto max-w-[41rem]">
				{askedFrom && (
					<p className="mb-4">
						<a href={askedFrom}>{t.back}</a>
					</p>
				)}
				<h1 className="text-h1">{t.title}</h1>
				<p className="mt-2 text-ink-2">{t.intro(answeredBy)}</p>
				<form method="post" action={localPath(lang, '/message')} className="mt-7 grid gap-8">
					<input type="hidden" name="requestKey" value={sentBack?.values.requestKey || requestKey} />
					<input type="hidden" name="askedFrom" value={askedFrom} />
					<input type="hidden" name="refusals" value={sentBack?.refusals ?? 0} />
					<ErrorSummary title={ask.errors(summary.length)} errors={summary} />
					<TextArea
						id="body"
						name="body"
						rows={5}
						required
						maxLength={LONGEST_FIRST_MESSAGE}
						label={t.body}
						hint={ask.needHint}
						error={errors.body}
						defaultValue={value('body')}
					/>
					<TextField
						id="firstName"
						name="firstName"
						autoComplete="given-name"
						required
						maxLength={60}
						label={ask.firstName}
						error={errors.firstName}
						defaultValue={value('firstName')}
					/>
					<TextField
						id="contact"
						name="contact"
						autoComplete="email"
						required
						maxLength={200}
						label={t.contact}
						hint={t.contactHint}
						error={errors.contact}
						defaultValue={value('contact')}
					/>
					<TrailChoice
						lines={trail}
						removed={sentBack?.removed ?? []}
						words={{
							title: t.attached,
							hint: ask.attachedHint,
							nothing: ask.nothingAttached,
							remove: ask.remove,
							removeNamed: ask.removeNamed,
							end: ask.end,
						}}
					/>
					<div className="grid gap-3">
						<Button className="min-h-14 text-[1.1875rem]">{t.submit}</Button>
						<p className="text-ink-2 text-small">
							{t.call}{' '}
							<a href={`${localPath(lang, '/rappel')}${askedFrom ? `?depuis=${encodeURIComponent(askedFrom)}` : ''}`}>
								{t.callLink}
							</a>
							.
						</p>
					</div>
				</form>
			</div>
		</div>
	)
}

interface StoredPage {
	reference: string
	promise: string
	contact: string
	/** A confirmation was sent there. */
	mailed: boolean
	body: string
	/** Nobody wrote it: something they did needs a person. */
	isOurs: boolean
	state: 'waiting' | 'answered' | 'withdrawn'
	trail: TrailLine[]
	answer: { words: string; advisor: string; initials: string; day: string } | null
	askedFrom: string | null
}

/** A message that was left: its reference, what is promised, and the answer once it is there. */
export function LeftMessagePage({ reference, promise, contact, mailed, body, trail, answer, ...kept }: StoredPage) {
	const { isOurs, state } = kept
	const lang = useLang()
	const { left: t, list } = useMessages(chatMessages)
	const title = isOurs ? t.ours.title : t.noted
	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto grid max-w-[41rem] gap-8">
				<div>
					<p>
						<Tag tone={({ waiting: 'human', answered: 'ok', withdrawn: undefined } as const)[state]}>
							{list.messageState[state]}
						</Tag>
					</p>
					<h1 className="mt-3 text-h1">
						{answer ? t.answeredTitle(answer.advisor) : state === 'withdrawn' ? t.ours.withdrawn : title}
					</h1>
					{state === 'waiting' && (
						<p className="mt-2 text-lead">
							{promise}. {t.answerTo(contact)}
						</p>
					)}
				</div>
				{answer && (
					<section aria-labelledby="answer">
						<h2 id="answer" className="text-h3">
							{t.answer}
						</h2>
						<p className="mt-3 flex items-center gap-3">
							<PresenceWindow initials={answer.initials} on={false} />
							<span>
								<span className="block font-semibold">{answer.advisor}</span>
								<span className="text-ink-2 text-meta">{answer.day}</span>
							</span>
						</p>
						<p className="bubble bubble-them mt-3 whitespace-pre-wrap">{answer.words}</p>
					</section>
				)}
				<dl className="card p-5">
					<dt className="text-ink-2 text-meta">{t.reference}</dt>
					<dd className="num text-h3">{reference}</dd>
					<dd className="mt-1 text-ink-2 text-small">{t.referenceHint}</dd>
					{!answer && !isOurs && (
						<dd className="mt-1 text-ink-2 text-small">{mailed ? t.mailed(contact) : t.noMail}</dd>
					)}
				</dl>
				<section aria-labelledby="yours">
					<h2 id="yours" className="text-h3">
						{isOurs ? t.ours.about : t.yours}
					</h2>
					<p className={`bubble mt-3 ml-0 whitespace-pre-wrap ${isOurs ? 'bubble-them' : 'bubble-me'}`}>{body}</p>
				</section>
				{trail.length > 0 && (
					<section aria-labelledby="fil">
						<h2 id="fil" className="text-h3">
							{t.attachedTitle}
						</h2>
						<div className="mt-3 text-small">
							<Trail steps={trail.map(({ id, label, failed }) => ({ id, label, failed }))} />
						</div>
					</section>
				)}
				<p>
					<LinkButton variant="outline" href={localPath(lang, '/echanges')}>
						{t.list}
					</LinkButton>
				</p>
			</div>
		</div>
	)
}
