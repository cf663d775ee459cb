import { conclusionMessages } from '~/i18n/conclusion'
import { formatRelativeDay } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'
import type { Conclusion } from './conclusions.server'

type Dated<T> = Omit<T, 'at'> & { at: Date | string }
export type ShownConclusion = Dated<Omit<Conclusion, 'corrections'>> & {
	corrections: Dated<Conclusion['corrections'][number]>[]
}

/** What was concluded, for its customer, who may put it right: both versions stay. Works without JavaScript. */
export function ConclusionCard({ conclusion, requestKey }: { conclusion: ShownConclusion | null; requestKey: string }) {
	const t = useMessages(conclusionMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (!conclusion) return null
	const day = (at: Date | string) => formatRelativeDay(lang, new Date(at), new Date(), timeZone)
	const { summary, advisor, at, corrections } = conclusion
	return (
		<section aria-labelledby="bilan" className="mx-auto max-w-[46rem] px-4 pb-10 md:px-10">
			<div className="card p-5 md:p-6">
				<h2 id="bilan" className="text-h3">
					{t.title}
				</h2>
				<p className="mt-3 whitespace-pre-wrap">{summary}</p>
				<p className="mt-2 text-ink-2 text-meta">{t.signed(advisor, day(at))}</p>
				{corrections.map((one) => (
					<div key={one.id} className="mt-4 border-line border-t pt-4">
						<p className="whitespace-pre-wrap">{one.body}</p>
						<p className="mt-2 text-ink-2 text-meta">{t.yours(day(one.at))}</p>
					</div>
				))}
				<details className="mt-4">
					<summary className="font-semibold">{t.correct}</summary>
					<form method="post" className="mt-3 grid gap-3">
						<input type="hidden" name="requestKey" value={requestKey} />
						<TextArea
							name="correction"
							rows={6}
							maxLength={4_000}
							label={t.label}
							hint={t.hint(advisor)}
							defaultValue={corrections.at(-1)?.body ?? summary}
						/>
						<div>
							<Button name="intent" value="correct-conclusion" variant="outline">
								{t.send}
							</Button>
						</div>
					</form>
				</details>
			</div>
		</section>
	)
}
