import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { requireStaff } from '~/auth/guards.server'
import { flowMessages } from '~/i18n/flow'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { ProposalCard } from '~/knowledge/proposal-card'
import { listOwnProposals, markAnswersRead } from '~/knowledge/proposals.server'
import { Empty } from '~/ui/empty'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

/** What this advisor proposed to the editors, and what was answered. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const proposals = await listOwnProposals(person.id)
	return {
		title: `${messagesIn(flowMessages, person.lang).own.title} · Relais`,
		unread: proposals.some(({ answer, answerSeenAt }) => answer !== null && answerSeenAt === null),
		proposals: proposals.map(({ authorId, answeredBy, requestKey, caseId, articleId, ...shown }) => shown),
	}
}

/** The page was on screen: its answers are read. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	await markAnswersRead(person.id)
	return null
}

export default function OwnProposals() {
	const { proposals, unread } = useLoaderData<typeof loader>()
	const { submit } = useFetcher()
	useEffect(() => {
		if (unread) submit(null, { method: 'post' })
	}, [unread, submit])
	const { own: t } = useMessages(flowMessages)
	return (
		<div className="wrap py-6">
			<p className="text-small">
				<a href="/desk">{t.back}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-1 max-w-[46rem] text-small text-ink-2">{t.lead}</p>
			{proposals.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<ul className="mt-5 grid max-w-[46rem] gap-4">
					{proposals.map((proposal) => (
						<li key={proposal.id}>
							<ProposalCard proposal={proposal} heading="h2">
								{!proposal.answer && <p className="mt-3 text-mini text-ink-2">{t.waiting}</p>}
							</ProposalCard>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}
