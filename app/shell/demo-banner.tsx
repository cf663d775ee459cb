import { shellMessages } from '~/i18n/shell'
import { useMessages } from '~/i18n/use-messages'

/** Says on every page that the phone company is simulated. */
export function DemoBanner() {
	const t = useMessages(shellMessages)
	return (
		<p className="wrap border-t border-line py-3 text-meta text-ink-2">
			{t.simulated} <a href="/dev/telephone">{t.simulatedPhones}</a> · <a href="/dev/outbox">{t.simulatedMail}</a>
		</p>
	)
}
