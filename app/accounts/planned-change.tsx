import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { type ChangeTitle, titleWords } from './change-words'

export interface ShownPlannedChange {
	changeId: string
	beginsAt: Date
	title: ChangeTitle
	/** What a month of the contract costs from then on. */
	afterCents: number
}

/** A change that waits for its day, and the way to take it back until then. */
export function PlannedChange({ planned }: { planned: ShownPlannedChange }) {
	const t = useMessages(accountMessages).plan
	const lang = useLang()
	const { currency, timeZone } = useBrand()
	return (
		<Notice>
			<p>
				<b>{t.scheduledTitle}.</b>{' '}
				{t.scheduled(
					formatDate(lang, planned.beginsAt, timeZone),
					titleWords(planned.title, t, lang),
					formatMoney(lang, planned.afterCents, currency),
				)}
			</p>
			<form method="post" action={localPath(lang, `/compte/operations/${planned.changeId}`)} className="mt-3">
				<Button variant="outline" small name="intent" value="withdraw">
					{t.withdraw}
				</Button>
			</form>
		</Notice>
	)
}
