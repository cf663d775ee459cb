import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import type { readGuidePanel } from './guide-panel.server'

type Shown = NonNullable<Awaited<ReturnType<typeof readGuidePanel>>>
const LEVELS = ['full', 'outline', 'none'] as const

/** A guide one may follow, skim or hide: steps in any order or none, and nothing depends on them. */
export function GuidePanel({ guide }: { guide: Shown | null }) {
	const t = useMessages(workMessages).guide
	const { Form, formData } = useFetcher()
	if (!guide) return null
	const level = LEVELS.find((one) => one === formData?.get('level')) ?? guide.level
	return (
		<section aria-labelledby="trame" className="mt-6 rounded-3 bg-sunken p-4">
			<div className="flex flex-wrap items-center justify-between gap-2">
				<h2 id="trame" className="panel-title">
					{t.title}
				</h2>
				<Form method="post" action={guide.action} className="flex gap-1">
					{LEVELS.map((one) => (
						<button
							key={one}
							type="submit"
							name="level"
							value={one}
							aria-pressed={one === level}
							className={`min-h-6 rounded-1 px-2 text-mini ${one === level ? 'bg-surface font-semibold' : 'text-ink-2 underline'}`}
						>
							{t.levels[one]}
						</button>
					))}
				</Form>
			</div>
			{level !== 'none' && (
				<>
					<ul className="mt-2 grid gap-2">
						{guide.steps.map((step) => (
							<Step key={step.id} step={step} action={guide.action} isFull={level === 'full'} />
						))}
					</ul>
					<Remark guide={guide} />
				</>
			)}
		</section>
	)
}

function Step({ step, action, isFull }: { step: Shown['steps'][number]; action: string; isFull: boolean }) {
	const { submit, formData } = useFetcher()
	const ticked = formData ? formData.get('ticked') === 'yes' : step.ticked
	return (
		<li>
			<label className="check">
				<input
					type="checkbox"
					checked={ticked}
					onChange={(event) =>
						submit({ step: step.id, ticked: event.currentTarget.checked ? 'yes' : 'no' }, { method: 'post', action })
					}
				/>
				<span className={ticked ? 'text-ink-2' : 'font-semibold'}>{step.title}</span>
			</label>
			{isFull && !ticked && (
				// biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised on the server
				<div className="guide-text mt-1 pl-9 text-mini" dangerouslySetInnerHTML={{ __html: step.html }} />
			)}
		</li>
	)
}

function Remark({ guide }: { guide: Shown }) {
	const t = useMessages(workMessages).guide
	const { Form, data, state } = useFetcher<{ ok: boolean }>()
	const form = useRef<HTMLFormElement>(null)
	useEffect(() => {
		if (data?.ok && state === 'idle') form.current?.reset()
	}, [data, state])
	return (
		<details className="mt-3">
			<summary className="text-mini">{t.remark}</summary>
			<Form ref={form} method="post" action={guide.action} className="mt-2 grid gap-2">
				<input type="hidden" name="requestKey" value={guide.requestKey} />
				<label className="grid gap-1 text-mini">
					{t.about}
					<select name="about" className="control">
						<option value="">{t.whole}</option>
						{guide.steps.map(({ id, title }) => (
							<option key={id} value={id}>
								{title}
							</option>
						))}
					</select>
				</label>
				<label className="grid gap-1 text-mini">
					{t.words}
					<textarea name="remark" rows={2} required maxLength={1_000} className="control" />
				</label>
				<Button variant="outline" small busy={state !== 'idle'}>
					{t.send}
				</Button>
				<p role="status" className="text-mini text-ink-2">
					{data?.ok && t.sent(guide.owner)}
				</p>
			</Form>
		</details>
	)
}
