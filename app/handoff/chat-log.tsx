import { ArrowDown, FileText, RotateCcw } from 'lucide-react'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { chatMessages } from '~/i18n/chat'
import { deliveryMessages } from '~/i18n/delivery'
import { formatRelativeDay, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { linkedParts } from './linked-words'
import { hiddenIn } from './masking'
import { SentFiles } from './sent-files'
import type { ChatMessage, ChatSide } from './use-conversation'

interface LogProps {
	messages: ChatMessage[]
	viewer: ChatSide
	/** First names, for messages that carry none. */
	names?: Partial<Record<ChatSide, string>>
	timeZone: string
	/** Up to where the other side has read. */
	otherReadSeq?: number
	otherTyping?: boolean
	onRetry?: (id: string) => void
	/** Address of a file of this conversation, for who looks at it; left out where there are none. */
	fileAddress?: (id: string) => string
	/** Lines of the conversation itself, before the first message and after the last. */
	before?: ReactNode
	after?: ReactNode
	/** What is no message and stands among them by its time, such as notes between colleagues. */
	inserts?: LogInsert[]
	className?: string
}

interface LogInsert {
	id: string
	at: Date
	node: ReactNode
}

interface Group {
	key: string
	author: ChatMessage['author']
	name: string
	at: Date
	/** Set on the first group of a day. */
	day: string | null
	messages: ChatMessage[]
}

/**
 * The messages of a conversation. What is on screen is silent for screen readers, and read by who
 * goes there; each message that arrives from the other side is added once, with its name, to a log
 * of its own that nobody sees and that says what is added to it.
 */
export function ChatLog({
	messages,
	viewer,
	names = {},
	timeZone,
	otherReadSeq = 0,
	otherTyping,
	onRetry,
	fileAddress = (id) => id,
	before,
	after,
	inserts = [],
	className,
}: LogProps) {
	const t = useMessages(chatMessages).talk
	const lang = useLang()
	const other = viewer === 'customer' ? 'advisor' : 'customer'
	const otherName = names[other] ?? t.someone
	const groups = grouped(messages, { viewer, names, timeZone, lang, fallback: t.someone })
	const spoken = useSpoken(messages, viewer, otherName)
	const { spoken: spokenLabel } = useMessages(deliveryMessages)
	const { end, unseen, goToEnd } = useEnd(messages)
	const readGroup = groups.findLast(
		({ author, messages: own }) => author === viewer && own.some(({ seq }) => seq !== null && seq <= otherReadSeq),
	)

	return (
		<div className={`relative flex min-h-0 flex-1 flex-col ${className ?? ''}`}>
			<section
				aria-label={t.log}
				tabIndex={0}
				className="scroller grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-4 py-5 md:px-6"
			>
				{before}
				{groups.map((group, index) => (
					<Fragment key={group.key}>
						{between(inserts, groups[index - 1]?.at, group.at)}
						{group.day && (
							<p className="milestone">
								<span className="first-letter:uppercase">{group.day}</span>
							</p>
						)}
						<LogGroup
							group={group}
							viewer={viewer}
							lang={lang}
							timeZone={timeZone}
							isRead={group === readGroup}
							onRetry={onRetry}
							fileAddress={fileAddress}
						/>
					</Fragment>
				))}
				{between(inserts, groups.at(-1)?.at, undefined)}
				{otherTyping && (
					<p className="flex items-center gap-3 pl-2 text-ink-2 text-meta">
						<span className="typing" aria-hidden="true">
							<i />
							<i />
							<i />
						</span>{' '}
						{t.typing(otherName)}
					</p>
				)}
				{after}
				<div ref={end} className="h-px" />
			</section>
			{unseen > 0 && (
				<button type="button" onClick={goToEnd} className="btn btn-s btn-ink absolute right-4 bottom-3 z-10">
					<ArrowDown className="icon" aria-hidden="true" /> {t.newMessages(unseen)}
				</button>
			)}
			<p role="status" className="sr-only">
				{otherTyping ? t.typing(otherName) : ''}
			</p>
			<div role="log" aria-label={spokenLabel} className="sr-only">
				{spoken.map(({ id, words }) => (
					<p key={id}>{words}</p>
				))}
			</div>
		</div>
	)
}

/** Those after one instant and not after another. */
function between(inserts: LogInsert[], after: Date | undefined, until: Date | undefined) {
	return inserts
		.filter(({ at }) => (!after || at >= after) && (!until || at < until))
		.map(({ id, node }) => <Fragment key={id}>{node}</Fragment>)
}

function LogGroup({
	group,
	viewer,
	lang,
	timeZone,
	isRead,
	onRetry,
	fileAddress,
}: {
	group: Group
	viewer: ChatSide
	lang: Lang
	timeZone: string
	isRead: boolean
	onRetry?: (id: string) => void
	fileAddress: (id: string) => string
}) {
	const t = useMessages(chatMessages).talk
	const { hidden } = useMessages(deliveryMessages)
	if (group.author === 'system')
		return group.messages.map(({ id, body }) => (
			<p key={id} className="milestone">
				<span>{body}</span>
			</p>
		))
	const mine = group.author === viewer
	const last = group.messages.at(-1)
	const hid = mine ? group.messages.map(({ body }) => hiddenIn(body)).find(Boolean) : null
	return (
		<div
			className={`grid grid-cols-[minmax(0,1fr)] gap-1.5 ${mine ? 'justify-items-end' : 'justify-items-start pl-2'}`}
		>
			{group.messages.map((message, index) => (
				<div
					key={message.id}
					className={`bubble whitespace-pre-wrap ${mine ? 'bubble-me' : `bubble-them${index === 0 ? ' bubble-tail' : ''}`}`}
				>
					{message.articleId ? <ArticleBody body={message.body} /> : <Linked text={message.body} />}
					<Files message={message} addressOf={fileAddress} />
				</div>
			))}
			{hid && <p className="max-w-[34rem] text-ink-2 text-meta">{hidden[hid]}</p>}
			<p className="text-ink-2 text-meta">
				<span className="sr-only">{mine ? t.you : group.name}, </span>
				{last?.state === 'sent' && (
					<>
						<span className="num">{formatTime(lang, group.at, timeZone)}</span>
						{isRead && ` · ${t.read}`}
					</>
				)}
				{last?.state === 'sending' && t.sending}
				{last?.state === 'failed' && (
					<span className="inline-flex items-center gap-2">
						<span className="text-danger">{t.failed}</span>
						{onRetry && (
							<button type="button" className="btn btn-s btn-quiet" onClick={() => onRetry(last.id)}>
								<RotateCcw className="icon" aria-hidden="true" /> {t.retry}
							</button>
						)}
					</span>
				)}
			</p>
		</div>
	)
}

/** Files the server has, or those on their way. */
function Files({ message, addressOf }: { message: ChatMessage; addressOf: (id: string) => string }) {
	const files = message.files ?? message.uploads?.map(({ name, size }) => ({ name, bytes: size })) ?? []
	if (files.length === 0) return null
	return (
		<div className={message.body === '' ? undefined : 'mt-2'}>
			<SentFiles files={files} addressOf={addressOf} />
		</div>
	)
}

/** Words, with addresses one can follow; where one leads is said when the words could hide it. */
function Linked({ text }: { text: string }) {
	const t = useMessages(deliveryMessages)
	let at = 0
	return linkedParts(text).map((part) => {
		const key = `${at}`
		at += part.text.length
		if (part.kind === 'words') return <Fragment key={key}>{unbroken(part.text)}</Fragment>
		return (
			<Fragment key={key}>
				<a
					href={part.href}
					className="break-words"
					{...(part.away ? { target: '_blank', rel: 'noopener noreferrer nofollow ugc' } : {})}
				>
					{part.text}
				</a>
				{part.host && <span className="text-meta"> ({t.leadsTo(part.host)})</span>}
			</Fragment>
		)
	})
}

const PHONE = /(?<!\d)(?:0|\+33 ?)[1-9](?: \d\d){4}(?!\d)/g

/** A phone number stays on one line. */
function unbroken(text: string): string {
	return text.replace(PHONE, (number) => number.replaceAll(' ', '\u00a0'))
}

/** An article that was passed on: its title on the first line, its address in the words. */
function ArticleBody({ body }: { body: string }) {
	const t = useMessages(chatMessages).talk
	const href = linkedParts(body).find((part) => part.kind === 'link')?.text
	const [title = '', ...rest] = body.split('\n').filter((line) => line.trim() !== href)
	return (
		<span className="flex items-start gap-3">
			<FileText className="icon mt-1" aria-hidden="true" />
			<span className="min-w-0">
				<span className="block text-ink-2 text-meta">{t.article}</span>
				{href ? (
					<a href={href} className="font-semibold">
						{title.replace(href, '').trim() || href}
					</a>
				) : (
					<span className="font-semibold">{title}</span>
				)}
				{rest.length > 0 && (
					<span className="block">
						<Linked text={rest.join('\n')} />
					</span>
				)}
			</span>
		</span>
	)
}

/** Consecutive messages of one author in one minute make a group. */
function grouped(
	messages: ChatMessage[],
	{
		viewer,
		names,
		timeZone,
		lang,
		fallback,
	}: { viewer: ChatSide; names: Partial<Record<ChatSide, string>>; timeZone: string; lang: Lang; fallback: string },
): Group[] {
	const groups: Group[] = []
	const now = new Date()
	let day = ''
	for (const message of messages) {
		const at = new Date(message.at)
		const messageDay = formatRelativeDay(lang, at, now, timeZone)
		const group = groups.at(-1)
		const minute = Math.floor(at.getTime() / 60_000)
		const follows =
			group &&
			group.author === message.author &&
			Math.floor(group.at.getTime() / 60_000) === minute &&
			(message.state === 'failed') === (group.messages.at(-1)?.state === 'failed')
		if (follows) group.messages.push(message)
		else {
			const { author } = message
			const name =
				(author !== 'system' && author !== viewer ? (message.authorName ?? names[author]) : message.authorName) ??
				fallback
			groups.push({
				key: message.id,
				author,
				name,
				at,
				day: messageDay === day ? null : messageDay,
				messages: [message],
			})
		}
		day = messageDay
	}
	return groups
}

/** Long enough to be said, short enough not to be met again by who reads the page. */
const SPOKEN_KEPT_MS = 30_000

/**
 * What has just arrived from somebody else, with the name, and what happened to the conversation, which
 * has none: each message once, history never.
 */
function useSpoken(messages: ChatMessage[], viewer: ChatSide, otherName: string) {
	const heard = useRef<number | null>(null)
	const timers = useRef(new Set<ReturnType<typeof setTimeout>>())
	const [spoken, setSpoken] = useState<{ id: string; words: string }[]>([])
	useEffect(() => {
		const lastSeq = messages.findLast(({ seq }) => seq !== null)?.seq ?? 0
		const before = heard.current
		heard.current = Math.max(before ?? 0, lastSeq)
		if (before === null) return
		const arrived = messages
			.filter(({ seq, author }) => seq !== null && seq > before && author !== viewer)
			.map(({ id, author, authorName, body, files = [] }) => ({
				id,
				words: [
					author === 'system' ? '' : `${authorName ?? otherName} : `,
					[body, ...files.map(({ name }) => name)].filter(Boolean).join(', '),
				].join(''),
			}))
		if (arrived.length === 0) return
		setSpoken((lines) => [...lines, ...arrived])
		const timer = setTimeout(() => {
			timers.current.delete(timer)
			setSpoken((lines) => lines.filter(({ id }) => !arrived.some((line) => line.id === id)))
		}, SPOKEN_KEPT_MS)
		timers.current.add(timer)
	}, [messages, viewer, otherName])
	useEffect(() => {
		const started = timers.current
		return () => started.forEach(clearTimeout)
	}, [])
	return spoken
}

/** Follows the end while it is on screen; else counts what came below. */
function useEnd(messages: ChatMessage[]) {
	const end = useRef<HTMLDivElement>(null)
	const atEnd = useRef(true)
	const counted = useRef(messages.length)
	const [unseen, setUnseen] = useState(0)

	useEffect(() => {
		const mark = end.current
		if (!mark) return
		const log = mark.parentElement
		if (log) log.scrollTop = log.scrollHeight
		const observer = new IntersectionObserver(([entry]) => {
			atEnd.current = entry?.isIntersecting ?? true
			if (atEnd.current) setUnseen(0)
		})
		observer.observe(mark)
		// A picture that arrives after its message makes room: who was at the end stays there.
		const settle = () => atEnd.current && mark.scrollIntoView({ block: 'nearest' })
		log?.addEventListener('load', settle, true)
		// So does who was there when something beside the conversation takes or leaves room.
		const room = new ResizeObserver(settle)
		if (log) room.observe(log)
		return () => {
			observer.disconnect()
			room.disconnect()
			log?.removeEventListener('load', settle, true)
		}
	}, [])

	useEffect(() => {
		const more = messages.length - counted.current
		counted.current = messages.length
		if (more <= 0) return
		const isMine = messages.at(-1)?.seq === null
		if (atEnd.current || isMine) end.current?.scrollIntoView({ block: 'nearest' })
		else setUnseen((before) => before + more)
	}, [messages])

	const goToEnd = () => {
		end.current?.scrollIntoView({ block: 'nearest' })
		setUnseen(0)
	}
	return { end, unseen, goToEnd }
}
