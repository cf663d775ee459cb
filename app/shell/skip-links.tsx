import { shellMessages } from '~/i18n/shell'
import { useMessages } from '~/i18n/use-messages'

/** The first Tab of a page leads to a person, the second to the content. */
export function SkipLinks({ toHuman }: { toHuman: boolean }) {
	const t = useMessages(shellMessages)
	return (
		<>
			{toHuman && (
				<a className="skip" href="#parler">
					{t.skipToHuman}
				</a>
			)}
			<a className="skip" href="#contenu">
				{t.skipToContent}
			</a>
		</>
	)
}
