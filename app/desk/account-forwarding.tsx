import { Form } from '@remix-run/react'
import type { TargetProblem } from '~/accounts/forwarding-target.server'
import { accountMessages } from '~/i18n/account'
import { assistMessages } from '~/i18n/assist'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextField } from '~/ui/field'
import { AccountChangeCard } from './account-change-card'
import type { AccountPage } from './account-page.server'

type Kind = AccountPage['lines'][number]['rules'][number]['kind']

interface Preview {
	lineId: string
	kind: Kind
	/** As typed. */
	target: string
	/** Its last digits. */
	line: string
	before: string | null
	after: string | null
	problem: TargetProblem | null
}

/** The forwarding of each line, and the form that leads to before and after. */
export function ForwardingAct({
	lines,
	refused,
	requestKey,
}: {
	lines: AccountPage['lines']
	refused: Preview | null
	requestKey: string
}) {
	const t = useMessages(assistMessages).forwarding
	const account = useMessages(accountMessages).forwarding
	const kinds = lines[0]?.rules.map(({ kind }) => kind) ?? []
	return (
		<section aria-labelledby="renvoi">
			<h2 id="renvoi" className="text-h3">
				{t.title}
			</h2>
			{lines.length === 0 && <p className="mt-2 text-ink-2">{t.none}</p>}
			{lines.map(({ id, name, rules }) => (
				<div key={id} className="mt-3">
					<h3 className="num font-semibold">{name}</h3>
					<ul className="text-ink-2">
						{rules.map(({ kind, target }) => (
							<li key={kind} className="num">
								{target ? t.state(account.kinds[kind].title, target) : t.off(account.kinds[kind].title)}
							</li>
						))}
					</ul>
				</div>
			))}
			{lines.length > 0 && (
				<Form method="post" action="?" className="mt-5 grid gap-4" noValidate>
					<input type="hidden" name="requestKey" value={requestKey} />
					<Field label={t.line}>
						{(control) => (
							<select {...control} name="lineId" defaultValue={refused?.lineId}>
								{lines.map(({ id, name }) => (
									<option key={id} value={id}>
										{name}
									</option>
								))}
							</select>
						)}
					</Field>
					<Field label={t.kind}>
						{(control) => (
							<select {...control} name="kind" defaultValue={refused?.kind}>
								{kinds.map((kind) => (
									<option key={kind} value={kind}>
										{account.kinds[kind].title}
									</option>
								))}
							</select>
						)}
					</Field>
					<TextField
						id="target"
						name="target"
						type="tel"
						inputMode="tel"
						autoComplete="off"
						label={t.target}
						hint={t.targetHint}
						defaultValue={refused?.target}
						error={refused?.problem ? problemWords(account.problems, refused.problem) : null}
					/>
					<Button name="intent" value="check-forwarding" variant="outline" className="justify-self-start">
						{t.check}
					</Button>
				</Form>
			)}
		</section>
	)
}

export function ForwardingPreview({ preview, requestKey }: { preview: Preview; requestKey: string }) {
	const t = useMessages(assistMessages).forwarding
	const account = useMessages(accountMessages).forwarding
	const { lineId, kind, target, line, before, after } = preview
	return (
		<AccountChangeCard
			title={`${line}, ${account.kinds[kind].name}`}
			before={before ? t.to(before) : t.noTarget}
			after={after ? t.to(after) : t.noTarget}
			intent="confirm-forwarding"
			label={t.confirm}
			fields={{ lineId, kind, target, requestKey }}
		/>
	)
}

function problemWords(words: Record<TargetProblem['problem'], (count: number) => string>, target: TargetProblem) {
	return words[target.problem]('count' in target ? target.count : 0)
}
