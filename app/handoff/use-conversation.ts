import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type LiveEvent, useStream } from '~/realtime/use-stream'
import type { FileRefusal, SentFile } from './file-kinds'
import { keepWords, keptWords, unsentKey } from './kept-words'

export type ChatSide = 'customer' | 'advisor'

/** A message as the server gives it. */
export interface StoredMessage {
	id: string
	seq: number
	author: 'customer' | 'advisor' | 'system'
	authorName: string | null
	body: string
	articleId: string | null
	files?: SentFile[]
	/** An instant; ISO text when it came as JSON. */
	at: Date | string
}

/** A message as it stands on this screen; without number until the server has it. */
export type ChatMessage = Omit<StoredMessage, 'seq'> & {
	seq: number | null
	state: 'sent' | 'sending' | 'failed'
	/** Files on their way; they live as long as the page. */
	uploads?: File[]
}

/** What `sinceUrl` answers. */
export interface ConversationNews {
	messages: StoredMessage[]
	state?: 'waiting' | 'active' | 'ended' | 'abandoned'
	customerReadSeq?: number
	advisorReadSeq?: number
	/** Up to where the other side has read, when only that is told. */
	readSeq?: number
}

export type Refusal = 'ended' | 'empty' | 'too-long' | FileRefusal

/** Why a message was not taken, and the file that it was for. */
export interface Refused {
	reason: Refusal
	name: string
}

interface Options {
	id: string
	initialMessages: StoredMessage[]
	/** GET with `seq` added: what came since. */
	sinceUrl: string
	/** POST `{ id, body, articleId? }`: adds a message. */
	postUrl: string
	/** POST `{ intent: 'typing' }` or `{ intent: 'read', seq }`; nothing is told without it. */
	signalUrl?: string
	side: ChatSide
	authorName: string
	initiallyEnded?: boolean
	/** As the page's data says: a catch-up that finds another one asks for that data again. */
	state?: ConversationNews['state']
	/** Up to where the other side has read. */
	otherReadSeq?: number
	/** More topics to hear on the same stream; their events go to `onChange`. */
	alsoHear?: string[]
	/** The place in the queue as it is now, while waiting. */
	onPlace?: (place: LiveEvent) => void
	/** The conversation was taken, given back or ended: ask for the page's data again. */
	onChange?: (kind: string) => void
	/** A message the server would not take as it is: its words, to be mended. */
	onRefused?: (body: string) => void
	/** It is no longer theirs to see, in this browser. */
	onGone?: () => void
}

/** Also a sign of life, and the way to catch up when no stream can be opened. */
const CATCH_UP_MS = 20_000
const RETRY_MS = 3_000
const TYPING_SHOWN_MS = 5_000
const TYPING_TOLD_EVERY_MS = 3_000

/**
 * One conversation on screen. What is sent appears at once and keeps its id until the server has
 * it, so a repeat stores once; what arrives is asked for by number after every event, reconnection
 * and pause, so nothing is lost, doubled or out of order. Unsent words survive a reload.
 */
export function useConversation(options: Options) {
	const { id, initialMessages, side, authorName } = options
	const latest = useRef(options)
	latest.current = options
	const [stored, setStored] = useState(() => merged([], initialMessages))
	const [unsent, setUnsent] = useState<ChatMessage[]>([])
	const [ended, setEnded] = useState(options.initiallyEnded ?? false)
	const [otherRead, setOtherRead] = useState(options.otherReadSeq ?? 0)
	const [otherTyping, setOtherTyping] = useState(false)
	const [offline, setOffline] = useState(false)
	const [refusal, setRefusal] = useState<Refused | null>(null)
	const outbox = useRef<ChatMessage[]>([])
	const lastSeq = useRef(0)
	lastSeq.current = Math.max(lastSeq.current, lastWithoutGap(stored))
	const storedIds = useRef(new Set<string>())
	for (const message of stored) storedIds.current.add(message.id)
	const busy = useRef({ sending: false, asking: false, again: false })
	const typingTimer = useRef<ReturnType<typeof setTimeout>>()
	const retryTimer = useRef<ReturnType<typeof setTimeout>>()
	const toldTypingAt = useRef(0)

	// A revalidated page may know more than the last catch-up.
	useEffect(() => setStored((before) => merged(before, initialMessages)), [initialMessages])
	useEffect(() => setOtherRead((before) => Math.max(before, options.otherReadSeq ?? 0)), [options.otherReadSeq])
	useEffect(() => {
		if (options.initiallyEnded !== undefined) setEnded(options.initiallyEnded)
	}, [options.initiallyEnded])

	const keep = useCallback(
		(messages: ChatMessage[]) => {
			outbox.current = messages
			setUnsent(messages)
			storeUnsent(id, messages)
		},
		[id],
	)

	const catchUp = useCallback(async () => {
		if (busy.current.asking) {
			busy.current.again = true
			return
		}
		busy.current.asking = true
		try {
			const url = new URL(latest.current.sinceUrl, window.location.href)
			url.searchParams.set('seq', String(lastSeq.current))
			const response = await fetch(url, { headers: { Accept: 'application/json' } })
			if (response.status === 404) latest.current.onGone?.()
			if (!response.ok) return
			const news = (await response.json()) as ConversationNews
			setOffline(false)
			for (const message of news.messages) storedIds.current.add(message.id)
			if (news.messages.length > 0) setStored((before) => merged(before, news.messages))
			if (outbox.current.some((message) => storedIds.current.has(message.id)))
				keep(outbox.current.filter((message) => !storedIds.current.has(message.id)))
			if (news.messages.some(({ author }) => author !== side)) setOtherTyping(false)
			const read = (side === 'customer' ? news.advisorReadSeq : news.customerReadSeq) ?? news.readSeq
			if (read !== undefined) setOtherRead((before) => Math.max(before, read))
			if (news.state) setEnded(news.state === 'ended' || news.state === 'abandoned')
			const { state, onChange } = latest.current
			if (news.state && state && news.state !== state) onChange?.(news.state)
		} catch {
			setOffline(true)
		} finally {
			busy.current.asking = false
			if (busy.current.again) {
				busy.current.again = false
				setTimeout(catchUp)
			}
		}
	}, [side, keep])

	/** Sends what is unsent in the order it was written; stops at the first that does not pass. */
	const flush = useCallback(async () => {
		if (busy.current.sending) return
		busy.current.sending = true
		clearTimeout(retryTimer.current)
		try {
			for (;;) {
				const next = outbox.current[0]
				if (!next) return
				const outcome = await post(latest.current.postUrl, next)
				if (outcome.kind === 'unclear') {
					// A page answered instead of the message: what is stored tells whether it passed.
					await catchUp()
					if (storedIds.current.has(next.id)) {
						keep(outbox.current.filter((message) => message.id !== next.id))
						continue
					}
				}
				if (outcome.kind === 'stored') {
					setStored((before) => merged(before, [outcome.message]))
					if (outcome.message.seq > lastSeq.current + 1) void catchUp()
					keep(outbox.current.filter((message) => message.id !== next.id))
					setOffline(false)
					continue
				}
				if (outcome.kind === 'refused' && outcome.reason !== 'ended') {
					// It would be refused again: it stands in nobody's way, and its words are given back.
					setRefusal(outcome)
					keep(outbox.current.filter((message) => message.id !== next.id))
					latest.current.onRefused?.(next.body)
					continue
				}
				keep(outbox.current.map((message) => ({ ...message, state: 'failed' })))
				if (outcome.kind === 'refused') {
					setRefusal(outcome)
					setEnded(true)
					return
				}
				setOffline(true)
				retryTimer.current = setTimeout(() => void flush(), RETRY_MS)
				return
			}
		} finally {
			busy.current.sending = false
		}
	}, [keep, catchUp])

	const send = useCallback(
		(body: string, extra: { articleId?: string | null; files?: File[] } = {}) => {
			const text = body.trim()
			const { files = [] } = extra
			if (text === '' && files.length === 0) return
			setRefusal(null)
			const message: ChatMessage = {
				id: crypto.randomUUID(),
				seq: null,
				author: side,
				authorName,
				body: text,
				articleId: extra.articleId ?? null,
				at: new Date(),
				state: 'sending',
				...(files.length > 0 ? { uploads: files } : {}),
			}
			keep([...outbox.current, message])
			void flush()
		},
		[side, authorName, keep, flush],
	)

	const retry = useCallback(
		(messageId: string) => {
			keep(outbox.current.map((message) => (message.id === messageId ? { ...message, state: 'sending' } : message)))
			void flush()
		},
		[keep, flush],
	)

	/** Gives back the words of a message that could not be sent. */
	const withdraw = useCallback(
		(messageId: string) => keep(outbox.current.filter((message) => message.id !== messageId)),
		[keep],
	)

	const tellTyping = useCallback(() => {
		const { signalUrl } = latest.current
		if (!signalUrl || Date.now() - toldTypingAt.current < TYPING_TOLD_EVERY_MS) return
		toldTypingAt.current = Date.now()
		void signal(signalUrl, { intent: 'typing' })
	}, [])

	useStream([`conversation:${id}`, ...(options.alsoHear ?? [])], (event) => {
		if (event.kind === 'typing') {
			if (event.side === side) return
			setOtherTyping(true)
			clearTimeout(typingTimer.current)
			typingTimer.current = setTimeout(() => setOtherTyping(false), TYPING_SHOWN_MS)
			return
		}
		if (event.kind === 'read') {
			if (event.side !== side) setOtherRead((before) => Math.max(before, Number(event.seq)))
			return
		}
		// One's own words: the answer to their sending brings them.
		if (event.kind === 'message' && outbox.current.some((message) => message.id === event.id)) return
		if (event.kind === 'place') return latest.current.onPlace?.(event)
		if (event.topic === '' || event.topic === `conversation:${id}`) void catchUp()
		if (event.kind === 'reconnected') void flush()
		else if (event.kind !== 'opened' && event.kind !== 'message') latest.current.onChange?.(event.kind)
	})

	useEffect(() => {
		const waiting = readUnsent(id)
		if (waiting.length > 0) {
			keep(waiting)
			void flush()
		}
		const back = () => {
			void catchUp()
			void flush()
		}
		const shown = () => document.visibilityState === 'visible' && back()
		const regularly = setInterval(() => void catchUp(), CATCH_UP_MS)
		window.addEventListener('online', back)
		document.addEventListener('visibilitychange', shown)
		return () => {
			clearInterval(regularly)
			clearTimeout(retryTimer.current)
			clearTimeout(typingTimer.current)
			window.removeEventListener('online', back)
			document.removeEventListener('visibilitychange', shown)
		}
	}, [id, catchUp, flush, keep])

	const lastOther = stored.findLast(({ author }) => author !== side)?.seq ?? 0
	useEffect(() => {
		const { signalUrl } = latest.current
		if (!signalUrl || lastOther === 0) return
		const tell = () => {
			if (document.visibilityState === 'visible') void signal(signalUrl, { intent: 'read', seq: String(lastOther) })
		}
		tell()
		document.addEventListener('visibilitychange', tell)
		return () => document.removeEventListener('visibilitychange', tell)
	}, [lastOther])

	const messages = useMemo<ChatMessage[]>(() => {
		const known = new Set(stored.map((message) => message.id))
		const sent = stored.map((message): ChatMessage => ({ ...message, state: 'sent' }))
		return [...sent, ...unsent.filter((message) => !known.has(message.id))]
	}, [stored, unsent])

	return { messages, send, retry, withdraw, tellTyping, otherTyping, otherReadSeq: otherRead, ended, offline, refusal }
}

/** By number, each once; what the server gave last wins. */
export function merged(before: StoredMessage[], more: StoredMessage[]): StoredMessage[] {
	if (more.every(({ id }) => before.some((message) => message.id === id))) return before
	const byId = new Map([...before, ...more].map((message) => [message.id, message]))
	return [...byId.values()].sort((a, b) => a.seq - b.seq)
}

/**
 * Up to where nothing is missing. One's own message may be stored after one of the other side that
 * has not come yet: what came since is asked for from before it.
 */
export function lastWithoutGap(stored: StoredMessage[]): number {
	let last = 0
	for (const { seq } of stored) {
		if (seq > last + 1) break
		last = Math.max(last, seq)
	}
	return last
}

type PostResult =
	| { kind: 'stored'; message: StoredMessage }
	| ({ kind: 'refused' } & Refused)
	| { kind: 'unclear' | 'unreachable' }

async function post(url: string, { id, body, articleId, uploads = [] }: ChatMessage): Promise<PostResult> {
	const form = new FormData()
	form.set('id', id)
	form.set('body', body)
	if (articleId) form.set('articleId', articleId)
	for (const file of uploads) form.append('file', file, file.name)
	try {
		const response = await fetch(url, { method: 'POST', body: form, headers: { Accept: 'application/json' } })
		if (!response.headers.get('content-type')?.includes('json'))
			return { kind: response.status < 500 ? 'unclear' : 'unreachable' }
		const answer = (await response.json()) as
			| { ok: true; message: StoredMessage }
			| { ok: false; reason: Refusal; name?: string }
		return answer.ok
			? { kind: 'stored', message: answer.message }
			: { kind: 'refused', reason: answer.reason, name: answer.name ?? '' }
	} catch {
		return { kind: 'unreachable' }
	}
}

async function signal(url: string, fields: Record<string, string>): Promise<void> {
	try {
		await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers: { Accept: 'application/json' } })
	} catch {
		// A missed sign of typing or reading harms nobody: the next one replaces it.
	}
}

/** What is kept through a reload: words. Files cannot be, and are chosen again. */
function storeUnsent(id: string, messages: ChatMessage[]): void {
	const words = messages.filter(({ body }) => body !== '').map(({ uploads: _, ...message }) => message)
	keepWords(unsentKey(id), words)
}

function readUnsent(id: string): ChatMessage[] {
	return keptWords<ChatMessage[]>(unsentKey(id), []).map((message) => ({ ...message, state: 'sending' }))
}
