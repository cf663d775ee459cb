import { ChevronRight } from 'lucide-react'
import { LANGUAGE_NAMES, LANGUAGES } from '~/i18n/language'
import { planningMessages } from '~/i18n/planning'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { planningView } from './planning-view.server'

type View = Awaited<ReturnType<typeof planningView>>

/** Closures, absences and weeks: where the places that customers are offered come from. */
export function PlanningPage({ view, notice, refused }: { view: View; notice: string | null; refused: boolean }) {
	const t = useMessages(planningMessages)
	return (
		<div className="mx-auto grid max-w-[80rem] gap-x-10 gap-y-10 px-4 py-7 md:px-8 lg:grid-cols-2">
			<div className="lg:col-span-2">
				<h1 className="text-h1">{t.title}</h1>
				<p className="mt-2 max-w-[46rem] text-ink-2">{t.lead}</p>
				{(notice || refused) && (
					<div className="mt-4 max-w-[46rem]">
						<Notice tone={refused ? 'danger' : 'ok'} live>
							{refused ? t.refused : notice}
						</Notice>
					</div>
				)}
			</div>
			<Closures view={view} />
			<Absences view={view} />
			<Weeks view={view} />
			<Moved view={view} />
		</div>
	)
}

function Closures({ view }: { view: View }) {
	const messages = useMessages(planningMessages)
	const t = messages.closure
	return (
		<section aria-labelledby="fermeture">
			<h2 id="fermeture" className="text-h2">
				{t.title}
			</h2>
			<form method="post" className="mt-4 grid gap-4">
				<Stretch of="fermeture" />
				<TextField id="closure-fr" name="fr" required maxLength={200} label={t.reasonFr} />
				<TextField id="closure-en" name="en" required maxLength={200} label={t.reasonEn} />
				<div>
					<Button variant="action" name="intent" value="close">
						{t.submit}
					</Button>
				</div>
			</form>
			<Declared
				title={t.current}
				none={t.none}
				intent="open-again"
				withdraw={t.withdraw}
				lines={view.closures.map(({ id, when, reason }) => ({
					id,
					text: `${reason}, ${when}`,
					named: t.withdrawNamed(reason),
				}))}
			/>
		</section>
	)
}

function Absences({ view }: { view: View }) {
	const t = useMessages(planningMessages).absence
	return (
		<section aria-labelledby="absence">
			<h2 id="absence" className="text-h2">
				{t.title}
			</h2>
			<form method="post" className="mt-4 grid gap-4">
				<Field id="absence-who" label={t.advisor}>
					{(control) => (
						<select name="personId" required {...control}>
							{view.advisors.map(({ id, name }) => (
								<option key={id} value={id}>
									{name}
								</option>
							))}
						</select>
					)}
				</Field>
				<Stretch of="absence" />
				<div>
					<Button variant="action" name="intent" value="absence">
						{t.submit}
					</Button>
				</div>
			</form>
			<Declared
				title={t.current}
				none={t.none}
				intent="back"
				withdraw={t.withdraw}
				lines={view.absences.map(({ id, name, when }) => ({
					id,
					text: `${name}, ${when}`,
					named: t.withdrawNamed(name),
				}))}
			/>
		</section>
	)
}

function Stretch({ of }: { of: string }) {
	const t = useMessages(planningMessages)
	return (
		<div className="grid gap-4 sm:grid-cols-2">
			<TextField id={`${of}-from`} name="from" type="datetime-local" required label={t.from} />
			<TextField id={`${of}-to`} name="to" type="datetime-local" required label={t.to} />
		</div>
	)
}

interface DeclaredProps {
	title: string
	none: string
	intent: string
	withdraw: string
	lines: { id: string; text: string; named: string }[]
}

function Declared({ title, none, intent, withdraw, lines }: DeclaredProps) {
	return (
		<>
			<h3 className="mt-6 text-h3">{title}</h3>
			{lines.length === 0 && <p className="mt-2 text-ink-2">{none}</p>}
			<ul className="mt-2">
				{lines.map(({ id, text, named }) => (
					<li key={id} className="flex flex-wrap items-center justify-between gap-3 border-line border-t py-2">
						<span className="min-w-0">{text}</span>
						<form method="post">
							<input type="hidden" name="id" value={id} />
							<Button variant="quiet" name="intent" value={intent} aria-label={named}>
								{withdraw}
							</Button>
						</form>
					</li>
				))}
			</ul>
		</>
	)
}

function Weeks({ view }: { view: View }) {
	const t = useMessages(planningMessages).week
	return (
		<section aria-labelledby="semaines">
			<h2 id="semaines" className="text-h2">
				{t.title}
			</h2>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			<p className="mt-2 font-semibold">
				{t.unplanned(view.advisors.filter(({ isAlways }) => isAlways).length, view.advisors.length)}
			</p>
			<div className="mt-4 grid gap-2">
				{view.advisors.map(({ id, name, team, isAlways, days, reasons, languages }) => (
					<details key={id} className="card min-w-0">
						<summary className="flex min-h-12 items-center justify-between gap-3 px-4 py-2 font-semibold">
							<span>
								{name}
								<span className="block font-normal text-ink-2 text-small">
									{[team, isAlways && t.always].filter(Boolean).join(', ')}
								</span>
							</span>
							<ChevronRight className="icon tourne" aria-hidden="true" />
						</summary>
						<form method="post" className="grid gap-4 px-4 pb-4">
							<input type="hidden" name="personId" value={id} />
							<div className="grid gap-3 sm:grid-cols-2">
								{t.days.map((day, n) => (
									<TextField
										key={day}
										id={`${id}-${n}`}
										name={`day-${n + 1}`}
										label={day}
										maxLength={100}
										defaultValue={days[n]}
									/>
								))}
							</div>
							<fieldset>
								<legend className="font-semibold">{t.reasons}</legend>
								<p className="hint">{t.reasonsHint}</p>
								<div className="mt-2 grid gap-2 sm:grid-cols-2">
									{view.reasons.map((reason) => (
										<label key={reason.id} className="choice">
											<input
												type="checkbox"
												name="reason"
												value={reason.id}
												defaultChecked={reasons.includes(reason.id)}
											/>
											<span>{reason.label}</span>
										</label>
									))}
								</div>
							</fieldset>
							<fieldset>
								<legend className="font-semibold">{t.languages}</legend>
								<p className="hint">{t.languagesHint}</p>
								<div className="mt-2 grid gap-2 sm:grid-cols-2">
									{LANGUAGES.map((one) => (
										<label key={one} className="choice">
											<input type="checkbox" name="language" value={one} defaultChecked={languages.includes(one)} />
											<span lang={one}>{LANGUAGE_NAMES[one]}</span>
										</label>
									))}
								</div>
							</fieldset>
							<div>
								<Button variant="action" name="intent" value="week">
									{t.submit}
								</Button>
							</div>
						</form>
					</details>
				))}
			</div>
		</section>
	)
}

function Moved({ view }: { view: View }) {
	const t = useMessages(planningMessages).moved
	return (
		<section aria-labelledby="deplaces">
			<h2 id="deplaces" className="text-h2">
				{t.title}
			</h2>
			{view.moved.length === 0 && <p className="mt-2 text-ink-2">{t.none}</p>}
			<ul className="mt-3">
				{view.moved.map(({ id, reference, cause, at, line }) => (
					<li key={`${id} ${at} ${line}`} className="border-line border-t py-2">
						<a href={`/desk/callbacks/${id}`} className="font-code">
							{reference}
						</a>{' '}
						{line}
						<span className="block text-ink-2 text-small">
							{cause}, {at}
						</span>
					</li>
				))}
			</ul>
		</section>
	)
}
