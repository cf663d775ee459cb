import { callbackMessages } from '~/i18n/callback'
import { LANGUAGE_NAMES, LANGUAGES, type Lang, localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, Field, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { SlotDayView } from './callback-slot-view.server'
import { SlotPicker } from './callback-slots'
import { TrailChoice } from './chat-trail'
import type { TrailLine } from './chat-trail.server'

interface Page {
	requestKey: string
	/** The number that will call. */
	from: string
	soonest: string
	/** No call can be made today any more. */
	nowCapped: boolean
	days: SlotDayView[]
	slotMinutes: number
	/** First name of who called last time. */
	lastAdvisor: string | null
	relayUrl: string | null
	/** In writing is what was come for. */
	inWriting: boolean
	reasons: { id: string; label: string }[]
	trail: TrailLine[]
	askedFrom: string
	known: { phone: string; firstName: string; email: string; subject: string; reason: string }
	sentBack: SentBack | null
}

export interface SentBack {
	errors: Partial<Record<'phone' | 'firstName' | 'reason' | 'email' | 'slot', string>>
	values: Record<
		| 'requestKey'
		| 'when'
		| 'slot'
		| 'phone'
		| 'firstName'
		| 'reason'
		| 'subject'
		| 'email'
		| 'askedFrom'
		| 'sameAdvisor'
		| 'channel'
		| 'spokenLang',
		string
	>
	refusals: number
	removed: string[]
	/** The times that are left for what was written. */
	days: SlotDayView[]
	already: { reference: string; path: string } | null
}

/** « On vous rappelle »: one page, one form, filled in with what is known. */
export function CallbackFormPage(page: Page) {
	const lang = useLang()
	const messages = useMessages(callbackMessages)
	const { form: t } = messages
	const { sentBack } = page
	const days = sentBack?.days ?? page.days
	const errors = sentBack?.errors ?? {}
	const value = (name: keyof SentBack['values'] & keyof Page['known']) => sentBack?.values[name] ?? page.known[name]
	const askedFrom = sentBack?.values.askedFrom ?? page.askedFrom
	const writePath = `${localPath(lang, '/ecrire')}${askedFrom ? `?depuis=${encodeURIComponent(askedFrom)}` : ''}`
	const summary = (Object.entries(errors) as [string, string][]).map(([field, message]) => ({
		fieldId: field === 'slot' ? 'when' : field,
		message,
	}))
	const hasSlots = days.some(({ free }) => free > 0)
	const wantsSlot = sentBack ? sentBack.values.when === 'slot' : page.inWriting || (page.nowCapped && hasSlots)

	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto max-w-[41rem]">
				{askedFrom && (
					<p className="mb-4">
						<a href={askedFrom}>{messages.backToPage}</a>
					</p>
				)}
				<h1 className="text-h1">{messages.title}</h1>
				<p className="mt-1 text-ink-2 text-small">{messages.intro(page.from)}</p>

				<form method="post" action={localPath(lang, '/rappel')} className="group/when mt-7 grid grid-cols-1 gap-9">
					<input type="hidden" name="requestKey" value={sentBack?.values.requestKey || page.requestKey} />
					<input type="hidden" name="askedFrom" value={askedFrom} />
					<input type="hidden" name="refusals" value={sentBack?.refusals ?? 0} />
					<ErrorSummary title={t.errors(summary.length)} errors={summary} />

					<fieldset id="when" className={errors.slot ? 'field-error min-w-0' : 'min-w-0'}>
						<legend className="legend">{t.when}</legend>
						{errors.slot && <p className="error-text mt-2">{errors.slot}</p>}
						{page.nowCapped && (
							<div className="mt-3">
								<Notice tone="warn">
									<p>{t.cappedToday}</p>
									<p className="mt-1">
										<a href={writePath}>{t.write}</a>
									</p>
								</Notice>
							</div>
						)}
						<div className="mt-3 grid gap-2 sm:grid-cols-2">
							<label className="choice">
								<input
									type="radio"
									name="when"
									value="now"
									defaultChecked={!wantsSlot && !page.nowCapped}
									disabled={page.nowCapped}
								/>
								<span className="font-semibold">{t.now}</span>
								<span>{page.soonest}</span>
							</label>
							{hasSlots && (
								<label className="choice">
									<input type="radio" name="when" value="slot" defaultChecked={wantsSlot} />
									<span className="font-semibold">{t.choose}</span>
									<span>
										{t.chooseHint(
											days.find(({ free }) => free > 0)?.label ?? '',
											inSentence(days.at(-1)?.title ?? '', lang),
										)}
									</span>
								</label>
							)}
						</div>
						{hasSlots ? (
							<div className="mt-4 group-has-[input[value=now]:checked]/when:hidden">
								<SlotPicker days={days} minutes={page.slotMinutes} chosen={sentBack?.values.slot || null} />
							</div>
						) : (
							!page.nowCapped && <p className="hint mt-3">{t.noSlots}</p>
						)}
					</fieldset>

					<HowToTalk page={page} />
					<div className="group-has-[input[value=text]:checked]/when:hidden">
						<TextField
							id="phone"
							name="phone"
							type="tel"
							autoComplete="tel"
							inputMode="tel"
							label={t.phone}
							hint={t.phoneHint}
							error={errors.phone}
							defaultValue={value('phone')}
						/>
					</div>
					{sentBack?.already && (
						<p>
							<a className="btn btn-outline" href={sentBack.already.path}>
								{messages.already.mineLink(sentBack.already.reference)}
							</a>
						</p>
					)}
					<TextField
						id="firstName"
						name="firstName"
						autoComplete="given-name"
						required
						label={t.firstName}
						hint={t.firstNameHint}
						error={errors.firstName}
						defaultValue={value('firstName')}
					/>
					<Field id="reason" label={t.reason} error={errors.reason}>
						{(control) => (
							<select name="reason" required defaultValue={value('reason') || page.reasons[0]?.id} {...control}>
								{page.reasons.map(({ id, label }) => (
									<option key={id} value={id}>
										{label}
									</option>
								))}
							</select>
						)}
					</Field>
					<Field id="spokenLang" label={t.spokenLang} hint={t.spokenLangHint}>
						{(control) => (
							<select name="spokenLang" defaultValue={sentBack?.values.spokenLang || lang} {...control}>
								{LANGUAGES.map((one) => (
									<option key={one} value={one} lang={one}>
										{LANGUAGE_NAMES[one]}
									</option>
								))}
							</select>
						)}
					</Field>
					<TextArea
						id="subject"
						name="subject"
						rows={2}
						maxLength={600}
						label={t.subject}
						hint={t.subjectHint}
						defaultValue={value('subject')}
					/>
					<TextField
						id="email"
						name="email"
						type="email"
						autoComplete="email"
						label={t.email}
						hint={
							<>
								<span className="group-has-[input[value=text]:checked]/when:hidden">{t.emailHint}</span>
								<span className="hidden group-has-[input[value=text]:checked]/when:inline">{t.emailInWritingHint}</span>
							</>
						}
						error={errors.email}
						defaultValue={value('email')}
					/>

					{page.trail.length > 0 && (
						<TrailChoice
							lines={page.trail}
							removed={sentBack?.removed ?? []}
							words={{
								title: t.attached,
								hint: t.attachedHint,
								remove: t.remove,
								removeNamed: t.removeNamed,
								end: t.end,
							}}
						/>
					)}

					<div className="grid gap-3">
						<Button variant="action" className="min-h-14 text-[1.1875rem]">
							<span className="group-has-[input[value=text]:checked]/when:hidden">{t.submit}</span>
							<span className="hidden group-has-[input[value=text]:checked]/when:inline">{t.submitInWriting}</span>
						</Button>
						<p className="text-ink-2 text-small">
							{t.after} <a href={writePath}>{t.write}</a>.
						</p>
					</div>
				</form>
			</div>
		</div>
	)
}

/** « samedi 28 novembre », but « Saturday 28 November »: days take a capital in English. */
function inSentence(day: string, lang: Lang): string {
	return lang === 'fr' ? day.charAt(0).toLowerCase() + day.slice(1) : day
}

/** How to talk, and with whom: only what can be chosen. In writing there is always a time, and never a telephone. */
function HowToTalk({ page: { lastAdvisor, relayUrl, inWriting, sentBack } }: { page: Page }) {
	const { form: t } = useMessages(callbackMessages)
	const chosen = sentBack?.values.channel || (inWriting ? 'text' : 'voice')
	const ways = [
		{ channel: 'voice', label: t.voice, hint: t.voiceHint },
		...(relayUrl ? [{ channel: 'relay', label: t.relay, hint: t.relayHint }] : []),
		{ channel: 'text', label: t.inWriting, hint: t.inWritingHint },
	]
	return (
		<fieldset className="grid min-w-0 gap-2">
			<legend className="legend mb-2">{t.how}</legend>
			{ways.map(({ channel, label, hint }) => (
				<label className="choice" key={channel}>
					<input type="radio" name="channel" value={channel} defaultChecked={channel === chosen} />
					<span className="font-semibold">{label}</span>
					<span>{hint}</span>
				</label>
			))}
			{lastAdvisor && (
				<label className="choice mt-2">
					<input
						type="checkbox"
						name="sameAdvisor"
						value="oui"
						defaultChecked={sentBack?.values.sameAdvisor === 'oui'}
					/>
					<span className="font-semibold">{t.sameAdvisor(lastAdvisor)}</span>
					<span>{t.sameAdvisorHint}</span>
				</label>
			)}
		</fieldset>
	)
}
