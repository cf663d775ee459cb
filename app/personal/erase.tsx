import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { ErrorSummary } from '~/ui/field'
import { Notice } from '~/ui/notice'

type Kind = 'invoice' | 'identity' | 'mandate' | 'notice' | 'consent'

type Obstacle =
	| { reason: 'contract'; contracts: { name: string; endsAt: Date | null }[] }
	| { reason: 'unpaid' }
	| { reason: 'unavailable' }

/** What has to end first, with the way to it and to a person. */
export function EraseObstacle({ obstacle }: { obstacle: Obstacle }) {
	const t = useMessages(personalMessages).erase
	const lang = useLang()
	const { timeZone } = useBrand()
	const words = t[obstacle.reason]
	return (
		<section className="mt-6" aria-labelledby="obstacle">
			<Notice tone="warn">
				<h2 id="obstacle" className="font-semibold">
					{words.title}
				</h2>
				<p className="mt-1">{words.lead}</p>
				{obstacle.reason === 'contract' && (
					<ul className="mt-2 list-disc pl-5">
						{obstacle.contracts.map(({ name, endsAt }) => (
							<li key={name}>
								{endsAt ? t.contract.ends(name, formatDate(lang, endsAt, timeZone)) : t.contract.runs(name)}
							</li>
						))}
					</ul>
				)}
			</Notice>
			<div className="mt-4 flex flex-wrap gap-3">
				{obstacle.reason === 'contract' && obstacle.contracts.some(({ endsAt }) => !endsAt) && (
					<LinkButton variant="outline" href={localPath(lang, '/resilier')}>
						{t.contract.cancel}
					</LinkButton>
				)}
				{obstacle.reason === 'unpaid' && (
					<LinkButton variant="outline" href={localPath(lang, '/compte/factures')}>
						{t.unpaid.see}
					</LinkButton>
				)}
				<LinkButton variant="quiet" href={`${localPath(lang, '/ecrire')}?depuis=/compte/donnees/effacement`}>
					{t.talk}
				</LinkButton>
			</div>
		</section>
	)
}

/** The two lists: what goes, and what a law keeps, with its reason and its date. */
export function GoneAndKept({ kept }: { kept: { kind: Kind; count: number; until: Date }[] }) {
	const t = useMessages(personalMessages).erase
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<>
			<h2 className="mt-10 text-h2">{t.gone}</h2>
			<ul className="mt-3 grid list-disc gap-2 pl-6">
				{t.goneList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<h2 className="mt-10 text-h2">{t.kept}</h2>
			{kept.length === 0 ? (
				<p className="mt-3">{t.keptNone}</p>
			) : (
				<>
					<p className="mt-2 text-ink-2">{t.keptLead}</p>
					<ul className="mt-4 grid gap-3">
						{kept.map(({ kind, count, until }) => (
							<li key={kind} className="card p-4 md:px-5">
								<p className="font-semibold">
									{t.kinds[kind]}
									{count > 1 && <span className="num font-normal text-ink-2"> ({count})</span>}
								</p>
								<p className="mt-1 text-small text-ink-2">{t.reasons[kind]}</p>
								<p className="mt-1 text-small">
									{t.until} <b className="num">{formatDate(lang, until, timeZone)}</b>
								</p>
							</li>
						))}
					</ul>
				</>
			)}
		</>
	)
}

export function EraseForm({ days, requestKey, unread }: { days: number; requestKey: string; unread: boolean }) {
	const t = useMessages(personalMessages).erase
	const lang = useLang()
	return (
		<form method="post" id="demander" action="?#demander" className="card mt-10 grid gap-5 p-5 md:p-7">
			<ErrorSummary title={t.understandMissing} errors={unread ? [{ fieldId: 'read', message: t.understand }] : []} />
			<p>{t.days(days)}</p>
			<p>
				{t.copyFirst} <a href={`${localPath(lang, '/compte/donnees')}#copie`}>{t.copyLink}</a>
			</p>
			<input type="hidden" name="requestKey" value={requestKey} />
			<label className="choice">
				<input id="read" type="checkbox" name="read" value="yes" aria-invalid={unread || undefined} />
				<span>{t.understand}</span>
			</label>
			<Button name="intent" value="ask" className="justify-self-start">
				{t.submit}
			</Button>
		</form>
	)
}
