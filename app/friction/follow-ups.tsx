import { formatDay, formatNumber } from '~/i18n/format'
import { satisfactionMessages } from '~/i18n/satisfaction'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Empty } from '~/ui/empty'

interface Props {
	days: number
	waiting: {
		id: string
		firstName: string
		reference: string
		dueAt: string | Date
		owner: string | null
		isLate: boolean
	}[]
	contacted: { all: number; written: number; inTime: number }
	/** Who may answer is taken to the message. */
	mayWrite: boolean
}

/** Who found it hard and waits for a word: by whom, and by when. */
export function FollowUps({ days, waiting, contacted, mayWrite }: Props) {
	const { followUp: t } = useMessages(satisfactionMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const number = (value: number) => formatNumber(lang, value)
	return (
		<section aria-labelledby="recontacter">
			<h2 id="recontacter" className="text-h2">
				{t.title}
			</h2>
			{waiting.length > 0 && <p className="mt-1 text-ink-2">{t.lead}</p>}
			{contacted.all > 0 && (
				<p className="mt-2">
					{t.counts(number(contacted.written), number(contacted.all), number(contacted.inTime), days)}
				</p>
			)}
			{waiting.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<ul className="mt-3 border-t-[1.5px] border-stroke">
					{waiting.map(({ id, firstName, reference, dueAt, owner, isLate }) => {
						const day = formatDay(lang, new Date(dueAt), timeZone)
						return (
							<li key={id} className="grid gap-1 border-b border-line py-3">
								<span className="font-semibold">
									{mayWrite ? <a href={`/desk/messages/${id}`}>{t.write(firstName)}</a> : firstName}{' '}
									<span className="num font-normal text-ink-2">{reference}</span>
								</span>
								<span className={isLate ? 'text-danger' : 'text-ink-2'}>
									{owner ? t.owner(owner) : t.noOwner}, {isLate ? t.late(day) : t.due(day)}
								</span>
							</li>
						)
					})}
				</ul>
			)}
		</section>
	)
}
