import { formatNumber } from '~/i18n/format'
import { lifeMessages } from '~/i18n/life'
import { useLang, useMessages } from '~/i18n/use-messages'

/** How callbacks are kept and what has stopped, in two lines, with the way to the whole. */
export function CallbackLines({ kept, all, stopped }: { kept: number; all: number; stopped: number }) {
	const { lines, title, noShare } = useMessages(lifeMessages).board
	const lang = useLang()
	return (
		<section aria-labelledby="rappels">
			<h2 id="rappels" className="text-h3">
				{title}
			</h2>
			<dl className="mt-3 border-t-[1.5px] border-stroke">
				<Line name={lines.kept} value={all === 0 ? noShare : `${formatNumber(lang, (kept / all) * 100)}\u00a0%`} />
				<Line name={lines.stopped} value={String(stopped)} />
			</dl>
			<p className="mt-2">
				<a href="/frictions/callbacks">{lines.see}</a>
			</p>
		</section>
	)
}

function Line({ name, value }: { name: string; value: string }) {
	return (
		<div className="flex items-baseline justify-between gap-4 border-b border-line py-2.5">
			<dt>{name}</dt>
			<dd className="num font-heading text-h2 font-bold">{value}</dd>
		</div>
	)
}
