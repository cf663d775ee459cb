import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { BreatheAside } from '~/desk/breathe-aside'
import { dueOn } from '~/desk/due-day'
import { Softphone } from '~/desk/softphone'
import { conclude, draftSummary, findContact } from '~/desk/wrap-up.server'
import { WroteMeanwhile } from '~/desk/wrote-meanwhile'
import { presentAdvisors } from '~/handoff/presence.server'
import { deskMessages } from '~/i18n/desk'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { browsersTakeCalls } from '~/telephony/access-token.server'
import { Button } from '~/ui/button'
import { ErrorSummary, TextArea, TextField } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const LONGEST_SUMMARY = 4_000

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person, contact } = await requireContact(request, params)
	const { reasons, outcomes } = settings()
	const [draft, present] = await Promise.all([draftSummary(contact), presentAdvisors()])
	return {
		title: `${messagesIn(deskMessages, person.lang).conclude} · Relais`,
		advisorId: person.id,
		id: contact.id,
		firstName: contact.firstName,
		reason: contact.reason,
		hasAccount: contact.customerId !== null,
		draft: draft.summary,
		outcome: draft.outcome,
		reasons: reasons.map((reason) => ({ id: reason.id, label: reason[person.lang] })),
		outcomes: outcomes.map((outcome) => ({ id: outcome.id, label: outcome[person.lang] })),
		takesCalls: browsersTakeCalls(),
		colleagues: present.filter(({ id }) => id !== person.id).length,
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person, contact } = await requireContact(request, params)
	const { reasons, outcomes, timeZone } = settings()
	const t = messagesIn(deskMessages, person.lang).wrapUp
	const form = await request.formData()
	const reason = reasons.find(({ id }) => id === form.get('reason'))
	const outcome = outcomes.find(({ id }) => id === form.get('outcome'))
	const promised = String(form.get('promise') ?? '').trim()
	const due = String(form.get('due') ?? '')
	const dueAt = dueOn(due, timeZone)
	const errors = {
		reason: reason ? null : t.missingReason,
		outcome: outcome ? null : t.missingOutcome,
		due: promised && !dueAt ? t.missingDate : null,
	}
	const summary = String(form.get('summary') ?? '')
		.trim()
		.slice(0, LONGEST_SUMMARY)
	if (!reason || !outcome || errors.due)
		return data(
			{ errors, typed: { summary, promised, due, reason: reason?.id ?? null, outcome: outcome?.id ?? null } },
			{ status: 400 },
		)
	await conclude({
		contact,
		advisor: person,
		reason: reason.id,
		outcome: outcome.id,
		summary,
		draft: String(form.get('draft') ?? '').slice(0, LONGEST_SUMMARY),
		promise: promised && dueAt ? { text: promised, dueAt } : null,
		mailSummary: form.get('mail') === 'on',
		breathe: form.get('then') !== 'stay',
	})
	return redirect('/desk', 303)
}

async function requireContact(request: Request, params: LoaderFunctionArgs['params']) {
	const { person } = await requireStaff(request, 'desk.use')
	const { kind, id } = params
	if (!id || (kind !== 'conversations' && kind !== 'callbacks')) throw notFound()
	const contact = await findContact({ kind, id, advisorId: person.id })
	if (!contact) throw notFound()
	return { person, contact }
}

export default function Conclude() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(deskMessages).wrapUp
	const errors = Object.entries(refused?.errors ?? {}).flatMap(([fieldId, message]) =>
		message ? [{ fieldId, message }] : [],
	)
	const typed = refused?.typed
	return (
		<div className="mx-auto grid max-w-[72rem] gap-10 px-4 py-8 md:px-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-14">
			<Form method="post" className="grid gap-8">
				<div>
					<WroteMeanwhile advisorId={page.advisorId} except={page.id} />
					<h1 className="text-h1">{t.title(page.firstName)}</h1>
					<p className="mt-1 text-ink-2">{t.lead}</p>
				</div>
				<Softphone takesCalls={page.takesCalls} onlyCalls />
				<ErrorSummary title={t.summaryTitle} errors={errors} />
				<input type="hidden" name="draft" value={page.draft} />
				<div>
					<TextArea
						id="summary"
						name="summary"
						rows={6}
						label={t.summary}
						hint={t.summaryHint}
						defaultValue={typed?.summary ?? page.draft}
					/>
					{page.hasAccount && (
						<label className="check mt-2">
							<input type="checkbox" name="mail" defaultChecked />
							<span>{t.mail}</span>
						</label>
					)}
				</div>
				<Choices
					id="reason"
					legend={t.reason}
					options={page.reasons}
					chosen={typed?.reason ?? page.reason}
					proposed={page.reason}
				/>
				<Choices
					id="outcome"
					legend={t.outcome(page.firstName)}
					options={page.outcomes}
					chosen={typed?.outcome ?? page.outcome}
					proposed={page.outcome}
				/>
				<fieldset>
					<legend className="font-semibold">{t.promise}</legend>
					<div className="card mt-2 grid gap-4 p-4 sm:grid-cols-[1fr_12rem]">
						<TextField
							id="promise"
							name="promise"
							label={t.promiseWhat}
							defaultValue={typed?.promised}
							maxLength={200}
						/>
						<TextField
							id="due"
							name="due"
							type="date"
							label={t.promiseWhen}
							defaultValue={typed?.due}
							error={refused?.errors.due}
						/>
					</div>
				</fieldset>
				<div className="flex flex-wrap gap-3">
					<Button name="then" value="breathe">
						{t.concludeAndBreathe}
					</Button>
					<Button name="then" value="stay" variant="outline">
						{t.concludeAndNext}
					</Button>
				</div>
			</Form>
			<BreatheAside colleagues={page.colleagues} />
		</div>
	)
}

function Choices({
	id,
	legend,
	options,
	chosen,
	proposed,
}: {
	id: string
	legend: string
	options: { id: string; label: string }[]
	chosen: string | null
	proposed: string | null
}) {
	const t = useMessages(deskMessages).wrapUp
	return (
		<fieldset id={id} tabIndex={-1}>
			<legend className="font-semibold">{legend}</legend>
			<div className="mt-2 grid gap-2 sm:grid-cols-2">
				{options.map((option) => (
					<label key={option.id} className="choice">
						<input type="radio" name={id} value={option.id} defaultChecked={option.id === chosen} />
						<span>
							{option.label}
							{option.id === proposed && <span className="text-mini text-ink-2"> · {t.proposed}</span>}
						</span>
					</label>
				))}
			</div>
		</fieldset>
	)
}
