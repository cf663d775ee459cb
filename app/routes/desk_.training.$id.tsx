import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { Phone } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { Composer } from '~/desk/composer'
import { ContactFrame } from '~/desk/contact-frame'
import { ContextPanel } from '~/desk/context-panel'
import { DeskColumns } from '~/desk/desk-columns'
import { findTraining, takeInTraining } from '~/desk/training.server'
import { trainingMessages as messagesOf, trainingContext } from '~/desk/training-context.server'
import { TrainingHopes } from '~/desk/training-hopes'
import { hopesMet } from '~/desk/training-play'
import { TrainingQueue } from '~/desk/training-queue'
import { ChatLog } from '~/handoff/chat-log'
import { useConversation } from '~/handoff/use-conversation'
import { deskMessages } from '~/i18n/desk'
import { trainingMessages } from '~/i18n/training'
import { useBrand, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id, params.id ?? '')
	if (!training) throw notFound()
	const { id, lang, scenario, script, state } = training
	const advisor = person.name.split(' ')[0] ?? person.name
	return {
		...{ id, lang, step: state.step, channel: scenario.channel, advisor },
		...{ scenario: scenario.id, firstName: script.firstName, subject: script.subject },
		password: script.password ?? null,
		context: trainingContext(training, person.lang),
		messages: messagesOf(training, advisor),
		hopes: state.step === 'concluded' ? hopesMet(state, script) : null,
		formKey: randomUUID(),
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const taken = await takeInTraining(person.id, params.id ?? '')
	if (!taken) throw notFound()
	return redirect(`/desk/training/${taken.id}`, 303)
}

/** The screen of a contact, with a customer who does not exist. */
export default function PracticeDesk() {
	const page = useLoaderData<typeof loader>()
	const desk = useMessages(deskMessages)
	const t = useMessages(trainingMessages)
	const { id, step, channel, firstName, subject } = page
	return (
		<div className="desk">
			<DeskColumns
				label={desk.queue}
				opened
				queue={<TrainingQueue id={id} step={step} firstName={firstName} subject={subject} />}
			>
				<ContactFrame
					key={id}
					anchor="conv"
					name={firstName}
					title={firstName}
					subject={subject}
					fills={step !== 'concluded'}
					state={
						<>
							<Tag>{t.mark}</Tag>
							{channel === 'call' && <Tag icon={Phone}>{t.onPhone}</Tag>}
						</>
					}
					actions={
						step === 'waiting' ? (
							<Form method="post">
								<button type="submit" className="btn btn-action">
									{channel === 'call' ? t.call : t.take}
								</button>
							</Form>
						) : (
							step === 'active' && (
								<Link to={`/desk/training/${id}/conclude`} className="btn btn-action">
									{t.conclude}
								</Link>
							)
						)
					}
					aside={<ContextPanel context={page.context} taken={step !== 'waiting'} />}
				>
					{page.hopes ? (
						<TrainingHopes firstName={firstName} scenario={page.scenario} hopes={page.hopes} />
					) : (
						<Practice key={step} />
					)}
				</ContactFrame>
			</DeskColumns>
		</div>
	)
}

function Practice() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(trainingMessages)
	const desk = useMessages(deskMessages)
	const { timeZone } = useBrand()
	const url = `/desk/training/${page.id}`
	const chat = useConversation({
		id: page.id,
		initialMessages: page.messages,
		sinceUrl: `${url}/since`,
		postUrl: `${url}/messages`,
		side: 'advisor',
		authorName: page.advisor,
	})
	const lastWords = chat.messages.findLast(({ author }) => author === 'customer')?.body ?? page.subject
	return (
		<>
			{page.channel === 'call' && (
				<div className="border-b border-line px-4 py-3 md:px-6">
					{page.password && (
						<p>
							{t.password} <b>« {page.password} »</b>
						</p>
					)}
					<p className="text-mini text-ink-2">{t.callHow}</p>
				</div>
			)}
			<div className="flex min-h-0 flex-1 flex-col px-4 md:px-0">
				{page.step === 'waiting' ? (
					<p className="py-5 text-ink-2 md:px-6">{t.waiting(page.firstName)}</p>
				) : (
					<ChatLog
						messages={chat.messages}
						viewer="advisor"
						timeZone={timeZone}
						names={{ customer: page.firstName, advisor: page.advisor }}
						otherTyping={chat.otherTyping}
						onRetry={chat.retry}
					/>
				)}
			</div>
			{page.step === 'active' && (
				<Composer
					contactId={null}
					name={page.firstName}
					lang={page.lang}
					lastWords={lastWords.slice(0, 120)}
					postUrl={`${url}/messages`}
					proposalsUrl={`${url}/proposals`}
					formKey={page.formKey}
					onSend={chat.send}
					onType={() => undefined}
				/>
			)}
			{chat.ended && <p className="milestone px-6 py-4">{desk.ended}</p>}
		</>
	)
}
