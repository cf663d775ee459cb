import { Check, Clock, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { kitMessages } from '~/i18n/kit'
import { useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { Disc } from '~/ui/disc'
import { Empty } from '~/ui/empty'
import { ErrorSummary, TextArea, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { PresenceWindow } from '~/ui/presence-window'
import { Tag } from '~/ui/tag'
import { Trail } from '~/ui/trail'

/** All of app/ui; `id` keeps the two copies of the page apart. */
export function Kit({ id }: { id: string }) {
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] gap-10">
			<Buttons />
			<Tags />
			<Fields id={id} />
			<Notices />
			<Talk />
			<Waiting />
			<Figures />
		</div>
	)
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<div>
			<h3 className="panel-title mb-3">{title}</h3>
			{children}
		</div>
	)
}

function Buttons() {
	const t = useMessages(kitMessages).buttons
	const [busy, setBusy] = useState(false)
	return (
		<Part title={t.title}>
			<div className="flex flex-wrap gap-3">
				{(['action', 'outline', 'ink', 'human', 'quiet'] as const).map((variant) => (
					<Button key={variant} type="button" variant={variant}>
						{t[variant]}
					</Button>
				))}
				<Button type="button" variant="outline" aria-disabled>
					{t.disabled}
				</Button>
				<Button type="button" busy={busy} busyLabel={t.busy} onClick={() => setBusy(true)}>
					{t.rest}
				</Button>
				<Button type="button" busy busyLabel={t.busy}>
					{t.rest}
				</Button>
				<Button type="button" variant="outline" small>
					{t.small}
				</Button>
				<LinkButton variant="outline" href="#contenu">
					{t.link}
				</LinkButton>
			</div>
		</Part>
	)
}

function Tags() {
	const t = useMessages(kitMessages).tags
	return (
		<Part title={t.title}>
			<div className="flex flex-wrap items-center gap-2">
				<Tag tone="ok" icon={Check}>
					{t.kept}
				</Tag>
				<Tag tone="human" icon={Clock}>
					{t.promised}
				</Tag>
				<Tag tone="danger" icon={X}>
					{t.broken}
				</Tag>
				<Tag tone="warn" icon={TriangleAlert}>
					{t.slow}
				</Tag>
				<Tag tone="action">{t.draft}</Tag>
				<Tag>{t.archived}</Tag>
			</div>
			<div className="mt-4 flex flex-wrap items-center gap-4 text-small">
				<PresenceWindow initials="NB" on size="s" />
				<PresenceWindow initials="NB" on />
				<PresenceWindow initials="NB" on size="l" /> {t.here}
				<PresenceWindow initials="OL" on={false} /> {t.away}
				<Disc initials="CV" /> {t.customer}
			</div>
		</Part>
	)
}

function Fields({ id }: { id: string }) {
	const t = useMessages(kitMessages).fields
	const [shown, setShown] = useState(false)
	return (
		<Part title={t.title}>
			<p className="mb-4">
				<Button type="button" variant="quiet" onClick={() => setShown(!shown)}>
					{shown ? t.hideErrors : t.showErrors}
				</Button>
			</p>
			{shown && <ErrorSummary title={t.errors} errors={[{ fieldId: `${id}-phone`, message: t.phoneError }]} />}
			<div className="mt-4 grid gap-5 sm:grid-cols-2">
				<TextField label={t.name} hint={t.nameHint} defaultValue={t.nameValue} />
				<TextField id={`${id}-phone`} label={t.phone} error={t.phoneError} defaultValue={t.phoneValue} />
				<TextArea label={t.text} rows={2} />
				<fieldset>
					<legend className="legend">{t.slots}</legend>
					<div className="mt-1.5 grid grid-cols-3 gap-2">
						{t.times.map((time, index) => (
							<label key={time} className="slot num">
								<input
									type="radio"
									name={`${id}-slot`}
									className="sr-only"
									defaultChecked={index === 0}
									disabled={index === 2}
								/>
								<span>{time}</span>
								{index === 2 && <span className="text-meta">{t.slotFull}</span>}
							</label>
						))}
					</div>
				</fieldset>
				<label className="choice">
					<input type="radio" name={`${id}-when`} defaultChecked />
					<span className="font-semibold">{t.now}</span>
					<span>{t.nowHint}</span>
				</label>
				<label className="check self-center">
					<input type="checkbox" defaultChecked />
					<span>{t.summary}</span>
				</label>
			</div>
		</Part>
	)
}

function Notices() {
	const t = useMessages(kitMessages).notices
	return (
		<Part title={t.title}>
			<div className="grid gap-3">
				{(['info', 'ok', 'warn', 'danger'] as const).map((tone) => (
					<Notice key={tone} tone={tone}>
						{t[tone]}
					</Notice>
				))}
				<div className="toast">
					<span>{t.toast}</span>
					<button type="button">{t.undo}</button>
				</div>
				<Empty action={<LinkButton href="#contenu">{t.emptyAction}</LinkButton>}>{t.empty}</Empty>
			</div>
		</Part>
	)
}

function Talk() {
	const t = useMessages(kitMessages).talk
	const steps = [
		{ id: 'searched', label: t.searched, time: t.times[0] },
		{ id: 'done', label: t.done, done: true, time: t.times[1] },
		{ id: 'failed', label: t.failed, failed: true, time: t.times[2] },
	]
	const unsaid = steps.map(({ time: _, ...step }) => step)
	const removable = unsaid.map((step) => ({
		...step,
		aside: (
			<Button type="button" variant="quiet" small aria-label={t.removeNamed(step.label)}>
				{t.remove}
			</Button>
		),
	}))
	return (
		<Part title={t.title}>
			<div className="grid gap-6 sm:grid-cols-2">
				<div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2 pl-2">
					<p className="milestone">{t.today}</p>
					<p className="bubble bubble-them bubble-tail">{t.them}</p>
					<p className="bubble bubble-them">{t.themMore}</p>
					<p className="bubble bubble-me">{t.me}</p>
					<p className="flex items-center gap-3 text-small text-ink-2">
						<span className="typing" aria-hidden="true">
							<i />
							<i />
							<i />
						</span>
						{t.typing}
					</p>
				</div>
				{[
					{ label: t.trail, steps: unsaid },
					{ label: t.trailRemovable, steps: removable },
					{ label: t.trailStaff, steps },
				].map((trail) => (
					<div key={trail.label} className="text-small">
						<p className="mb-2 font-semibold">{trail.label}</p>
						<Trail label={trail.label} steps={trail.steps} end={<b>{t.end}</b>} />
					</div>
				))}
			</div>
		</Part>
	)
}

function Waiting() {
	const t = useMessages(kitMessages).waiting
	return (
		<Part title={t.title}>
			<div className="flex items-center gap-6">
				<div className="grid flex-1 gap-2" aria-hidden="true">
					<div className="skeleton h-5 w-3/5" />
					<div className="skeleton h-4" />
					<div className="skeleton h-4 w-4/5" />
				</div>
				<Switch label={t.on} on />
				<Switch label={t.off} />
			</div>
		</Part>
	)
}

function Switch({ label, on }: { label: string; on?: boolean }) {
	// biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
	return <input type="checkbox" role="switch" className="switch" defaultChecked={on} aria-label={label} />
}

function Figures() {
	const t = useMessages(kitMessages).figures
	const [total, sum] = t.total
	return (
		<Part title={t.title}>
			<table className="table">
				<caption className="sr-only">{t.table}</caption>
				<thead>
					<tr>
						<th scope="col">{t.line}</th>
						<th scope="col" className="d">
							{t.amount}
						</th>
					</tr>
				</thead>
				<tbody>
					{t.rows.map(([line, amount]) => (
						<tr key={line}>
							<th scope="row">{line}</th>
							<td className="d">{amount}</td>
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row">{total}</th>
						<td className="d">{sum}</td>
					</tr>
				</tfoot>
			</table>
			<p className="mt-5 mb-1.5 text-small">{t.meter}</p>
			<div className="meter" aria-hidden="true">
				<span className="w-3/5" />
			</div>
			<ol className="steps mt-6">
				{t.steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
		</Part>
	)
}
