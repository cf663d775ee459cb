import { delegationMessages } from '~/i18n/delegation'
import { formatPhone } from '~/i18n/format'
import { useBrand, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { InvitationProblem } from './delegations.server'

interface Typed {
	email: string
	lineIds: string[]
	level: 'see' | 'manage'
	lastDay: string
}

const FIELDS: Record<Exclude<InvitationProblem, 'unavailable'>, string> = {
	email: 'email',
	'own-email': 'email',
	lines: 'lines',
	day: 'lastDay',
}

/** Whom, which lines, what they may do and until when. */
export function DelegationForm({
	lines,
	requestKey,
	typed,
	problems,
}: {
	lines: { id: string; label: string; number: string }[]
	requestKey: string
	/** As it was sent, when it was refused. */
	typed: Typed | null
	problems: InvitationProblem[]
}) {
	const t = useMessages(delegationMessages).form
	const { country } = useBrand()
	const said = (...wanted: InvitationProblem[]) => {
		const problem = wanted.find((one) => problems.includes(one))
		return problem ? t.problems[problem] : undefined
	}
	const linesProblem = said('lines')
	return (
		<form method="post" action="?" className="mt-4 grid max-w-[34rem] gap-6" noValidate>
			<ErrorSummary
				title={t.refused}
				errors={problems.flatMap((problem) =>
					problem === 'unavailable' ? [] : [{ fieldId: FIELDS[problem], message: t.problems[problem] }],
				)}
			/>
			{problems.includes('unavailable') && <Notice tone="warn">{t.problems.unavailable}</Notice>}
			<input type="hidden" name="requestKey" value={requestKey} />
			<TextField
				id="email"
				name="email"
				type="email"
				label={t.email}
				hint={t.emailHint}
				error={said('email', 'own-email')}
				autoComplete="off"
				defaultValue={typed?.email}
			/>
			<fieldset id="lines" tabIndex={-1} className="grid gap-2">
				<legend className="legend mb-2">{t.lines}</legend>
				{linesProblem && <p className="error-text">{linesProblem}</p>}
				{lines.map(({ id, label, number }) => (
					<label key={id} className="choice">
						<input
							type="checkbox"
							name="line"
							value={id}
							defaultChecked={typed ? typed.lineIds.includes(id) : lines.length === 1}
						/>
						<span lang="fr">{label}</span>
						<span className="num">{formatPhone(number, country)}</span>
					</label>
				))}
			</fieldset>
			<fieldset className="grid gap-2">
				<legend className="legend mb-2">{t.level}</legend>
				{(['see', 'manage'] as const).map((level) => (
					<label key={level} className="choice">
						<input type="radio" name="level" value={level} defaultChecked={(typed?.level ?? 'see') === level} />
						<span>{t[level]}</span>
						<span>{level === 'see' ? t.seeHint : t.manageHint}</span>
					</label>
				))}
				<p className="mt-1 text-small text-ink-2">{t.never}</p>
			</fieldset>
			<TextField
				id="lastDay"
				name="lastDay"
				type="date"
				label={useMessages(delegationMessages).lastDay}
				hint={t.lastDayHint}
				error={said('day')}
				defaultValue={typed?.lastDay}
			/>
			<Button name="intent" value="invite" className="justify-self-start">
				{t.submit}
			</Button>
		</form>
	)
}
