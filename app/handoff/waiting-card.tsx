import { useCallback, useEffect, useState } from 'react'
import { chatMessages } from '~/i18n/chat'
import { chatStateMessages } from '~/i18n/chat-states'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import type { LiveEvent } from '~/realtime/use-stream'
import { LinkButton } from '~/ui/button'
import type { PlaceTold } from './queue-board.server'

/** The place as the page was drawn with it, then as it is told while the page is open. */
export function usePlace(drawn: PlaceTold | null) {
	const [place, setPlace] = useState(drawn)
	useEffect(() => setPlace(drawn), [drawn])
	const onPlace = useCallback(
		({ position, waitMinutes, reason, asksAgain }: LiveEvent) =>
			setPlace({ position, waitMinutes, reason, asksAgain } as unknown as PlaceTold),
		[],
	)
	return { place, onPlace }
}

/** Where somebody stands in the queue, why it is slow, and what else there is: spoken only when it changes. */
export function WaitingCard({ place, callIn }: { place: PlaceTold; callIn: number | null }) {
	const lang = useLang()
	const { talk: t } = useMessages(chatMessages)
	const { place: p } = useMessages(chatStateMessages)
	const waitedLong = useIsOver(callIn)
	const { position, waitMinutes, reason, asksAgain } = place
	const isOpen = reason === 'open'
	const offersCall = waitedLong || !isOpen || waitMinutes === null || asksAgain
	const isOurs = isOpen || reason === 'queue-full'
	const why =
		reason === 'nobody-present'
			? p.nobody
			: !isOurs
				? p.closing
				: asksAgain
					? p.asksAgain
					: reason === 'queue-full'
						? p.full
						: null
	return (
		<div className="card-human p-4 md:p-5">
			<p className="font-semibold" role="status">
				{t.position(position)}
			</p>
			<div role="status">{why && <p className="mt-1 text-small">{why}</p>}</div>
			{isOurs && !asksAgain && (
				<p className="mt-1 text-small">{waitMinutes === null ? t.waitingUnknown : t.waiting(waitMinutes)}</p>
			)}
			<p role="status" className={offersCall ? 'mt-4 border-t border-stroke pt-4 font-semibold' : ''}>
				{offersCall && p.callTitle}
			</p>
			{offersCall && (
				<div>
					<p className="mt-1 text-small">{p.callText}</p>
					<div className="mt-3 flex flex-wrap gap-3">
						<LinkButton variant="human" href={localPath(lang, '/rappel')}>
							{isOurs ? p.call : p.slot}
						</LinkButton>
						{(!isOpen || asksAgain) && (
							<LinkButton variant="outline" href={localPath(lang, '/message')}>
								{p.message}
							</LinkButton>
						)}
					</div>
				</div>
			)}
			<p className="mt-3 text-mini">{p.goneNote}</p>
		</div>
	)
}

/** Whether so many seconds have passed since the page was drawn; a page that is open comes to know by itself. */
function useIsOver(seconds: number | null): boolean {
	const [isOver, setOver] = useState(seconds !== null && seconds <= 0)
	useEffect(() => {
		if (seconds === null) return
		const timer = setTimeout(() => setOver(true), seconds * 1_000)
		return () => clearTimeout(timer)
	}, [seconds])
	return isOver
}
