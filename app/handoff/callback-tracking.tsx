import { useRevalidator } from '@remix-run/react'
import { CalendarPlus, Check, CircleAlert, MessageSquare, Phone } from 'lucide-react'
import { useEffect } from 'react'
import { callbackMessages } from '~/i18n/callback'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { useStream } from '~/realtime/use-stream'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'
import { Tag } from '~/ui/tag'
import type { SlotDayView } from './callback-slot-view.server'
import { SlotPicker } from './callback-slots'
import type { TrackingView } from './callback-view.server'

interface Page {
	view: TrackingView
	/** The times on offer while the customer moves the call. */
	days: SlotDayView[] | null
	slotMinutes: number
	linkKey: string | null
	error: string | null
	linkReplaced: boolean
}

const NO_NEWS_MS = 15_000
const NO_SCRIPT_SECONDS = 15

/** What was promised, what happens now, and how to change it. */
export function CallbackTracking({ view, days, slotMinutes, linkKey, error, linkReplaced }: Page) {
	const lang = useLang()
	const t = useMessages(callbackMessages)
	const tracking = view.inWriting ? { ...t.tracking, ...t.text.tracking } : t.tracking
	useLiveStatus(view)
	const query = linkKey ? `?cle=${encodeURIComponent(linkKey)}` : ''
	const here = `${localPath(lang, `/rappel/${view.reference}`)}${query}`
	const moveHere = `${here}${query ? '&' : '?'}deplacer=oui#deplacer`

	return (
		<div className="wrap grid gap-10 py-8 md:py-14 lg:grid-cols-[1fr_26rem] lg:gap-16">
			{view.live && (
				<noscript>
					<meta httpEquiv="refresh" content={String(NO_SCRIPT_SECONDS)} />
				</noscript>
			)}
			<div>
				<div role="status">
					<Tag
						tone={view.tone}
						icon={
							view.tone === 'danger' ? CircleAlert : view.tone === 'ok' ? Check : view.inWriting ? MessageSquare : Phone
						}
					>
						{view.state}
					</Tag>
					<h1 className="mt-4 text-h1 md:text-[2.75rem] md:leading-[3rem]">{view.heading}</h1>
					{view.position && <p className="mt-3 text-body md:text-lead">{view.position}</p>}
				</div>
				{error && (
					<div className="mt-5">
						<Notice tone="danger" live>
							{error}
						</Notice>
					</div>
				)}
				{view.smsLost && (
					<div className="mt-5">
						<Notice tone="warn">{tracking.smsLost}</Notice>
					</div>
				)}
				{view.door && (
					<form method="post" action={here} className="mt-6">
						<Button variant="action" name="intent" value="come-in" className="min-h-14 text-[1.1875rem]">
							{view.door === 'come-in' ? t.text.tracking.comeIn : t.text.tracking.goBack}
						</Button>
					</form>
				)}
				{view.lead && <p className="mt-4 text-body md:text-lead">{view.lead}</p>}
				{view.wished && <p className="mt-3">{view.wished}</p>}
				{view.relayUrl && (
					<p className="mt-3">
						{tracking.relay} <a href={view.relayUrl}>{tracking.relayLink}</a>
					</p>
				)}
				{view.ending && <Ending ending={view.ending} canUndo={view.undo !== null} />}
				<form method="post" action={here} className="mt-6 grid gap-3 empty:hidden sm:flex sm:flex-wrap">
					{view.undo && (
						<Button variant={view.ending ? 'action' : 'outline'} name="intent" value="undo">
							{view.undo === 'moved'
								? tracking.undo
								: view.inWriting
									? t.text.tracking.restore
									: tracking.undoCancelled}
						</Button>
					)}
					{view.hasCalendar && !days && (
						<LinkButton
							variant={view.door ? 'outline' : 'action'}
							href={`${localPath(lang, `/rappel/${view.reference}.ics`)}${query}`}
						>
							<CalendarPlus className="icon" aria-hidden="true" /> {tracking.calendar}
						</LinkButton>
					)}
					{view.movable && !days && (
						<LinkButton variant={view.hasCalendar ? 'outline' : 'action'} href={moveHere}>
							{view.ending ? tracking.moveTitle : tracking.move}
						</LinkButton>
					)}
					{view.cancellable && !days && (
						<Button variant="outline" name="intent" value="cancel">
							{view.inWriting ? t.text.tracking.cancel : tracking.cancel}
						</Button>
					)}
					{view.ending && !view.movable && (
						<LinkButton variant={view.undo ? 'outline' : 'action'} href={localPath(lang, '/rappel')}>
							{tracking.askAgain}
						</LinkButton>
					)}
					{view.ending && (
						<LinkButton variant="outline" href={localPath(lang, '/ecrire')}>
							{tracking.write}
						</LinkButton>
					)}
				</form>

				{days && (
					<form id="deplacer" method="post" action={here} className="group/when mt-10 grid grid-cols-1 gap-5">
						<h2 className="text-h2">{tracking.moveTitle}</h2>
						<input type="hidden" name="intent" value="move" />
						{!view.inWriting && (
							<div className="grid gap-2 sm:grid-cols-2">
								<label className="choice">
									<input type="radio" name="when" value="now" />
									<span className="font-semibold">{t.form.now}</span>
								</label>
								<label className="choice">
									<input type="radio" name="when" value="slot" defaultChecked />
									<span className="font-semibold">{t.form.choose}</span>
								</label>
							</div>
						)}
						<div className="group-has-[input[value=now]:checked]/when:hidden">
							<SlotPicker days={days} minutes={slotMinutes} chosen={null} />
						</div>
						<div className="grid gap-3 sm:flex sm:flex-wrap">
							<Button variant="action">{view.inWriting ? tracking.move : t.form.move}</Button>
							{!view.ending && (
								<LinkButton variant="outline" href={here}>
									{tracking.keep}
								</LinkButton>
							)}
						</div>
					</form>
				)}

				{!view.ending && <Explanation view={view} />}
				{!view.ending && <ReplaceLink here={here} replaced={linkReplaced} inWriting={view.inWriting} />}
			</div>

			<section aria-labelledby="suivi" className="card self-start p-5 md:p-7">
				<div className="flex items-start justify-between gap-4">
					<h2 id="suivi" className="text-h3">
						{tracking.follow}
					</h2>
					{view.advisor && <PresenceWindow initials={view.advisor.slice(0, 2).toUpperCase()} on={view.live} />}
				</div>
				<p className="mt-1 text-ink-2 text-small">
					{tracking.reference} <b className="font-code text-ink">{view.reference}</b>
				</p>
				<ol className="trail mt-5 text-small [--gap:1.25rem]">
					{view.steps.map(({ id, label, time, failed }) => (
						<li key={id} className={failed ? 'trail-fail' : 'trail-done'}>
							<b>{label}</b>
							<span className="block text-ink-2">{time}</span>
						</li>
					))}
					{view.next && (
						<li className="trail-human">
							<b>{view.next}</b>
							<span className="block text-ink-2">{view.isNow ? tracking.now : tracking.next}</span>
						</li>
					)}
				</ol>
				<p className="mt-5 border-line border-t pt-4 text-ink-2 text-small">
					{view.sentTo} {view.live && tracking.live}
				</p>
			</section>
		</div>
	)
}

/** For who fears that somebody else has seen their link. */
function ReplaceLink({ here, replaced, inWriting }: { here: string; replaced: boolean; inWriting: boolean }) {
	const { tracking: spoken, text } = useMessages(callbackMessages)
	const tracking = inWriting ? { ...spoken, ...text.tracking } : spoken
	return (
		<form method="post" action={here} className="mt-10">
			<p className="text-ink-2 text-small">{replaced ? tracking.newLinkDone : tracking.newLinkHint}</p>
			{!replaced && (
				<Button variant="quiet" className="-ml-2" name="intent" value="replace-link">
					{tracking.newLink}
				</Button>
			)}
		</form>
	)
}

/** A link that opened this callback once: a new one is sent to the number that is to be called. */
export function LinkOver({ sent, inWriting }: { sent: boolean; inWriting: boolean }) {
	const lang = useLang()
	const { tracking: spoken, text } = useMessages(callbackMessages)
	const tracking = inWriting ? { ...spoken, ...text.tracking } : spoken
	return (
		<div className="wrap py-8 md:py-14">
			<h1 className="text-h1">{tracking.expiredLink}</h1>
			<p className="mt-4 max-w-[46rem]" role="status">
				{sent ? tracking.linkSent : tracking.linkOver}
			</p>
			<form method="post" className="mt-6 grid gap-3 sm:flex sm:flex-wrap">
				{!sent && (
					<Button variant="action" name="intent" value="new-link">
						{tracking.linkAgain}
					</Button>
				)}
				<LinkButton variant="outline" href={localPath(lang, '/rappel')}>
					{tracking.askAgain}
				</LinkButton>
			</form>
		</div>
	)
}

/** What an end means, before what can be done about it. */
function Ending({ ending, canUndo }: { ending: NonNullable<TrackingView['ending']>; canUndo: boolean }) {
	const { tracking } = useMessages(callbackMessages)
	const words = {
		unreached: tracking.choicesText,
		'needs-number': tracking.numberText,
		expired: tracking.choicesText,
		cancelled: canUndo ? tracking.cancelledUndo : tracking.cancelledText,
		'not-asked': tracking.notAskedText,
		done: tracking.doneText,
	}
	return <p className="mt-4 max-w-[46rem] text-body md:text-lead">{words[ending]}</p>
}

function Explanation({ view }: { view: TrackingView }) {
	const { tracking: spoken, text } = useMessages(callbackMessages)
	const tracking = view.inWriting ? { ...spoken, ...text.tracking } : spoken
	return (
		<>
			{view.inWriting && (
				<section aria-labelledby="comment" className="mt-12">
					<h2 id="comment" className="text-h2">
						{text.tracking.how}
					</h2>
					<p className="mt-2">{text.tracking.howText}</p>
				</section>
			)}
			{view.password && (
				<section aria-labelledby="mot" className="mt-12">
					<h2 id="mot" className="text-h2">
						{tracking.passwordIs(view.password)}
					</h2>
					<p className="mt-2">{tracking.passwordHint(view.password)}</p>
				</section>
			)}
			{view.canMiss && (
				<section aria-labelledby="manque" className="mt-10">
					<h2 id="manque" className="text-h2">
						{tracking.missed}
					</h2>
					<p className="mt-2">{view.inWriting ? text.tracking.missedText : spoken.missedText(view.rings)}</p>
				</section>
			)}
		</>
	)
}

/** Follows the call as it happens; asks by itself now and then in case a hint was lost. */
function useLiveStatus({ id, live }: TrackingView): void {
	const { revalidate } = useRevalidator()
	useStream(live ? [`callback:${id}`] : [], () => revalidate())
	useEffect(() => {
		if (!live) return
		const timer = setInterval(revalidate, NO_NEWS_MS)
		return () => clearInterval(timer)
	}, [live, revalidate])
}
