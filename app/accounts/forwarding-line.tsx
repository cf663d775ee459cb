import { Check, Minus, PhoneForwarded } from 'lucide-react'
import type { ForwardingKind } from '#db/schema/accounts.server'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatPhone, formatRelativeDay } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'
import type { LineForwarding } from './forwarding.server'

const USUAL_DELAY_SECONDS = 15

interface Refused {
	kind: ForwardingKind
	target: string
	message: string
	refusals: number
}

interface Shown extends LineForwarding {
	/** Whose line it is; `null` for one's own. */
	ownerName: string | null
	delays: number[]
	requestKey: string
	now: Date
	refused: Refused | null
}

/** A line with its four kinds of forwarding, each with its state and one form. */
export function ForwardingLine({ line, contractLabel, ownerName, rules, ...page }: Shown) {
	const t = useMessages(accountMessages).forwarding
	const sharing = useMessages(delegationMessages)
	const { country } = useBrand()
	const number = formatPhone(line.number, country)
	const always = rules.some((rule) => rule.kind === 'always' && rule.state?.active)
	return (
		<section id={line.id} aria-labelledby={`${line.id}-title`} className="card p-5 md:p-7">
			<h2 id={`${line.id}-title`} className="num text-h2">
				{number}
			</h2>
			<p className="text-small text-ink-2" lang="fr">
				{line.label} · {contractLabel}
			</p>
			{ownerName && <p className="mt-1 text-small">{sharing.onLine(ownerName)}</p>}
			{line.state === 'suspended' && (
				<div className="mt-4">
					<Notice tone="warn">{t.suspended}</Notice>
				</div>
			)}
			<ul className="mt-4 border-t border-line">
				{rules.map((rule) => (
					<Rule
						key={rule.kind}
						{...page}
						rule={rule}
						lineId={line.id}
						number={number}
						waits={always && rule.kind !== 'always'}
						refused={page.refused?.kind === rule.kind ? page.refused : null}
					/>
				))}
			</ul>
		</section>
	)
}

interface RuleProps extends Pick<Shown, 'delays' | 'requestKey' | 'now'> {
	rule: LineForwarding['rules'][number]
	lineId: string
	number: string
	/** Another rule takes every call before this one can. */
	waits: boolean
	refused: Refused | null
}

function Rule(props: RuleProps) {
	const { rule, number, waits, now, refused } = props
	const t = useMessages(accountMessages).forwarding
	const lang = useLang()
	const { country, timeZone } = useBrand()
	const { kind, state, changedAt } = rule
	const about = t.about(t.kinds[kind].title, number)
	return (
		<li className="border-b border-line py-4 last:border-b-0">
			<div className="flex flex-wrap items-start gap-x-4 gap-y-1">
				<PhoneForwarded className="icon mt-1 size-6 text-action" aria-hidden="true" />
				<div className="min-w-0 flex-1">
					<h3 className="text-h3">{t.kinds[kind].title}</h3>
					<p className="text-small text-ink-2">{t.kinds[kind].explained}</p>
				</div>
				<Tag tone={state?.active ? 'ok' : undefined} icon={state?.active ? Check : Minus}>
					{state?.active ? t.on : t.off}
				</Tag>
			</div>
			{state?.active && (
				<p className="num mt-2">
					<b>{t.onTo(formatPhone(state.target, country))}</b>
					{state.delaySeconds !== null && ` ${t.afterSeconds(state.delaySeconds)}`}
					{changedAt && (
						<span className="text-ink-2">, {t.since(sinceWords(lang, changedAt, now, timeZone, t.onDate))}</span>
					)}
				</p>
			)}
			{state?.active && waits && <p className="mt-1 text-small text-ink-2">{t.alwaysWins}</p>}
			{state?.active && (
				<form method="post" action="?" className="mt-3">
					<Asked {...props} />
					<Button variant="outline" name="intent" value="off">
						{t.stop} <span className="sr-only">{about}</span>
					</Button>
				</form>
			)}
			{state && !state.active && (
				<form method="post" action="?" className="mt-3">
					<Asked {...props} />
					<input type="hidden" name="target" value={state.target} />
					<input type="hidden" name="delaySeconds" value={state.delaySeconds ?? ''} />
					<Button variant="outline" name="intent" value="check">
						{t.startTo(formatPhone(state.target, country))} <span className="sr-only">{about}</span>
					</Button>
				</form>
			)}
			<details className="mt-3" open={refused !== null || (kind === 'always' && !state)}>
				<summary className="inline-flex min-h-8 items-center gap-2 font-semibold text-action underline underline-offset-4">
					{state ? t.change : kind === 'always' ? t.start : t.startThese} <span className="sr-only">{about}</span>
				</summary>
				<SetForm {...props} />
			</details>
		</li>
	)
}

function SetForm(props: RuleProps) {
	const { rule, lineId, delays, refused } = props
	const t = useMessages(accountMessages).forwarding
	const { country } = useBrand()
	const { kind, state } = rule
	const known = state ? formatPhone(state.target, country) : ''
	return (
		<form method="post" action="?" className="mt-3 grid max-w-[28rem] gap-4" noValidate>
			<Asked {...props} />
			<TextField
				id={`${lineId}-${kind}`}
				label={t.target}
				hint={t.targetHint}
				error={refused?.message}
				name="target"
				type="tel"
				inputMode="tel"
				autoComplete="off"
				defaultValue={refused?.target ?? known}
			/>
			{kind === 'no-answer' && (
				<Field id={`${lineId}-delay`} label={t.delay}>
					{(control) => (
						<select {...control} name="delaySeconds" defaultValue={state?.delaySeconds ?? USUAL_DELAY_SECONDS}>
							{delays.map((seconds) => (
								<option key={seconds} value={seconds}>
									{t.seconds(seconds)}
								</option>
							))}
						</select>
					)}
				</Field>
			)}
			<Button name="intent" value="check" className="justify-self-start">
				{t.start} <span className="sr-only">{t.about(t.kinds[kind].title, props.number)}</span>
			</Button>
		</form>
	)
}

function Asked({ rule, lineId, requestKey, refused }: RuleProps) {
	return (
		<>
			<input type="hidden" name="lineId" value={lineId} />
			<input type="hidden" name="kind" value={rule.kind} />
			<input type="hidden" name="requestKey" value={requestKey} />
			<input type="hidden" name="refusals" value={refused?.refusals ?? 0} />
		</>
	)
}

/** « aujourd'hui », « hier », or the day: a forwarding may be months old. */
function sinceWords(
	lang: Parameters<typeof formatRelativeDay>[0],
	changedAt: Date,
	now: Date,
	timeZone: string,
	onDate: (date: string) => string,
): string {
	const words = formatRelativeDay(lang, changedAt, now, timeZone)
	return /\d/.test(words) ? onDate(words) : words
}
