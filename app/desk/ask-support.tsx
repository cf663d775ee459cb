import { useFetcher } from '@remix-run/react'
import { HandHelping } from 'lucide-react'
import { useId } from 'react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'

/** One click asks colleagues for somebody beside; a few words about what for are welcome and not needed. */
export function AskSupport({ kind, id }: { kind: string; id: string }) {
	const t = useMessages(workMessages).support
	const { Form, state } = useFetcher()
	const wordsId = useId()
	return (
		<Form method="post" action={`/desk/${kind}/${id}/support`} className="flex gap-1">
			<button
				type="submit"
				name="intent"
				value="ask"
				data-desk="support"
				className="btn btn-outline"
				title={t.ask}
				aria-disabled={state !== 'idle' || undefined}
			>
				<HandHelping className="icon" aria-hidden="true" /> <span className="max-lg:sr-only">{t.ask}</span>
			</button>
			<label htmlFor={wordsId} className="sr-only">
				{t.words}
			</label>
			<input
				id={wordsId}
				name="words"
				maxLength={200}
				placeholder={t.words}
				className="control hidden max-w-56 2xl:block"
			/>
		</Form>
	)
}
