import type { AccountEvent } from '~/accounts/account-events.server'
import type { Exchange } from '~/handoff/chat-list.server'
import { chatMessages } from '~/i18n/chat'
import { formatDate, formatMoment, formatMoney } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { timelineMessages } from '~/i18n/timeline'
import { settings } from '~/settings/settings.server'
import type { PersonalEvent } from './personal-events.server'
import type { TimelineEntry } from './timeline.server'

type Tone = 'human' | 'ok' | 'warn' | 'danger' | undefined
type Event = AccountEvent | PersonalEvent

/** An entry of the timeline as it reads. */
export interface TimelineRow {
	key: string
	group: TimelineEntry['group']
	icon: 'call' | 'written' | 'request' | 'change'
	title: string
	/** The way to come back on it. */
	href: string
	state: string
	tone: Tone
	/** What it is, with whom, when. */
	about: string
	/** What it is quoted by, where no case is. */
	reference: string | null
	case: { reference: string; href: string } | null
	/** The invoice it is about. */
	invoice: { text: string; href: string } | null
	promises: { id: string; text: string; state: string; isBroken: boolean }[]
	/** A person, about this very entry; exchanges lead to one by themselves. */
	talkHref: string | null
}

/** @param now - what « today » is */
export function timelineRow(entry: TimelineEntry, lang: Lang, now: Date): TimelineRow {
	return entry.group === 'contacts' ? contactRow(entry, lang, now) : eventRow(entry, entry.group, lang, now)
}

function contactRow(entry: Exchange & { contestedInvoice: string | null }, lang: Lang, now: Date): TimelineRow {
	const t = messagesIn(timelineMessages, lang)
	const { list } = messagesIn(chatMessages, lang)
	const { timeZone } = settings()
	const { kind, id, subject, advisor, caseReference, promises, contestedInvoice } = entry
	const what = contestedInvoice ? t.contestedKind : list.kind[kind]
	return {
		key: `${kind} ${id}`,
		group: 'contacts',
		icon: kind === 'callback' ? 'call' : 'written',
		title: subject || what,
		href: localPath(lang, pathOfExchange(entry)),
		...stateOfExchange(entry, lang),
		about: [advisor ? `${what} ${t.with(advisor)}` : what, formatMoment(lang, entry.at, now, timeZone)].join(' · '),
		reference: null,
		case: { reference: caseReference, href: localPath(lang, `/echanges?dossier=${caseReference}`) },
		invoice: contestedInvoice
			? { text: t.contested(contestedInvoice), href: localPath(lang, `/compte/factures/${contestedInvoice}`) }
			: null,
		promises: promises.map(({ id: promise, text, dueAt, state }) => ({
			id: promise,
			text,
			state: t.promiseState[state](formatDate(lang, dueAt, timeZone)),
			isBroken: state === 'broken' || (state === 'promised' && dueAt < now),
		})),
		talkHref: null,
	}
}

function eventRow(event: Event, group: 'requests' | 'changes', lang: Lang, now: Date): TimelineRow {
	const t = messagesIn(timelineMessages, lang)
	const path = pathOf(event)
	const by = event.kind === 'operation' && event.by ? t.by(event.by) : null
	const title = titleOf(event, lang)
	return {
		key: `${event.kind} ${event.id}`,
		group,
		icon: group === 'requests' ? 'request' : 'change',
		title,
		href: localPath(lang, path),
		...stateOf(event, lang, now),
		about: [t.kinds[event.kind], by, formatMoment(lang, event.at, now, settings().timeZone)]
			.filter(Boolean)
			.join(' · '),
		reference: 'reference' in event ? event.reference : null,
		case: null,
		invoice: null,
		promises: [],
		talkHref: `${localPath(lang, '/ecrire')}?depuis=${encodeURIComponent(path.split('#')[0] ?? path)}`,
	}
}

function pathOfExchange({ kind, id, reference }: Exchange): string {
	if (kind === 'chat') return `/echanges/${id}`
	return kind === 'callback' ? `/rappel/${reference}` : `/message/${reference}`
}

function stateOfExchange(exchange: Exchange, lang: Lang): { state: string; tone: Tone } {
	const { list: t } = messagesIn(chatMessages, lang)
	if (exchange.kind === 'chat') {
		const live = exchange.state === 'waiting' || exchange.state === 'active'
		return { state: t.chatState[exchange.state], tone: live ? 'human' : undefined }
	}
	if (exchange.kind === 'message')
		return { state: t.messageState[exchange.state], tone: exchange.state === 'answered' ? 'ok' : 'human' }
	const { state } = exchange
	const missed = state === 'unreached' || state === 'expired' || state === 'needs-number'
	return {
		state: t.callState[state],
		tone: missed ? 'danger' : state === 'done' ? 'ok' : state === 'cancelled' ? undefined : 'human',
	}
}

function pathOf(event: Event): string {
	switch (event.kind) {
		case 'cancellation':
			return `/resilier/accuse/${event.reference}`
		case 'withdrawal':
			return `/retractation/accuse/${event.reference}`
		case 'payment':
			return `/compte/paiements/${event.id}`
		case 'account-debited':
			return '/compte/paiement'
		case 'operation':
			if (event.operation === 'contract-change') return `/compte/operations/${event.takesBack ?? event.id}`
			return event.operation === 'line' ? `/compte/lignes/${event.objectId}` : '/compte/renvoi'
		case 'lines-given':
		case 'lines-received':
			return '/compte/partage'
		case 'detail':
			return event.state === 'open' ? `/compte/donnees/changement/${event.id}` : '/compte/donnees'
		case 'consent':
			return '/compte/donnees#accords'
		case 'copy':
			return '/compte/donnees#copie'
		case 'erasure':
			return '/compte/donnees/effacement'
	}
}

function titleOf(event: Event, lang: Lang): string {
	const t = messagesIn(timelineMessages, lang)
	const { currency, consents } = settings()
	switch (event.kind) {
		case 'cancellation':
		case 'withdrawal':
			return t.notice[event.kind](event.contract)
		case 'payment':
			return t.payment(event.invoiceNumber, formatMoney(lang, event.amountCents, currency))
		case 'account-debited':
			return t.debited(event.last4)
		case 'operation': {
			const words: Record<string, string> = t.operations
			const operation = words[event.operation] ?? t.operations.other
			const said = event.takesBack ? t.takenBack(operation) : operation
			return event.about ? `${said} (${event.about})` : said
		}
		case 'lines-given':
		case 'lines-received':
			return t.shares[event.kind](event.who)
		case 'detail':
			return t.details[event.field]
		case 'consent':
			return t.consent(consents.find(({ id }) => id === event.purpose)?.title[lang] ?? event.purpose)
		case 'copy':
			return t.copy
		case 'erasure':
			return t.erasure
	}
}

function stateOf(event: Event, lang: Lang, now: Date): { state: string; tone: Tone } {
	const t = messagesIn(timelineMessages, lang)
	const day = (at: Date) => formatDate(lang, at, settings().timeZone)
	switch (event.kind) {
		case 'withdrawal':
			return { state: t.notice.confirmed, tone: 'ok' }
		case 'cancellation': {
			if (event.state === 'undone') return { state: t.notice.undone, tone: undefined }
			if (!event.endsAt) return { state: t.notice.confirmed, tone: 'ok' }
			const isOver = event.endsAt <= now
			return { state: (isOver ? t.notice.ended : t.notice.ends)(day(event.endsAt)), tone: isOver ? undefined : 'warn' }
		}
		case 'payment': {
			const tones = { open: 'warn', unknown: 'warn', paid: 'ok', refused: 'danger', left: undefined } as const
			return { state: t.paymentState[event.state], tone: tones[event.state] }
		}
		case 'account-debited':
			return { state: t.debitedState[event.state], tone: event.state === 'in-use' ? 'ok' : undefined }
		case 'operation': {
			const { state, beginsAt } = event
			if (state === 'planned' && beginsAt) return { state: t.operationState.plannedOn(day(beginsAt)), tone: 'warn' }
			const tones = { done: 'ok', undone: undefined, planned: 'warn', open: 'warn' } as const
			const tone = state === 'refused' || state === 'failed' || state === 'differs' ? 'danger' : tones[state]
			return { state: t.operationState[state], tone }
		}
		case 'lines-given':
		case 'lines-received': {
			const words = { ...t.shareState, running: t.shareState.running(day(event.endsAt)) }
			return { state: words[event.state], tone: event.state === 'over' ? undefined : 'ok' }
		}
		case 'detail': {
			const tones = { open: 'warn', done: 'ok', contested: 'danger' } as const
			return { state: t.detailState[event.state], tone: tones[event.state] }
		}
		case 'consent':
			return { state: t.consentState[event.state], tone: event.state === 'agreed' ? 'ok' : undefined }
		case 'copy': {
			const ready = event.expiresAt ? t.copyState.ready(day(event.expiresAt)) : ''
			const tones = { waiting: 'warn', ready: 'ok', failed: 'danger', over: undefined } as const
			return { state: { ...t.copyState, ready }[event.state], tone: tones[event.state] }
		}
		case 'erasure': {
			const words = { ...t.erasureState, waiting: t.erasureState.waiting(day(event.runsAt)) }
			const tones = { waiting: 'danger', undone: undefined, stopped: 'warn', done: 'ok' } as const
			return { state: words[event.state], tone: tones[event.state] }
		}
	}
}
