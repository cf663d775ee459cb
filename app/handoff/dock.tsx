import { CalendarClock, MessageSquareText, Phone } from 'lucide-react'
import { Fragment } from 'react'
import { type Lang, localPath } from '~/i18n/language'
import { shellMessages } from '~/i18n/shell'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { PresenceWindow } from '~/ui/presence-window'
import type { DockState } from './dock-state.server'

type Action = DockState['actions'][number]

const ICONS = {
	write: MessageSquareText,
	chat: MessageSquareText,
	message: MessageSquareText,
	callback: Phone,
	tracking: CalendarClock,
}

/**
 * The way to a person, in the same place of every page. Without its state (the server could not
 * tell who is there) it gives the phone number and both forms.
 */
export function HandoffDock({
	state,
	from,
	id = 'parler',
	name,
}: {
	state: DockState | null
	from: string
	id?: string
	/** Where several are shown on one page, what tells them apart. */
	name?: string
}) {
	const lang = useLang()
	return (
		<aside
			id={id}
			tabIndex={-1}
			className={`dock outline-none ${leadsHere(state, from, lang) ? 'dock-here' : ''}`}
			aria-labelledby={name ? undefined : `${id}-t`}
			aria-label={name}
			data-state={state?.state ?? 'unknown'}
		>
			<div className="wrap dock-inner">
				{state ? <Known state={state} from={from} id={id} /> : <Unknown from={from} id={id} />}
			</div>
		</aside>
	)
}

/** On the page of the conversation itself, a link to it would lead nowhere. */
function leadsHere(state: DockState | null, from: string, lang: Lang): boolean {
	const first = state?.actions[0]
	return first?.to === 'chat' && from.split('?')[0] === addressOf(first, lang, from)
}

function Known({ state, from, id }: { state: DockState; from: string; id: string }) {
	const lang = useLang()
	const [first, second] = state.actions
	const isHere = leadsHere(state, from, lang)
	return (
		<>
			{state.windows.length > 0 && (
				<div className="dock-people">
					{state.windows.map(({ initials, on }) => (
						<PresenceWindow key={initials} initials={initials} on={on} />
					))}
				</div>
			)}
			<div className="dock-text">
				<h2 id={`${id}-t`}>{state.title}</h2>
				<p>
					<span className="hidden md:inline">
						<WithStrong text={state.text} strong={state.strong} />
					</span>
					<span className="md:hidden">
						<WithStrong text={state.short} strong={state.shortStrong} />
					</span>
				</p>
			</div>
			<div className="dock-actions">
				{!isHere && <DockAction action={first} lang={lang} from={from} look="btn btn-ink" />}
				<DockAction action={second} lang={lang} from={from} look="btn btn-outline" />
			</div>
		</>
	)
}

function Unknown({ from, id }: { from: string; id: string }) {
	const t = useMessages(shellMessages).dock
	const lang = useLang()
	const { phoneText } = useBrand()
	return (
		<>
			<div className="dock-text">
				<h2 id={`${id}-t`}>{phoneText ? t.unknownTitle(phoneText) : t.title}</h2>
				<p>{t.unknownText}</p>
			</div>
			<div className="dock-actions">
				<DockAction action={{ label: t.write, to: 'write' }} lang={lang} from={from} look="btn btn-ink" />
				<DockAction action={{ label: t.callMe, to: 'callback' }} lang={lang} from={from} look="btn btn-outline" />
			</div>
		</>
	)
}

function DockAction({ action, lang, from, look }: { action: Action; lang: Lang; from: string; look: string }) {
	const Icon = ICONS[action.to]
	return (
		<a className={look} href={addressOf(action, lang, from)}>
			<Icon className="icon" aria-hidden="true" /> {action.label}
		</a>
	)
}

function addressOf(action: Action, lang: Lang, from: string): string {
	const asked = `?depuis=${encodeURIComponent(from)}`
	switch (action.to) {
		case 'write':
			return localPath(lang, `/ecrire${asked}`)
		case 'callback':
			return localPath(lang, `/rappel${asked}`)
		case 'message':
			return localPath(lang, `/message${asked}`)
		case 'chat':
			return localPath(lang, `/echanges/${action.id}`)
		case 'tracking':
			return localPath(lang, `/rappel/${action.id}`)
	}
}

/** The `%` of the text stands for its strong part. */
export function WithStrong({ text, strong }: { text: string; strong: string | null }) {
	if (!strong) return text
	return text.split('%').map((part, index) => (
		<Fragment key={part}>
			{index > 0 && <b className="text-ink">{strong}</b>}
			{part}
		</Fragment>
	))
}
