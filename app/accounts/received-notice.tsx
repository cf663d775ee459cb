import { accountMessages } from '~/i18n/account'
import { formatDate, formatTime } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { NoticeContent } from './notice-form'

interface Received {
	reference: string
	receivedAt: Date
	lastName: string
	contract: string
	email: string
	/** What only this kind of notice says. */
	more?: (readonly [label: string, value: string])[]
}

/** What was received and when: the same for a cancellation and a withdrawal. */
export function ReceivedNotice({ reference, receivedAt, lastName, contract, email, more = [] }: Received) {
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone } = useBrand()
	const received = t.ackReceivedAt(formatDate(lang, receivedAt, timeZone), formatTime(lang, receivedAt, timeZone))
	return (
		<NoticeContent
			rows={[
				[t.ackReference, reference],
				[t.ackReceived, received],
				[t.name, lastName],
				[t.contract, contract],
				[t.email, email],
				...more,
			]}
		/>
	)
}
