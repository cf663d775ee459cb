import { Form, Link } from '@remix-run/react'
import { Check, Minus } from 'lucide-react'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'

/** After a practice: what the customer had hoped for. For who practised alone; no score, no total. */
export function TrainingHopes({
	firstName,
	scenario,
	hopes,
}: {
	firstName: string
	scenario: string
	hopes: { text: string; met: boolean }[]
}) {
	const t = useMessages(trainingMessages)
	return (
		<section aria-labelledby="espoirs" className="max-w-[40rem]">
			<h2 id="espoirs" className="text-h3">
				{t.hopesTitle(firstName)}
			</h2>
			<p className="mt-1 text-ink-2">{t.hopesLead}</p>
			<ul className="mt-4 grid gap-3">
				{hopes.map(({ text, met }) => (
					<li key={text} className="flex items-start gap-3">
						{met ? (
							<Check className="icon mt-1 text-ok" aria-hidden="true" />
						) : (
							<Minus className="icon mt-1 text-ink-3" aria-hidden="true" />
						)}
						<span>
							{text} <span className="block text-mini text-ink-2">{met ? t.met : t.notMet}</span>
						</span>
					</li>
				))}
			</ul>
			<div className="mt-6 flex flex-wrap gap-3">
				<Form method="post" action="/desk/training?index">
					<Button name="scenario" value={scenario} variant="outline">
						{t.again}
					</Button>
				</Form>
				<Link to="/desk/training" className="btn btn-quiet">
					{t.other}
				</Link>
			</div>
		</section>
	)
}
