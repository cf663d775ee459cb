import { formatDate, formatTime } from '~/i18n/format'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Tag } from '~/ui/tag'

interface Shown {
	id: string
	title: string
	words: string
	agreed: boolean
	changedSince: boolean
	history: { agreed: boolean; at: Date; version: string; words: string; how: 'account' | 'contract' }[]
}

/** Purposes one by one: one press to agree, one to take it back, and what was said when. */
export function Consents({ consents, requestKey }: { consents: Shown[]; requestKey: string }) {
	const t = useMessages(personalMessages).consents
	if (consents.length === 0) return null
	return (
		<section id="accords" aria-labelledby="accords-t" className="mt-12">
			<h2 id="accords-t" className="text-h2">
				{t.title}
			</h2>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			<ul className="mt-5 grid gap-3">
				{consents.map((consent) => (
					<ConsentRow key={consent.id} consent={consent} requestKey={requestKey} />
				))}
			</ul>
		</section>
	)
}

function ConsentRow({ consent, requestKey }: { consent: Shown; requestKey: string }) {
	const { id, title, words, agreed, changedSince, history } = consent
	const t = useMessages(personalMessages).consents
	const lang = useLang()
	const { timeZone } = useBrand()
	const toAgree = !agreed || changedSince
	return (
		<li className="card p-5">
			<div className="flex flex-wrap items-start gap-x-6 gap-y-3">
				<div className="min-w-0 flex-1 basis-64">
					<h3 className="text-h3">
						{title} <Tag tone={agreed ? 'ok' : undefined}>{agreed ? t.yes : t.no}</Tag>
					</h3>
					<p className="mt-1">{words}</p>
					{changedSince && <p className="mt-2 text-small text-ink-2">{t.changed}</p>}
				</div>
				<form method="post" action="?" className="flex flex-wrap gap-2">
					<input type="hidden" name="requestKey" value={requestKey} />
					<input type="hidden" name="intent" value="consent" />
					<input type="hidden" name="purpose" value={id} />
					{toAgree && (
						<Button variant="outline" name="agreed" value="yes" aria-label={t.agreeTo(title)}>
							{t.agree}
						</Button>
					)}
					{agreed && (
						<Button variant="outline" name="agreed" value="no" aria-label={t.withdrawFrom(title)}>
							{t.withdraw}
						</Button>
					)}
				</form>
			</div>
			{history.length > 0 && (
				<details className="mt-3 text-small">
					<summary className="inline-flex min-h-11 items-center font-semibold text-action">{t.history}</summary>
					<ul className="mt-1 grid list-disc gap-2 pl-6">
						{history.map((one) => {
							const when = `${formatDate(lang, one.at, timeZone)}, ${formatTime(lang, one.at, timeZone)}`
							return (
								<li key={`${one.at.getTime()}`}>
									{one.agreed ? t.said.yes(when) : t.said.no(when)}, {t.how[one.how]}, {t.version(one.version)}
									{one.words !== words && <span className="block text-ink-2">{one.words}</span>}
								</li>
							)
						})}
					</ul>
				</details>
			)}
		</li>
	)
}
