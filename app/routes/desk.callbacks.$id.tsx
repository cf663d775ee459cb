import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { Phone } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { may } from '~/auth/roles'
import { requireReadable } from '~/desk/access.server'
import { readAmongUs } from '~/desk/among-us.server'
import { AmongUsNotices } from '~/desk/among-us-notices'
import { AskSupport } from '~/desk/ask-support'
import { ContactFrame } from '~/desk/contact-frame'
import { readContext } from '~/desk/context.server'
import { ContextPanel } from '~/desk/context-panel'
import { GuidePanel } from '~/desk/guide-panel'
import { readGuidePanel } from '~/desk/guide-panel.server'
import { Notes } from '~/desk/notes'
import { type ManualOutcome, recordManualOutcome } from '~/handoff/callback-by-hand.server'
import { claimCallback } from '~/handoff/callback-claims.server'
import { callbackTimeline } from '~/handoff/callback-events.server'
import { findCallbackForAdvisor } from '~/handoff/callbacks.server'
import { findCase } from '~/handoff/cases.server'
import { deskMessages } from '~/i18n/desk'
import { formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import { lifeMessages } from '~/i18n/life'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { useStream } from '~/realtime/use-stream'
import { settings } from '~/settings/settings.server'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

const OUTCOMES = ['talked', 'busy', 'no-answer', 'voicemail', 'failed', 'not-me'] as const satisfies ManualOutcome[]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { contact, access } = await requireReadable({ kind: 'callbacks', id: params.id }, person, 'page')
	const callback = await findCallbackForAdvisor(contact.id)
	if (!callback) throw notFound()
	const found = await findCase(callback.caseId)
	const [context, timeline, amongUs, guide] = await Promise.all([
		readContext({
			...callback,
			kind: 'callbacks',
			caseReference: found?.reference ?? callback.reference,
			person,
		}),
		callbackTimeline(callback.id),
		readAmongUs(contact, access, person),
		readGuidePanel(contact, person),
	])
	const mine = callback.advisorId === person.id
	const { id, firstName, subject, state, slotStart, password, dialsByHand, phone } = callback
	return {
		id,
		firstName,
		subject,
		state,
		slotStart,
		mine,
		dialsByHand,
		relayUrl: callback.channel === 'relay' ? settings().callback.relayUrl : null,
		inWriting: callback.channel === 'text',
		// Until it is theirs to call, the number is nobody's business.
		phone: mine && phone ? { e164: phone, text: formatPhone(phone, settings().country) } : null,
		password: callback.channel !== 'text' && (mine || !callback.advisorId) ? password : null,
		mayReadLife: may(person.role, 'insights.read'),
		context,
		amongUs,
		guide,
		timeline: timeline.map(({ id: eventId, kind, at }) => ({ id: eventId, kind, at })),
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	const callbackId = params.id ?? ''
	if (form.get('intent') === 'call') {
		const claimed = await claimCallback({ callbackId, advisorId: person.id })
		return claimed.ok
			? redirect(`/desk/callbacks/${callbackId}`, 303)
			: data({ reason: claimed.reason }, { status: 409 })
	}
	const outcome = OUTCOMES.find((one) => one === form.get('outcome'))
	if (!outcome || !(await recordManualOutcome({ callbackId, advisorId: person.id, outcome }))) throw notFound()
	return redirect(`/desk/callbacks/${callbackId}${outcome === 'talked' ? '/conclude' : ''}`, 303)
}

export { ContactGone as ErrorBoundary } from '~/desk/contact-gone'

export default function DeskCallback() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(deskMessages)
	const words = t.callback
	const life = useMessages(lifeMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	const revalidator = useRevalidator()
	useStream([`callback:${page.id}`], () => revalidator.revalidate())
	const waits = page.state === 'scheduled' || page.state === 'queued' || page.state === 'retry-wait'
	const concludes = page.mine && (page.state === 'connected' || page.state === 'done')
	return (
		<ContactFrame
			key={page.id}
			anchor="rappel"
			name={page.firstName}
			title={words.title(page.firstName)}
			subject={page.subject}
			state={
				<span role="status">
					<Tag tone={page.state === 'connected' ? 'human' : undefined}>{words.states[page.state]}</Tag>
				</span>
			}
			notices={
				<>
					{refused && 'reason' in refused && (
						<Notice tone="warn" live>
							{
								{
									taken: words.taken,
									'too-early': words.tooEarly,
									'no-phone': words.noPhone,
									busy: words.busy,
									closed: words.closed,
									capped: words.capped,
								}[refused.reason]
							}
						</Notice>
					)}
					<AmongUsNotices amongUs={page.amongUs} />
				</>
			}
			actions={page.mine && page.amongUs.live && !page.amongUs.support && <AskSupport kind="callbacks" id={page.id} />}
			aside={<ContextPanel context={page.context} taken={page.mine} guide={<GuidePanel guide={page.guide} />} />}
		>
			<dl className="grid gap-4 sm:grid-cols-2">
				<div>
					<dt className="text-mini text-ink-2">{words.when}</dt>
					<dd className="num font-semibold">
						{page.slotStart
							? `${formatRelativeDay(lang, new Date(page.slotStart), new Date(), timeZone)}, ${formatTime(lang, new Date(page.slotStart), timeZone)}`
							: words.asap}
					</dd>
				</div>
				{page.relayUrl && (
					<div>
						<dt className="text-mini text-ink-2">{words.relay}</dt>
						<dd className="font-semibold">
							<a href={page.relayUrl}>{words.relayLink}</a>
						</dd>
					</div>
				)}
				{page.phone && (
					<div>
						<dt className="text-mini text-ink-2">{words.number}</dt>
						<dd className="num font-semibold">
							<a href={`tel:${page.phone.e164}`}>{page.phone.text}</a>
						</dd>
					</div>
				)}
				{page.password && (
					<div className="sm:col-span-2">
						<dt className="text-mini text-ink-2">{words.password}</dt>
						<dd>
							<b className="text-h3">« {page.password} »</b>
							<span className="block text-mini text-ink-2">{words.passwordWhy}</span>
						</dd>
					</div>
				)}
			</dl>
			<div className="mt-6 flex flex-wrap items-center gap-3">
				{page.inWriting && waits && <p>{words.inWriting}</p>}
				{waits && !page.inWriting && (
					<Form method="post">
						<button type="submit" name="intent" value="call" className="btn btn-action" data-desk="take">
							<Phone className="icon" aria-hidden="true" /> {words.call}
						</button>
					</Form>
				)}
				{concludes && (
					<Link to={`/desk/callbacks/${page.id}/conclude`} className="btn btn-action" data-desk="conclude">
						{t.conclude}
					</Link>
				)}
			</div>
			{waits && !page.inWriting && !page.dialsByHand && <p className="mt-2 text-mini text-ink-2">{words.callWhy}</p>}
			{page.mine && page.dialsByHand && page.state === 'dialing' && (
				<Form method="post" className="mt-6">
					<fieldset>
						<legend className="font-semibold">{words.outcome}</legend>
						<div className="mt-2 grid gap-2 sm:grid-cols-3">
							{OUTCOMES.map((outcome) => (
								<label key={outcome} className="choice">
									<input type="radio" name="outcome" value={outcome} required />
									<span>{words.outcomes[outcome]}</span>
								</label>
							))}
						</div>
					</fieldset>
					<button type="submit" className="btn btn-action mt-3">
						{words.record}
					</button>
				</Form>
			)}
			{page.mine && !page.dialsByHand && page.state === 'done' && (
				<details className="mt-6">
					<summary>{words.wasNot}</summary>
					<Form method="post" className="mt-3 flex flex-wrap items-center gap-3">
						<button type="submit" name="outcome" value="voicemail" className="btn btn-outline">
							{words.wasVoicemail}
						</button>
						<button type="submit" name="outcome" value="not-me" className="btn btn-outline">
							{words.wasNotMe}
						</button>
						<span className="text-mini text-ink-2">{words.notMeWhy}</span>
					</Form>
				</details>
			)}
			<Notes kind="callbacks" amongUs={page.amongUs} />
			{page.mayReadLife && (
				<p className="mt-8">
					<a href={`/frictions/callbacks/${page.id}`}>{life.seeLife}</a>
				</p>
			)}
			{page.timeline.length > 0 && (
				<details className="mt-8">
					<summary className="font-semibold">{words.history}</summary>
					<ol className="mt-2 grid gap-1 text-mini">
						{page.timeline.map(({ id, kind, at }) => (
							<li key={id}>
								<span className="num text-ink-2">{formatTime(lang, new Date(at), timeZone)}</span>{' '}
								{life.events[kind as keyof typeof life.events] ?? kind}
							</li>
						))}
					</ol>
				</details>
			)}
		</ContactFrame>
	)
}
