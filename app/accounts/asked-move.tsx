import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { movingMessages } from '~/i18n/moving'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Tag } from '~/ui/tag'
import { startOfDay } from './calendar'
import type { Move } from './moves.server'

/** A move that was asked for: where to, its case, how it stands and the way back. */
export function AskedMove({ move }: { move: Move }) {
	const t = useMessages(movingMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const { fromAddress, toAddress, wishedDay, reference, state } = move
	const facts: [string, string][] = [
		[t.from, fromAddress],
		[t.review.after, toAddress],
		[t.day, formatDate(lang, startOfDay(wishedDay, timeZone), timeZone)],
	]
	return (
		<section aria-labelledby="asked" className="card mt-6 p-5 md:p-7">
			<p>
				<Tag tone={state === 'asked' ? 'human' : state === 'over' ? 'ok' : undefined}>{t.states[state]}</Tag>
			</p>
			<h2 id="asked" className="num mt-3 text-h3">
				{t.reference(reference)}
			</h2>
			<dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
				{facts.map(([name, value]) => (
					<div key={name} className="contents">
						<dt className="font-semibold max-sm:-mb-1">{name}</dt>
						<dd className="num">{value}</dd>
					</div>
				))}
			</dl>
			{state !== 'withdrawn' && (
				<>
					{state === 'asked' && <p className="mt-4">{t.dueBy}</p>}
					<div className="mt-3 flex flex-wrap items-center gap-3">
						<LinkButton variant="outline" href={localPath(lang, `/message/${reference}`)}>
							{t.follow}
						</LinkButton>
						{state === 'asked' && (
							<form method="post" action="?">
								<Button variant="quiet" name="intent" value="withdraw">
									{t.withdraw}
								</Button>
							</form>
						)}
					</div>
				</>
			)}
		</section>
	)
}
