import { CalendarClock, MessageSquareText } from 'lucide-react'
import { chatMessages } from '~/i18n/chat'
import { type Lang, localPath } from '~/i18n/language'
import type { Same } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, Field, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'
import type { ChatDoor } from './chat-door.server'
import { LONGEST_FIRST_MESSAGE } from './chat-form-fields'
import { TrailChoice } from './chat-trail'
import type { TrailLine } from './chat-trail.server'

type FieldName = 'firstName' | 'body' | 'reason'

export interface AskSentBack {
	errors: Partial<Record<FieldName, string>>
	values: Record<FieldName | 'requestKey' | 'askedFrom', string>
	removed: string[]
	refusals: number
	/** Nobody could be written to any more when the form arrived. */
	shut: boolean
}

interface Page {
	door: ChatDoor
	requestKey: string
	reasons: { id: string; label: string }[]
	trail: TrailLine[]
	askedFrom: string
	known: { firstName: string; body: string; reason: string }
	sentBack: AskSentBack | null
}

/** « Écrire à quelqu'un »: the form while somebody can answer, else when, and the other ways. */
export function ChatAskPage(page: Page) {
	const lang = useLang()
	const t = useMessages(chatMessages)
	const { door, sentBack } = page
	const askedFrom = sentBack?.values.askedFrom ?? page.askedFrom
	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto max-w-[41rem]">
				{askedFrom && (
					<p className="mb-4">
						<a href={askedFrom}>{t.ask.back}</a>
					</p>
				)}
				<h1 className="text-h1">{t.ask.title}</h1>
				{door.open ? (
					<AskForm {...page} askedFrom={askedFrom} lang={lang} />
				) : (
					<Shut {...page} askedFrom={askedFrom} lang={lang} />
				)}
			</div>
		</div>
	)
}

function AskForm({ door, requestKey, reasons, trail, askedFrom, known, sentBack, lang }: Page & { lang: Lang }) {
	const { ask: t } = useMessages(chatMessages)
	const errors = sentBack?.errors ?? {}
	const value = (name: FieldName) => sentBack?.values[name] ?? known[name]
	const summary = (Object.entries(errors) as [string, string][]).map(([fieldId, message]) => ({ fieldId, message }))
	return (
		<>
			<p className="mt-2 text-ink-2">{t.intro}</p>
			<p className="mt-4 flex flex-wrap items-center gap-3 text-small">
				<span className="flex gap-1.5">
					{door.windows.map((initials) => (
						<PresenceWindow key={initials} initials={initials} on size="s" />
					))}
				</span>
				<span>{t.open(door.people === 1 ? t.presentOne : t.present(door.people), door.waitMinutes)}</span>
			</p>
			<form method="post" action={localPath(lang, '/ecrire')} className="mt-7 grid gap-8">
				<input type="hidden" name="requestKey" value={sentBack?.values.requestKey || requestKey} />
				<input type="hidden" name="askedFrom" value={askedFrom} />
				<input type="hidden" name="refusals" value={sentBack?.refusals ?? 0} />
				<ErrorSummary title={t.errors(summary.length)} errors={summary} />
				<TextArea
					id="body"
					name="body"
					rows={4}
					required
					maxLength={LONGEST_FIRST_MESSAGE}
					label={t.need}
					hint={t.needHint}
					error={errors.body}
					defaultValue={value('body')}
				/>
				<TextField
					id="firstName"
					name="firstName"
					autoComplete="given-name"
					required
					maxLength={60}
					label={t.firstName}
					hint={t.firstNameHint}
					error={errors.firstName}
					defaultValue={value('firstName')}
				/>
				<Field id="reason" label={t.reason} error={errors.reason}>
					{(control) => (
						<select name="reason" required defaultValue={value('reason') || reasons[0]?.id} {...control}>
							{reasons.map(({ id, label }) => (
								<option key={id} value={id}>
									{label}
								</option>
							))}
						</select>
					)}
				</Field>
				<TrailChoice
					lines={trail}
					removed={sentBack?.removed ?? []}
					words={{
						title: t.attached,
						hint: t.attachedHint,
						nothing: t.nothingAttached,
						remove: t.remove,
						removeNamed: t.removeNamed,
						end: t.end,
					}}
				/>
				<div className="grid gap-3">
					<Button className="min-h-14 text-[1.1875rem]">{t.submit}</Button>
					<p className="text-ink-2 text-small">
						{t.after} <a href={withOrigin(localPath(lang, '/rappel'), askedFrom)}>{t.call}</a>.
					</p>
				</div>
			</form>
		</>
	)
}

function Shut({ door, requestKey, askedFrom, sentBack, lang }: Page & { lang: Lang }) {
	const { shut: t } = useMessages(chatMessages)
	const callFirst = door.reason === 'by-phone' || door.reason === 'full'
	const leaveMessage = (
		<div key="message" className="grid content-start gap-2">
			{sentBack ? (
				<CarryOver
					sentBack={sentBack}
					requestKey={requestKey}
					askedFrom={askedFrom}
					lang={lang}
					variant={callFirst ? 'outline' : 'ink'}
				/>
			) : (
				<a
					className={`btn ${callFirst ? 'btn-outline' : 'btn-ink'}`}
					href={withOrigin(localPath(lang, '/message'), askedFrom)}
				>
					<MessageSquareText className="icon" aria-hidden="true" /> {t.message}
				</a>
			)}
			<p className="text-ink-2 text-small">{t.messageText(door.answeredBy)}</p>
		</div>
	)
	const askForCall = (
		<div key="call" className="grid content-start gap-2">
			<a
				className={`btn ${callFirst ? 'btn-ink' : 'btn-outline'}`}
				href={withOrigin(localPath(lang, '/rappel'), askedFrom)}
			>
				<CalendarClock className="icon" aria-hidden="true" /> {t.callback}
			</a>
			<p className="text-ink-2 text-small">{t.callbackText}</p>
		</div>
	)
	return (
		<>
			{sentBack?.shut && (
				<div className="mt-4">
					<Notice tone="warn" live>
						{t.justNow}
					</Notice>
				</div>
			)}
			<section className="card-human mt-6 grid gap-5 p-5 md:p-7" aria-labelledby="shut">
				<div>
					<h2 id="shut" className="text-h2">
						{titleOf(door, t)}
					</h2>
					<p className="mt-2">{textOf(door, t)}</p>
				</div>
				<div className="grid gap-4 sm:grid-cols-2">
					{callFirst ? [askForCall, leaveMessage] : [leaveMessage, askForCall]}
				</div>
			</section>
			{sentBack && (
				<blockquote className="bubble bubble-me mt-6 whitespace-pre-wrap">{sentBack.values.body}</blockquote>
			)}
			<p className="mt-6 text-ink-2">{t.meanwhile}</p>
		</>
	)
}

type ShutWords = Same<(typeof chatMessages)['fr']>['shut']

function titleOf({ reason }: ChatDoor, t: ShutWords): string {
	return { full: t.full, nobody: t.nobody, 'by-phone': t.byPhone, closed: t.closed, open: t.closed }[reason]
}

function textOf({ reason, byPhone, callFrom, note, opens }: ChatDoor, t: ShutWords): string {
	if (reason === 'full') return t.fullText
	if (reason === 'nobody') return t.nobodyText
	if (reason === 'by-phone') {
		const when = callFrom ? t.callFrom(callFrom.day, callFrom.time) : t.callSoon
		return byPhone === 1 ? t.byPhoneOne(when) : t.byPhoneMany(byPhone, when)
	}
	return `${note ? `${t.holiday(note)} ` : ''}${opens ? t.opensAt(opens.day, opens.time) : t.unknownOpening}`
}

/** Takes the words already written to the form that leaves a message. */
function CarryOver({
	sentBack,
	requestKey,
	askedFrom,
	lang,
	variant,
}: {
	sentBack: AskSentBack
	requestKey: string
	askedFrom: string
	lang: Lang
	variant: 'ink' | 'outline'
}) {
	const { shut: t } = useMessages(chatMessages)
	const { firstName, body } = sentBack.values
	return (
		<form method="post" action={localPath(lang, '/message')} className="grid">
			<input type="hidden" name="intent" value="carry" />
			<input type="hidden" name="requestKey" value={requestKey} />
			<input type="hidden" name="firstName" value={firstName} />
			<input type="hidden" name="body" value={body} />
			<input type="hidden" name="askedFrom" value={askedFrom} />
			{sentBack.removed.map((id) => (
				<input key={id} type="hidden" name="remove" value={id} />
			))}
			<Button variant={variant}>
				<MessageSquareText className="icon" aria-hidden="true" /> {t.message}
			</Button>
		</form>
	)
}

function withOrigin(path: string, askedFrom: string): string {
	return askedFrom ? `${path}?depuis=${encodeURIComponent(askedFrom)}` : path
}
