import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { MessageSquareText, Phone } from 'lucide-react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findTraining, leaveTraining, startTraining } from '~/desk/training.server'
import { scenarios } from '~/desk/training-scenarios.server'
import { presenceOf, setPresence } from '~/handoff/presence.server'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Disc } from '~/ui/disc'
import { Empty } from '~/ui/empty'
import { initialsOf } from '~/ui/initials'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id)
	return {
		goesOn: training && { id: training.id, firstName: training.script.firstName },
		scenarios: scenarios().map((scenario) => {
			const { title, practise, firstName } = scenario[person.lang]
			return { id: scenario.id, channel: scenario.channel, title, practise, firstName }
		}),
	}
}

/** An advisor begins or leaves a practice, without asking anybody. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	if (form.get('intent') === 'leave') {
		await leaveTraining(person.id)
		return redirect('/desk', 303)
	}
	const started = await startTraining({
		personId: person.id,
		scenarioId: String(form.get('scenario') ?? ''),
		lang: person.lang,
	})
	if (!started) throw notFound()
	// Nobody real is passed to somebody who practises.
	if ((await presenceOf(person.id)).state === 'available')
		await setPresence({ personId: person.id, state: 'breathing' })
	return redirect(`/desk/training/${started.id}`, 303)
}

export default function ChooseTraining() {
	const { scenarios: all, goesOn } = useLoaderData<typeof loader>()
	const t = useMessages(trainingMessages)
	return (
		<div className="wrap py-6">
			<p>
				<Link to="/desk">{t.back}</Link>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-2 max-w-[46rem]">{t.lead}</p>
			<p className="mt-1 max-w-[46rem] text-ink-2">{t.windowOut}</p>
			{goesOn && (
				<p className="mt-4">
					<Link to={`/desk/training/${goesOn.id}`} className="btn btn-action">
						{t.goOn(goesOn.firstName)}
					</Link>
				</p>
			)}
			{all.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<ul className="mt-6 grid gap-4 md:grid-cols-2">
					{all.map(({ id, channel, title, practise, firstName }) => (
						<li key={id} className="card flex items-start gap-4 p-5">
							<Disc initials={initialsOf(firstName)} />
							<div className="min-w-0 flex-1">
								<h2 className="text-h3">{title}</h2>
								<p className="text-mini text-ink-2">
									{channel === 'call' ? (
										<Phone className="icon" aria-hidden="true" />
									) : (
										<MessageSquareText className="icon" aria-hidden="true" />
									)}{' '}
									{t.channels[channel]} · {firstName}
								</p>
								<p className="mt-2">{practise}</p>
								<Form method="post" action="?index" className="mt-3">
									<Button small variant="outline" name="scenario" value={id} aria-label={t.startThis(title)}>
										{t.start}
									</Button>
								</Form>
							</div>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}
