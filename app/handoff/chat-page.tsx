import { Form } from '@remix-run/react'
import { Download, MessageSquareText, Paperclip, SendHorizontal } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { chatMessages } from '~/i18n/chat'
import { chatStateMessages } from '~/i18n/chat-states'
import { deliveryMessages } from '~/i18n/delivery'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { useFreshData } from '~/realtime/use-fresh-data'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'
import { Tag } from '~/ui/tag'
import { Trail } from '~/ui/trail'
import { ChatElsewhere, type Elsewhere } from './chat-elsewhere'
import { ChatLog } from './chat-log'
import { Reopening } from './chat-reopening'
import type { TrailLine } from './chat-trail.server'
import { ChosenFiles, useChosenFiles } from './chosen-files'
import { EffortQuestion, type EffortStep } from './effort-question'
import { ACCEPTED } from './file-kinds'
import { draftKey, forgetWords, giveWordsBack, keepWords, keptWords } from './kept-words'
import type { PlaceTold } from './queue-board.server'
import { type Refusal, type StoredMessage, useConversation } from './use-conversation'
import { usePlace, WaitingCard } from './waiting-card'

export interface ChatPageData {
	id: string
	reference: string
	state: 'waiting' | 'active' | 'ended' | 'abandoned'
	endedBy: 'customer' | 'advisor' | 'system' | null
	firstName: string
	advisor: { name: string; firstName: string; initials: string; city: string } | null
	place: PlaceTold | null
	/** Seconds until a call that keeps the place is offered, while waiting. */
	callIn: number | null
	/** What can be done with a conversation that is over. */
	reopening: 'open' | 'over' | { next: string } | null
	/** The page of the callback it became. */
	callback: string | null
	/** The page of the message that was left instead. */
	message: string | null
	messages: StoredMessage[]
	advisorReadSeq: number
	trail: TrailLine[]
	promises: { id: string; text: string; state: 'promised' | 'kept' | 'late' | 'broken' | 'withdrawn' | 'moved' }[]
	/** The account's address, or one where a link was followed: where a copy may go. */
	email: string | null
	isCustomer: boolean
	elsewhere: Elsewhere
	mailed: boolean
	/** The one question after an exchange with a person; `null` when it is not put. */
	effort: EffortStep
	/** The id of the next message, for a browser without scripts. */
	nextId: string
	problem: { reason: Refusal; body: string } | null
}

/** A conversation as its customer sees it: waiting, going on, ended. */
export function ChatPage(loaded: ChatPageData) {
	const { place, onPlace } = usePlace(loaded.place)
	const page = { ...loaded, place }
	const { id, state, advisor, firstName } = page
	const lang = useLang()
	const { talk: t } = useMessages(chatMessages)
	const { files } = useMessages(deliveryMessages)
	const problemWords = { ...t.problem, ...files.problem }
	const { timeZone } = useBrand()
	const freshen = useFreshData()
	const over = state === 'ended' || state === 'abandoned'
	const path = localPath(lang, `/echanges/${id}`)
	const chat = useConversation({
		id,
		initialMessages: page.messages,
		sinceUrl: `${path}/since`,
		postUrl: `${path}/messages`,
		signalUrl: `${path}/messages`,
		side: 'customer',
		authorName: firstName,
		initiallyEnded: over,
		state,
		otherReadSeq: page.advisorReadSeq,
		onPlace,
		onChange: freshen,
		onRefused: (body) => giveWordsBack(document.querySelector<HTMLTextAreaElement>('#msg'), draftKey(id), body),
		onGone: () => leave(id),
	})
	const closed = over || chat.ended
	const words = useStateWords(
		page,
		chat.messages.some(({ author }) => author === 'advisor'),
	)
	const spoken = useChanged(words)
	const refusedFile = chat.refusal?.name ?? ''
	const problem = chat.refusal?.reason ?? page.problem?.reason ?? null

	return (
		<div className="wrap grid grid-cols-[minmax(0,1fr)] gap-x-12 py-4 md:py-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
			<section
				aria-labelledby="conv"
				className={`flex min-w-0 flex-col self-start md:rounded-3 md:border md:border-line md:bg-surface ${closed ? '' : 'md:h-[calc(100dvh-13.5rem)] md:min-h-[36rem]'}`}
			>
				<Header page={page} closed={closed} path={path} />
				<ChatLog
					className={`md:bg-paper ${closed ? 'md:max-h-[60dvh] md:min-h-56' : 'md:rounded-b-3'}`}
					messages={chat.messages}
					viewer="customer"
					names={{ customer: firstName, ...(advisor ? { advisor: advisor.firstName } : {}) }}
					timeZone={timeZone}
					otherReadSeq={chat.otherReadSeq}
					otherTyping={chat.otherTyping && !closed}
					onRetry={chat.retry}
					fileAddress={(file) => `${path}/fichiers/${file}`}
					after={
						state === 'waiting' && place ? (
							<WaitingCard place={place} callIn={page.callIn} />
						) : (
							words && (
								<p className="milestone">
									<span>{words}</span>
								</p>
							)
						)
					}
				/>
				<p role="status" className="sr-only">
					{spoken}
				</p>
				{(chat.offline || problem) && !(closed && !chat.refusal) && (
					<div className="py-2 md:px-6">
						<Notice tone="warn" live>
							{refusedFile && <strong className="break-words">{files.named(refusedFile)} </strong>}
							{problem ? problemWords[problem] : t.offline}
						</Notice>
					</div>
				)}
				{closed ? (
					<Ended page={page} path={path} />
				) : (
					<Composer page={page} path={path} onSend={chat.send} onTyping={chat.tellTyping} />
				)}
			</section>
			<Aside page={page} closed={closed} path={path} />
		</div>
	)
}

function Header({ page, closed, path }: { page: ChatPageData; closed: boolean; path: string }) {
	const { talk: t } = useMessages(chatMessages)
	const { state, advisor, place, reference } = page
	const waiting = state === 'waiting' && !closed
	return (
		<header className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line pb-3 md:px-6 md:py-4">
			{advisor && <PresenceWindow initials={advisor.initials} on={!closed} />}
			<div className="min-w-0 flex-1">
				<h1 id="conv" className="text-h3">
					{advisor
						? advisor.name
						: waiting
							? t.titleWaiting(place?.position ?? 1)
							: state === 'abandoned'
								? t.titleLeft
								: t.titleEnded}
				</h1>
				<p className="text-meta text-ink-2">
					{advisor && !closed && `${t.advisorAt(advisor.city)} · `}
					{advisor && closed && `${t.titleEnded} · `}
					<span className="num">{t.reference(reference)}</span>
				</p>
			</div>
			{!closed && (
				<Form method="post" action={path} className="flex gap-1" onSubmit={() => forgetWords(page.id)}>
					<button type="submit" name="intent" value={waiting ? 'leave' : 'end'} className="btn btn-s btn-outline">
						{waiting ? t.leave : t.end}
					</button>
				</Form>
			)}
		</header>
	)
}

/** What happened to the conversation, in words; `null` while somebody waits or writes. */
function useStateWords({ state, advisor, endedBy }: ChatPageData, answered: boolean): string | null {
	const { talk: t } = useMessages(chatMessages)
	if (state === 'active') return advisor && !answered ? t.takenBy(advisor.firstName) : null
	if (state === 'abandoned') return endedBy === 'system' ? t.leftBySystem : t.left
	if (state !== 'ended') return null
	if (endedBy === 'advisor') return t.endedBy.advisor(advisor?.firstName ?? t.someone)
	return t.endedBy[endedBy === 'customer' ? 'customer' : 'system']
}

/** Words to say aloud once they change; what a page was opened with is read, not announced. */
function useChanged(words: string | null): string {
	const before = useRef(words)
	const [changed, setChanged] = useState('')
	useEffect(() => {
		if (words === before.current) return
		before.current = words
		setChanged(words ?? '')
	}, [words])
	return changed
}

interface ComposerProps {
	page: ChatPageData
	path: string
	onSend: (body: string, extra: { files: File[] }) => void
	onTyping: () => void
}

/** A form that works without scripts; with them it sends in place and keeps the draft through a reload. */
function Composer({ page, path, onSend, onTyping }: ComposerProps) {
	const { talk: t } = useMessages(chatMessages)
	const field = useRef<HTMLTextAreaElement>(null)
	const chosen = useRef<HTMLInputElement>(null)
	const { files: filesWords } = useMessages(deliveryMessages)
	const states = useMessages(chatStateMessages)
	// Before scripts run, and without them, the browser's own field tells what was chosen.
	const [isScripted, setScripted] = useState(false)
	const { files, refused, add, remove, clear, receives } = useChosenFiles()
	useEffect(() => setScripted(true), [])
	const takeChosen = () => {
		if (!chosen.current) return
		add(chosen.current.files ?? [])
		chosen.current.value = ''
	}
	const { id, advisor, nextId, problem } = page
	const label = advisor ? t.writeTo(advisor.firstName) : t.write

	useEffect(() => {
		const draft = keptWords(draftKey(id), '')
		if (field.current && draft && field.current.value === '') field.current.value = draft
	}, [id])

	const send = (event: FormEvent) => {
		event.preventDefault()
		const body = field.current?.value ?? ''
		// What was chosen before scripts ran is still in the field.
		const going = [...files, ...(chosen.current?.files ?? [])]
		if (body.trim() === '' && going.length === 0) return
		onSend(body, { files: going })
		if (field.current) field.current.value = ''
		if (chosen.current) chosen.current.value = ''
		clear()
		keepWords(draftKey(id), '')
		field.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		const breaksLine = event.shiftKey || event.nativeEvent.isComposing || !window.matchMedia('(pointer: fine)').matches
		if (event.key === 'Enter' && !breaksLine) send(event)
	}
	return (
		<form
			method="post"
			action={path}
			encType="multipart/form-data"
			onSubmit={send}
			className="border-t border-line max-md:sticky max-md:bottom-0 max-md:z-10 max-md:-mx-4 max-md:bg-surface max-md:px-4 max-md:py-2.5 md:px-6 md:py-4"
		>
			<input type="hidden" name="intent" value="message" />
			<input type="hidden" name="id" value={nextId} />
			<label htmlFor="msg" className="sr-only">
				{label}
			</label>
			<div className={`searchbox items-end ${isScripted ? '' : 'flex-wrap'}`} {...receives}>
				<textarea
					id="msg"
					name="body"
					rows={1}
					ref={field}
					defaultValue={problem?.body}
					onKeyDown={onKeyDown}
					onChange={(event) => {
						keepWords(draftKey(id), event.target.value)
						onTyping()
					}}
					placeholder={t.write}
					className="field-sizing-content max-h-40 min-h-12 min-w-0 flex-1 resize-none bg-transparent px-3 py-2.5 text-body outline-none placeholder:text-ink-3"
				/>
				<input
					ref={chosen}
					id="files"
					type="file"
					name="file"
					multiple
					accept={ACCEPTED}
					aria-label={isScripted ? undefined : filesWords.add}
					aria-describedby="files-hint"
					onChange={takeChosen}
					className={
						isScripted
							? 'peer sr-only'
							: 'order-last max-w-full basis-full border-line border-t p-2 text-meta text-ink-2 file:mr-3 file:min-h-11 file:rounded-1 file:border file:border-line-strong file:border-solid file:bg-surface file:px-4 file:font-semibold file:text-ink'
					}
				/>
				{isScripted && (
					<label
						htmlFor="files"
						title={filesWords.add}
						className="btn btn-quiet w-12 p-0 peer-focus-visible:outline-3 peer-focus-visible:outline-ink peer-focus-visible:outline-offset-2 max-sm:w-11"
					>
						<Paperclip className="icon" aria-hidden="true" />
						<span className="sr-only">{filesWords.add}</span>
					</label>
				)}
				<button type="submit" className="btn btn-action max-sm:w-12 max-sm:p-0" aria-label={t.send}>
					<SendHorizontal className="icon" aria-hidden="true" />
					<span className="max-sm:hidden">{t.send}</span>
				</button>
			</div>
			<noscript>
				{/* It looks for news by itself, and what is being typed here stays. */}
				<iframe
					title={states.news.title}
					src={`${path}/etat?seq=${page.messages.at(-1)?.seq ?? 0}&etat=${page.state}`}
					className="mt-2 h-24 w-full rounded-2 border border-line"
				/>
				<p className="mt-2">
					<a href={path}>{t.refresh}</a>
				</p>
			</noscript>
			<ChosenFiles files={files} refused={refused} remove={remove} />
			<p className="mt-2 text-meta text-ink-2 max-sm:sr-only">
				<span id="files-hint">{filesWords.hint}</span> {t.stay}
			</p>
		</form>
	)
}

function Ended({ page, path }: { page: ChatPageData; path: string }) {
	const lang = useLang()
	const { talk: t } = useMessages(chatMessages)
	return (
		<div className="grid gap-3 border-t border-line py-4 md:px-6">
			{page.mailed && page.email && (
				<Notice tone="ok" live>
					{t.mailed(page.email)}
				</Notice>
			)}
			<Reopening reopening={page.reopening} callback={page.callback} message={page.message} path={path} />
			<div className="flex flex-wrap gap-3">
				<LinkButton variant="outline" href={localPath(lang, '/ecrire')}>
					<MessageSquareText className="icon" aria-hidden="true" /> {t.again}
				</LinkButton>
				{page.email && !page.mailed && (
					<Form method="post" action={path}>
						<Button variant="outline" name="intent" value="mail">
							{t.mail(page.email)}
						</Button>
					</Form>
				)}
				<LinkButton variant="outline" href={`${path}/copie`}>
					<Download className="icon" aria-hidden="true" /> {t.print}
				</LinkButton>
			</div>
			<EffortQuestion step={page.effort} action={path} canBeWritten={page.isCustomer} />
			{!page.email && <p className="text-ink-2 text-small">{t.printHint}</p>}
			<p>
				<a href={localPath(lang, '/echanges')}>{t.list}</a>
			</p>
		</div>
	)
}

const TONES = {
	promised: 'human',
	kept: 'ok',
	late: 'warn',
	broken: 'danger',
	withdrawn: undefined,
	moved: 'warn',
} as const

function Aside({ page, closed, path }: { page: ChatPageData; closed: boolean; path: string }) {
	const { talk: t } = useMessages(chatMessages)
	const { place: p } = useMessages(chatStateMessages)
	const { advisor, trail, promises, callback, message } = page
	const [title, end] = closed
		? advisor
			? [t.saw(advisor.firstName), t.hasAnswered(advisor.firstName)]
			: [t.sentAlong, callback ? p.endAsCallback : message ? p.endAsMessage : t.nobodyAnswered]
		: advisor
			? [t.sees(advisor.firstName), t.takesOver(advisor.firstName)]
			: [t.seesNobody, t.willTakeOver]
	return (
		<aside aria-label={title} className="mt-10 grid content-start gap-9 lg:mt-2">
			<section aria-labelledby="voit">
				<h2 id="voit" className="text-h3">
					{title}
				</h2>
				<div className="mt-4 text-small">
					<Trail
						steps={trail.map(({ id, label, failed, href }) => ({ id, label, failed, href }))}
						end={<span className="font-semibold">{end}</span>}
					/>
				</div>
				<p className="mt-4 text-small text-ink-2">{page.isCustomer ? t.seesAccount : t.seesNothing}</p>
			</section>
			{promises.length > 0 && (
				<section aria-labelledby="promis">
					<h2 id="promis" className="text-h3">
						{t.promised}
					</h2>
					<ul className="mt-2 grid gap-2 text-small">
						{promises.map(({ id, text, state }) => (
							<li key={id}>
								{text} <Tag tone={TONES[state]}>{t.promiseState[state]}</Tag>
							</li>
						))}
					</ul>
				</section>
			)}
			<ChatElsewhere elsewhere={page.elsewhere} email={page.email} path={path} />
		</aside>
	)
}

/** Signed out or forgotten in another tab: nothing of it stays on this screen either. */
function leave(id: string): void {
	forgetWords(id)
	window.location.reload()
}
