import { Form } from '@remix-run/react'
import { CalendarClock, Check } from 'lucide-react'
import { workMessages } from '~/i18n/desk-work'
import { formatRelativeDay } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Tag } from '~/ui/tag'

interface Props {
	promises: { id: string; text: string; dueAt: Date | string; reference: string; subject: string }[]
	corrections: { id: string; body: string; summary: string; reference: string; subject: string }[]
	answers: { id: string; body: string; step: string | null; answer: string | null; answeredByName: string | null }[]
}

/** What is left of contacts that are over: what was promised, and what their customers put right. */
export function Aftermath({ promises, corrections, answers }: Props) {
	const t = useMessages(workMessages).aftermath
	const guide = useMessages(workMessages).guide
	const lang = useLang()
	const { timeZone } = useBrand()
	const now = new Date()
	return (
		<>
			<section aria-labelledby="promis" className="mt-8 max-w-[48rem]">
				<h2 id="promis" className="text-h3">
					{t.promises}
				</h2>
				{promises.length === 0 && <p className="mt-1 text-ink-2">{t.noPromise}</p>}
				<ul className="mt-3 grid gap-3">
					{promises.map(({ id, text, dueAt, reference, subject }) => (
						<li key={id} className="card flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
							<div className="min-w-0 flex-1 basis-64">
								<p className="font-semibold">{text}</p>
								<p className="text-mini text-ink-2">
									{subject} · <span className="num">{reference}</span>
								</p>
							</div>
							<Tag tone={new Date(dueAt) < now ? 'danger' : 'human'} icon={CalendarClock}>
								{t.due(formatRelativeDay(lang, new Date(dueAt), now, timeZone))}
							</Tag>
							<Form method="post" action="/desk?index">
								<input type="hidden" name="id" value={id} />
								<Button variant="outline" small name="intent" value="kept">
									<Check className="icon" aria-hidden="true" /> {t.kept}
								</Button>
							</Form>
						</li>
					))}
				</ul>
			</section>
			{answers.length > 0 && (
				<section aria-labelledby="reponses" className="mt-8 max-w-[48rem]">
					<h2 id="reponses" className="text-h3">
						{guide.answers}
					</h2>
					<ul className="mt-3 grid gap-4">
						{answers.map(({ id, body, step, answer, answeredByName }) => (
							<li key={id} className="card p-4">
								{step && <p className="text-mini text-ink-2">{step}</p>}
								<p>« {body} »</p>
								<p className="mt-1">
									<b>{answeredByName}</b> : {answer}
								</p>
								<Form method="post" action="/desk?index" className="mt-3">
									<input type="hidden" name="id" value={id} />
									<Button variant="outline" small name="intent" value="answer-read">
										{guide.read}
									</Button>
								</Form>
							</li>
						))}
					</ul>
				</section>
			)}
			{corrections.length > 0 && (
				<section aria-labelledby="corrections" className="mt-8 max-w-[48rem]">
					<h2 id="corrections" className="text-h3">
						{t.corrections}
					</h2>
					<ul className="mt-3 grid gap-4">
						{corrections.map(({ id, body, summary, reference, subject }) => (
							<li key={id} className="card p-4">
								<p className="text-mini text-ink-2">
									{subject} · <span className="num">{reference}</span>
								</p>
								<dl className="mt-2 grid gap-4 sm:grid-cols-2">
									<div>
										<dt className="text-mini text-ink-2">{t.ours}</dt>
										<dd className="whitespace-pre-wrap">{summary}</dd>
									</div>
									<div>
										<dt className="text-mini text-ink-2">{t.theirs}</dt>
										<dd className="whitespace-pre-wrap">{body}</dd>
									</div>
								</dl>
								<Form method="post" action="/desk?index" className="mt-3">
									<input type="hidden" name="id" value={id} />
									<Button variant="outline" small name="intent" value="read">
										{t.read}
									</Button>
								</Form>
							</li>
						))}
					</ul>
				</section>
			)}
		</>
	)
}
