import type { ReactNode } from 'react'
import { flowMessages } from '~/i18n/flow'
import { formatInstant } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'

export interface ShownProposal {
	id: string
	kind: 'flag' | 'fix' | 'draft'
	lang: 'fr' | 'en'
	title: string
	href: string | null
	quote: string | null
	proposed: string | null
	words: string | null
	question: string | null
	authorName: string
	state: 'waiting' | 'taken' | 'accepted' | 'declined'
	answer: string | null
	answeredByName: string | null
	answeredAt: Date | null
	at: Date
}

const TONES = { waiting: undefined, taken: 'action', accepted: 'ok', declined: 'warn' } as const

/** What an advisor told the editors, with the answer when there is one. */
export function ProposalCard({
	proposal,
	heading: Heading = 'h3',
	children,
}: {
	proposal: ShownProposal
	/** Below the page's own headings. */
	heading?: 'h2' | 'h3'
	children?: ReactNode
}) {
	const t = useMessages(flowMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const { kind, title, href, quote, proposed, words, question, state, answer, answeredByName, answeredAt } = proposal
	const foreign = proposal.lang === lang ? undefined : proposal.lang
	return (
		<article className="card p-4">
			<div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
				<Heading className="text-h3" lang={foreign}>
					{href ? <a href={href}>{title}</a> : title}
				</Heading>
				<Tag tone={TONES[state]}>{t.states[state]}</Tag>
			</div>
			<p className="text-mini text-ink-2">
				{t.kinds[kind]} · {t.by(proposal.authorName, formatInstant(lang, new Date(proposal.at), timeZone))}
			</p>
			{words && <p className="mt-3 whitespace-pre-wrap">{words}</p>}
			<dl className="mt-3 grid gap-3">
				{quote && <Part name={t.quote} text={quote} lang={foreign} className="border-line-strong" />}
				{proposed && <Part name={t.proposed} text={proposed} lang={foreign} className="border-action" />}
				{question && kind !== 'draft' && (
					<Part name={t.question} text={question} lang={foreign} className="border-line" />
				)}
			</dl>
			{answer && (
				<div className="mt-4 border-t border-line pt-3">
					<p className="text-mini text-ink-2">
						{answeredByName &&
							answeredAt &&
							t.queue.answeredBy(answeredByName, formatInstant(lang, new Date(answeredAt), timeZone))}
					</p>
					<p className="mt-1 whitespace-pre-wrap">{answer}</p>
				</div>
			)}
			{children}
		</article>
	)
}

function Part({ name, text, lang, className }: { name: string; text: string; lang?: string; className: string }) {
	return (
		<div>
			<dt className="text-mini font-semibold text-ink-2">{name}</dt>
			<dd lang={lang} className={`mt-0.5 whitespace-pre-wrap border-l-4 pl-3 ${className}`}>
				{text}
			</dd>
		</div>
	)
}
