import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { concludeTraining, findTraining } from '~/desk/training.server'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id, params.id ?? '')
	if (training?.state.step !== 'active') throw notFound()
	const { reasons, outcomes } = settings()
	return {
		firstName: training.script.firstName,
		reason: training.scenario.reason,
		subject: training.script.subject,
		reasons: reasons.map((reason) => ({ id: reason.id, label: reason[person.lang] })),
		outcomes: outcomes.map((outcome) => ({ id: outcome.id, label: outcome[person.lang] })),
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const concluded = await concludeTraining(person.id, params.id ?? '')
	if (!concluded) throw notFound()
	return redirect(`/desk/training/${concluded.id}`, 303)
}

export default function ConcludePractice() {
	const page = useLoaderData<typeof loader>()
	const t = useMessages(trainingMessages)
	return (
		<Form method="post" className="mx-auto grid max-w-[48rem] gap-8 px-4 py-8 md:px-8">
			<div>
				<h1 className="text-h1">{t.concludeTitle(page.firstName)}</h1>
				<p className="mt-1 text-ink-2">{t.concludeLead}</p>
			</div>
			<TextArea id="summary" name="summary" rows={5} label={t.summary} defaultValue={page.subject} />
			<Choices name="reason" legend={t.reason} options={page.reasons} chosen={page.reason} />
			<Choices name="outcome" legend={t.outcome(page.firstName)} options={page.outcomes} chosen={null} />
			<Button className="justify-self-start">{t.finish}</Button>
		</Form>
	)
}

function Choices({
	name,
	legend,
	options,
	chosen,
}: {
	name: string
	legend: string
	options: { id: string; label: string }[]
	chosen: string | null
}) {
	return (
		<fieldset>
			<legend className="font-semibold">{legend}</legend>
			<div className="mt-2 grid gap-2 sm:grid-cols-2">
				{options.map(({ id, label }) => (
					<label key={id} className="choice">
						<input type="radio" name={name} value={id} defaultChecked={id === chosen} />
						<span>{label}</span>
					</label>
				))}
			</div>
		</fieldset>
	)
}
