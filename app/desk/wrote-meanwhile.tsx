import { useFetcher } from '@remix-run/react'
import { MessageSquareText } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import { useStream } from '~/realtime/use-stream'
import type { loader } from '~/routes/desk_.unanswered'

interface Unanswered {
	advisorId: string
	chats: { id: string; firstName: string }[]
}

/**
 * Who has written to the advisor, on a page away from the conversation: what is typed there stays as it
 * is, and the way back is one press.
 */
export function WroteMeanwhile({
	advisorId,
	except,
}: {
	advisorId: string
	/** A conversation whose last words were read before one came here: only what is new of it is said. */
	except?: string
}) {
	const t = useMessages(workMessages).meanwhile
	const { load, data } = useFetcher<typeof loader>()
	const look = useCallback(() => load('/desk/unanswered'), [load])
	useEffect(look, [look])
	useStream([`advisor:${advisorId}`], look)
	const known = useRef<string[] | null>(null)
	const unanswered = (data as Unanswered | undefined)?.chats
	if (unanswered) known.current ??= unanswered.flatMap(({ id }) => (id === except ? [id] : []))
	const chats = (unanswered ?? []).filter(({ id }) => !known.current?.includes(id))
	return (
		<div role="status">
			{chats.length > 0 && (
				<ul className="mb-4 grid gap-2">
					{chats.map(({ id, firstName }) => (
						<li key={id} className="flex items-center gap-3 rounded-2 bg-human-soft px-4 py-2 text-human-ink">
							<MessageSquareText className="icon" aria-hidden="true" />
							<span className="min-w-0 flex-1">{t.wrote(firstName)}</span>
							<a href={`/desk/conversations/${id}`}>{t.read}</a>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}
