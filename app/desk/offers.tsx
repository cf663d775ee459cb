import { Form, useSubmit } from '@remix-run/react'
import { useEffect } from 'react'
import { chatStateMessages } from '~/i18n/chat-states'
import { useMessages } from '~/i18n/use-messages'
import { Disc } from '~/ui/disc'
import { initialsOf } from '~/ui/initials'
import type { DeskQueue } from './queue.server'

type Offer = DeskQueue['offers'][number]

/** What is offered to this advisor: a quiet card with two answers, said once, and in the tab's title. */
export function Offers({ offers }: { offers: Offer[] }) {
	const { desk: t } = useMessages(chatStateMessages)
	useTitle(offers.length)
	useAnswerKeys(offers[0])
	return (
		<>
			<div role="status" className="sr-only">
				{offers.map((offer) => t.announce(offer.firstName)).join(' ')}
			</div>
			{offers.length > 0 && (
				<section aria-label={t.offers} className="sticky top-0 z-20 grid gap-2 border-b border-line bg-paper px-4 py-2">
					{offers.map((offer) => (
						<OfferCard key={offer.id} offer={offer} />
					))}
				</section>
			)}
		</>
	)
}

function OfferCard({ offer }: { offer: Offer }) {
	const { desk: t } = useMessages(chatStateMessages)
	const { id, firstName, subject, passing, from, note } = offer
	const title =
		passing && from
			? passing === 'invite'
				? t.offerInvited(from, firstName)
				: t.offerPassed(from, firstName)
			: t.offer(firstName)
	return (
		<article
			className="card-human flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2"
			aria-labelledby={`offer-${id}`}
		>
			<Disc initials={initialsOf(firstName)} />
			<div className="min-w-0 flex-1 basis-64">
				<h2 id={`offer-${id}`} className="font-semibold">
					{title}
				</h2>
				<p className="line-clamp-2 text-small md:line-clamp-1">{subject}</p>
				{note && from && (
					<p className="mt-1 text-small">
						<b className="font-semibold">{t.noteFrom(from)}</b> {note}
					</p>
				)}
				<p className="text-mini">{t.quiet}</p>
			</div>
			<Form method="post" action={`/desk/conversations/${id}/offer`} className="flex flex-wrap gap-2">
				<button type="submit" name="answer" value="accept" className="btn btn-human" aria-keyshortcuts="Alt+A">
					{t.accept} <span className="kbd max-md:hidden">Alt A</span>
				</button>
				<button type="submit" name="answer" value="not-now" className="btn btn-outline" aria-keyshortcuts="Alt+N">
					{t.notNow} <span className="kbd max-md:hidden">Alt N</span>
				</button>
			</Form>
		</article>
	)
}

/** The number of offers before the title, for who works in another tab. */
function useTitle(count: number) {
	const { desk: t } = useMessages(chatStateMessages)
	useEffect(() => {
		if (count === 0) return
		const before = document.title
		const during = t.tabTitle(count, before)
		document.title = during
		return () => {
			if (document.title === during) document.title = before
		}
	}, [count, t])
}

function useAnswerKeys(offer: Offer | undefined) {
	const submit = useSubmit()
	useEffect(() => {
		if (!offer) return
		const onKey = (event: KeyboardEvent) => {
			if (!event.altKey || event.ctrlKey || event.metaKey) return
			const answer = event.code === 'KeyA' || event.key === 'a' ? 'accept' : event.code === 'KeyN' ? 'not-now' : null
			if (!answer) return
			event.preventDefault()
			submit({ answer }, { method: 'post', action: `/desk/conversations/${offer.id}/offer` })
		}
		window.addEventListener('keydown', onKey)
		return () => window.removeEventListener('keydown', onKey)
	}, [offer, submit])
}
