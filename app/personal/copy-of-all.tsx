import { Download } from 'lucide-react'
import { formatDate, formatMoment, formatNumber } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

interface ShownCopy {
	state: 'waiting' | 'ready' | 'failed' | 'over'
	askedAt: Date
	readyAt: Date | null
	expiresAt: Date | null
	bytes: number
	href: string
}

/** A copy of everything: asked for, being prepared, ready until a date. */
export function CopyOfAll({ copy, requestKey, now }: { copy: ShownCopy | null; requestKey: string; now: Date }) {
	const t = useMessages(personalMessages).export
	const lang = useLang()
	const { timeZone } = useBrand()
	const when = (at: Date) => formatMoment(lang, at, now, timeZone)
	const tones = { waiting: 'info', ready: 'ok', failed: 'warn', over: 'info' } as const
	return (
		<section id="copie" aria-labelledby="copie-t" className="mt-12">
			<h2 id="copie-t" className="text-h2">
				{t.title}
			</h2>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			{copy && (
				<div className="mt-4">
					<Notice tone={tones[copy.state]}>
						{t.state[copy.state](when(copy.state === 'ready' && copy.readyAt ? copy.readyAt : copy.askedAt))}{' '}
						{copy.state === 'ready' && copy.expiresAt && t.until(formatDate(lang, copy.expiresAt, timeZone))}
						{copy.state === 'waiting' && <a href={`${localPath(lang, '/compte/donnees')}#copie`}>{t.reload}</a>}
					</Notice>
				</div>
			)}
			<div className="mt-4 flex flex-wrap gap-3">
				{copy?.state === 'ready' && (
					<LinkButton href={localPath(lang, copy.href)} download>
						<Download className="icon" aria-hidden="true" />
						{t.download(size(copy.bytes, lang))}
					</LinkButton>
				)}
				{copy?.state !== 'waiting' && (
					<form method="post" action="?">
						<input type="hidden" name="requestKey" value={requestKey} />
						<Button variant="outline" name="intent" value="copy">
							{copy ? t.again : t.ask}
						</Button>
					</form>
				)}
			</div>
		</section>
	)
}

const KILO = 1_000

function size(bytes: number, lang: 'fr' | 'en'): string {
	const units = lang === 'fr' ? ['ko', 'Mo'] : ['kB', 'MB']
	if (bytes < KILO * KILO) return `${formatNumber(lang, Math.max(1, bytes / KILO), 0)} ${units[0]}`
	return `${formatNumber(lang, bytes / KILO / KILO)} ${units[1]}`
}
