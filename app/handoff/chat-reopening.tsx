import { Form } from '@remix-run/react'
import { chatStateMessages } from '~/i18n/chat-states'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'

interface Props {
	reopening: 'open' | 'over' | { next: string } | null
	/** The page of the callback it became. */
	callback: string | null
	/** The page of the message it became. */
	message: string | null
	path: string
}

/** The way on from a conversation that is over: under the same case, by writing or by telephone. */
export function Reopening({ reopening, callback, message, path }: Props) {
	const lang = useLang()
	const { place: t } = useMessages(chatStateMessages)
	const went = callback
		? { words: t.asCallback, href: callback, label: t.seeCallback }
		: message && { words: t.asMessage, href: message, label: t.seeMessage }
	if (went && typeof reopening !== 'object')
		return (
			<div className="flex flex-wrap items-center gap-3">
				<p>{went.words}</p>
				<LinkButton variant="human" href={went.href}>
					{went.label}
				</LinkButton>
			</div>
		)
	if (reopening && typeof reopening === 'object')
		return (
			<div className="flex flex-wrap items-center gap-3">
				<p>{t.reopened}</p>
				<LinkButton variant="human" href={localPath(lang, `/echanges/${reopening.next}`)}>
					{t.seeReopened}
				</LinkButton>
			</div>
		)
	if (reopening !== 'open') return null
	return (
		<Form method="post" action={path}>
			<Button variant="human" name="intent" value="reopen">
				{t.reopen}
			</Button>
		</Form>
	)
}
