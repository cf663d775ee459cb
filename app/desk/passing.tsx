import { Form } from '@remix-run/react'
import { useId, useState } from 'react'
import { chatStateMessages } from '~/i18n/chat-states'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import { Sheet } from '~/ui/sheet'
import type { PassingView } from './passing.server'

interface Props {
	id: string
	name: string
	passing: PassingView
}

const HOWS = ['warm', 'cold', 'invite'] as const
const actionOf = (id: string) => `/desk/conversations/${id}/passing`

/** To a colleague: who is there, how, and a word for them. */
export function PassButton({ id, name, passing }: Props) {
	const { desk: t } = useMessages(chatStateMessages)
	const desk = useMessages(deskMessages)
	const [open, setOpen] = useState(false)
	const noteId = useId()
	if (!passing.isMine || passing.to) return null
	return (
		<>
			<button type="button" className="btn btn-outline" data-desk="pass" onClick={() => setOpen(true)}>
				{t.pass}
			</button>
			<Sheet open={open} onClose={() => setOpen(false)} title={t.passTitle(name)} closeLabel={t.cancel}>
				{passing.colleagues.length === 0 ? (
					<p>{t.noColleague}</p>
				) : (
					<Form method="post" action={actionOf(id)} onSubmit={() => setOpen(false)} className="grid gap-6">
						<fieldset>
							<legend className="font-semibold">{t.to}</legend>
							<div className="mt-2 grid gap-2">
								{passing.colleagues.map((colleague, index) => (
									<label key={colleague.id} className="flex min-h-11 items-center gap-3">
										<input type="radio" name="to" value={colleague.id} defaultChecked={index === 0} />
										<span className="flex-1">{colleague.name}</span>
										<span className="text-mini text-ink-2">{t.colleagueChats(colleague.chats)}</span>
									</label>
								))}
							</div>
						</fieldset>
						<fieldset>
							<legend className="font-semibold">{t.how}</legend>
							<div className="mt-2 grid gap-2">
								{HOWS.map((how) => (
									<label key={how} className="flex min-h-11 items-start gap-3">
										<input type="radio" name="how" value={how} defaultChecked={how === 'warm'} className="mt-1" />
										<span>
											{t.hows[how]}
											<span className="block text-mini text-ink-2">{t.howHints[how]}</span>
										</span>
									</label>
								))}
							</div>
						</fieldset>
						<div>
							<label htmlFor={noteId} className="font-semibold">
								{t.note}
							</label>
							<p className="text-mini text-ink-2">{t.noteHint}</p>
							<textarea id={noteId} name="note" rows={3} maxLength={1_000} className="control mt-2 w-full" />
						</div>
						<button type="submit" name="intent" value="pass" className="btn btn-action justify-self-start">
							{t.send}
						</button>
					</Form>
				)}
				<Form method="post" className="mt-8 border-line border-t pt-5" onSubmit={() => setOpen(false)}>
					<p className="text-mini text-ink-2">{t.requeueHint(name)}</p>
					<button type="submit" name="intent" value="requeue" className="btn btn-outline mt-2">
						{desk.requeue}
					</button>
				</Form>
			</Sheet>
		</>
	)
}

/** What goes on with colleagues, and the reminder that a customer waits: each with what can be done. */
export function PassingNotices({ id, name, passing }: Props) {
	const { desk: t } = useMessages(chatStateMessages)
	return (
		<>
			{passing.isLate && (
				<Notice tone="warn" live>
					<b className="font-semibold">{t.idle}</b> {t.idleText}{' '}
					<Act id={id} intent="still-here">
						{t.stillHere}
					</Act>
				</Notice>
			)}
			{passing.to && (
				<Notice live>
					{t.passing(passing.to)}{' '}
					<Act id={id} intent="recall">
						{t.recall}
					</Act>
				</Notice>
			)}
			{passing.guests.length > 0 && passing.isMine && (
				<Notice live>
					{t.guests(passing.guests.map((guest) => guest.name).join(', '))}{' '}
					{passing.guests.map((guest) => (
						<Act key={guest.id} id={id} intent="hand-over" to={guest.id}>
							{t.handOver(guest.name.split(' ')[0] ?? guest.name)}
						</Act>
					))}
				</Notice>
			)}
			{passing.helps && (
				<Notice live>
					{t.guestOf(passing.helps)} · {name}{' '}
					<Act id={id} intent="leave">
						{t.leaveGuest}
					</Act>
				</Notice>
			)}
			{passing.note && !passing.to && <Notice>{passing.note}</Notice>}
		</>
	)
}

function Act({ id, intent, to, children }: { id: string; intent: string; to?: string; children: string }) {
	return (
		<Form method="post" action={actionOf(id)} className="mt-2 inline-block">
			{to && <input type="hidden" name="to" value={to} />}
			<button type="submit" name="intent" value={intent} className="btn btn-s btn-outline">
				{children}
			</button>
		</Form>
	)
}
