import type { ReactNode } from 'react'
import { accountMessages } from '~/i18n/account'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import type { ChangePage } from './change-page.server'
import { titleWords } from './change-words'
import { PlannedChange } from './planned-change'
import { ReviewPanel } from './review-panel'

/** The frame of the pages on one contract: the way back, the title, then the review or the list. */
export function ChangePageFrame({
	page,
	path,
	stale,
	title,
	children,
}: {
	page: ChangePage | null
	/** This page without a search: `/compte/contrats/CT-1A2B3C4D/options`. */
	path: string
	/** Something changed between the review and its confirmation. */
	stale: boolean
	title: string
	children: ReactNode
}) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const here = localPath(lang, path)
	if (!page)
		return (
			<div className="wrap grid max-w-[46rem] justify-items-start gap-5 pt-8 pb-14 md:pt-12">
				<h1 className="text-h1">{title}</h1>
				<Notice tone="warn">{t.unavailable}</Notice>
				<a href={here}>{t.retry}</a>
			</div>
		)
	const { holding, review, problem } = page
	const said =
		problem === 'ending' && holding.endsAt ? t.plan.problems.ending(formatDate(lang, holding.endsAt, timeZone)) : null
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="flex flex-wrap gap-x-6 gap-y-1 text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
				{review && <a href={here}>{title}</a>}
			</p>
			<h1 className="mt-3 text-h1">{review ? titleWords(review.shown.title, t.plan, lang) : title}</h1>
			<p className="num mt-2 text-ink-2">
				{holding.label} · {t.reference(holding.reference)}
			</p>
			<div className="mt-6 grid gap-4 empty:hidden">
				{problem && (
					<Notice tone="warn" live>
						{problem === 'ending' ? said : t.plan.problems[problem]}
					</Notice>
				)}
				{page.planned && <PlannedChange planned={page.planned} />}
				{stale && review && (
					<Notice tone="warn" live>
						{t.plan.stale}
					</Notice>
				)}
				{review?.beginProblem && (
					<Notice tone="warn" live>
						{t.plan.beginProblems[review.beginProblem]}
					</Notice>
				)}
			</div>
			{review ? (
				<>
					{!stale && <p className="mt-6 text-lead">{t.plan.reviewLead}</p>}
					<div className="mt-6">
						<ReviewPanel
							review={review.shown}
							hidden={review.hidden}
							here={`${here}?${review.address}`}
							backTo={here}
							undoMinutes={page.undoMinutes}
						/>
					</div>
				</>
			) : (
				children
			)}
		</div>
	)
}
