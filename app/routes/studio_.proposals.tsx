import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { flowMessages } from '~/i18n/flow'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { ProposalCard } from '~/knowledge/proposal-card'
import { answerProposal, type KnownProposal, listProposals, takeProposal } from '~/knowledge/proposals.server'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { TextArea } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'articles' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const ANSWERED_SHOWN = 20

export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'knowledge.edit')
	const [open, answered] = await Promise.all([listProposals('open'), listProposals('answered')])
	return {
		title: `${messagesIn(flowMessages, visitor.lang).queue.title} · Relais`,
		open: open.map(shown),
		answered: answered.slice(0, ANSWERED_SHOWN).map(shown),
	}
}

/** Who proposed it is named: they get the answer. The customer it came from is not. */
const shown = ({ authorId, answeredBy, requestKey, caseId, articleId, answerSeenAt, ...rest }: KnownProposal) => rest

export async function action({ request }: ActionFunctionArgs) {
	const { person, visitor } = await requireStaff(request, 'knowledge.edit')
	const t = messagesIn(flowMessages, visitor.lang).queue
	const form = await request.formData()
	const id = String(form.get('id') ?? '')
	const intent = form.get('intent')
	if (intent === 'take') {
		await takeProposal(id, person)
		return redirect(`/studio/proposals#p-${id}`, 303)
	}
	if (intent !== 'accept' && intent !== 'decline') throw notFound()
	const answer = String(form.get('answer') ?? '').trim()
	if (!answer) return data({ id, error: t.missing }, { status: 400 })
	const outcome = await answerProposal({ id, editor: person, accepted: intent === 'accept', answer })
	if (outcome === 'missing') throw notFound()
	return outcome === 'ok' ? redirect('/studio/proposals', 303) : data({ id, error: t.already }, { status: 409 })
}

/** What came from the desk, to be answered; the oldest first. */
export default function StudioProposals() {
	const { open, answered } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const { queue: t } = useMessages(flowMessages)
	return (
		<div className="wrap py-6">
			<p className="text-small">
				<a href="/studio">{t.back}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-1 max-w-[46rem] text-small text-ink-2">{t.lead}</p>
			{open.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<section aria-labelledby="a-repondre">
					<h2 id="a-repondre" className="mt-6 text-h3">
						{t.open(open.length)}
					</h2>
					<ul className="mt-3 grid max-w-[46rem] gap-4">
						{open.map((proposal) => (
							<li key={proposal.id} id={`p-${proposal.id}`}>
								<ProposalCard proposal={proposal}>
									<form method="post" className="mt-4 grid gap-3 border-t border-line pt-4" noValidate>
										<input type="hidden" name="id" value={proposal.id} />
										{proposal.state === 'taken' && proposal.answeredByName && (
											<p className="text-mini text-ink-2">{t.taken(proposal.answeredByName)}</p>
										)}
										{proposal.kind === 'draft' && (
											<p>
												<a href={`/studio/nouveau?proposition=${proposal.id}`}>{t.write}</a>
											</p>
										)}
										<TextArea
											id={`answer-${proposal.id}`}
											name="answer"
											rows={2}
											label={t.answer(proposal.authorName)}
											error={refused?.id === proposal.id ? refused.error : null}
										/>
										<div className="flex flex-wrap gap-2">
											<Button small name="intent" value="accept">
												{t.accept}
											</Button>
											<Button small variant="outline" name="intent" value="decline">
												{t.decline}
											</Button>
											{proposal.state === 'waiting' && (
												<Button small variant="quiet" name="intent" value="take">
													{t.take}
												</Button>
											)}
										</div>
									</form>
								</ProposalCard>
							</li>
						))}
					</ul>
				</section>
			)}
			{answered.length > 0 && (
				<section aria-labelledby="repondu">
					<h2 id="repondu" className="mt-8 text-h3">
						{t.answered}
					</h2>
					<ul className="mt-3 grid max-w-[46rem] gap-4">
						{answered.map((proposal) => (
							<li key={proposal.id}>
								<ProposalCard proposal={proposal} />
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	)
}
