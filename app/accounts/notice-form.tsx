import { ArrowRight, CalendarDays } from 'lucide-react'
import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney, formatPhone } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { NoticeKind } from './cancellation.server'
import type { NoticeError, NoticeField, NoticeValues } from './notice-input.server'
import type { NoticeForm as Form, OwnContract, NoticeRecap as Recap } from './notice-page.server'

interface FormProps {
	kind: NoticeKind
	form: Form
	values: NoticeValues
	errors: Partial<Record<NoticeField, NoticeError>>
	refusals: number
}

/** The words of a cancellation or a withdrawal, one page, nothing but what has to be known. */
export function NoticeForm({ kind, form, values, errors, refusals }: FormProps) {
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone } = useBrand()
	const said = (field: NoticeField) => {
		const error = errors[field]
		return error ? t.errors[error] : undefined
	}
	return (
		<form method="post" action="?" className="mt-8 grid max-w-[34rem] gap-6" noValidate>
			<ErrorSummary
				title={t.refused}
				errors={(['contract', 'lastName', 'email', 'wishedEnd'] as const).flatMap((field) => {
					const message = said(field)
					return message ? [{ fieldId: field, message }] : []
				})}
			/>
			{/* Enter in a field would press the first button, and so choose the first contract. */}
			{form.own.length > 0 && <button type="submit" disabled hidden />}
			<input type="hidden" name="refusals" value={refusals} />
			{form.own.length === 0 && <TypedContract label={t.contract} value={values.contract} error={said('contract')} />}
			<TextField
				id="lastName"
				name="lastName"
				label={t.name}
				hint={t.nameHint}
				error={said('lastName')}
				autoComplete="name"
				defaultValue={values.lastName}
			/>
			<TextField
				id="email"
				name="email"
				type="email"
				label={t.email}
				error={said('email')}
				autoComplete="email"
				defaultValue={values.email}
			/>
			{kind === 'cancellation' && (
				<TextField
					id="wishedEnd"
					name="wishedEnd"
					type="date"
					label={t.wished}
					hint={t.wishedHint(formatDate(lang, form.wishable.shortestNotice, timeZone))}
					error={said('wishedEnd')}
					min={form.wishable.first}
					max={form.wishable.last}
					defaultValue={values.wishedEnd}
				/>
			)}
			{form.own.length === 0 ? (
				<Button name="intent" value="check" className="justify-self-start">
					{t.check[kind]}
				</Button>
			) : (
				<OwnContracts kind={kind} own={form.own} value={values.contract} error={said('contract')} />
			)}
		</form>
	)
}

function TypedContract({ label, value, error }: { label: string; value: string; error: string | undefined }) {
	const t = useMessages(accountMessages).cancel
	return (
		<TextField
			id="contract"
			name="otherContract"
			label={label}
			hint={t.contractHint}
			error={error}
			autoComplete="off"
			defaultValue={value}
		/>
	)
}

/** One button for each contract of the visitor: choosing it is going on. */
function OwnContracts({
	kind,
	own,
	value,
	error,
}: {
	kind: NoticeKind
	own: OwnContract[]
	value: string
	error: string | undefined
}) {
	const t = useMessages(accountMessages).cancel
	const isOwn = own.some(({ reference }) => reference === value)
	return (
		<fieldset className="grid gap-3">
			<legend className="legend mb-2">{t.whichContract}</legend>
			{own.map(({ reference, planName, label }) => (
				<div key={reference} className="card flex flex-wrap items-center justify-between gap-x-4 gap-y-3 p-4">
					<p>
						<span className="block font-semibold">
							{planName}, {label}
						</span>
						<span className="num text-small text-ink-2">{reference}</span>
					</p>
					<Button
						name="contract"
						value={reference}
						variant={own.length === 1 || reference === value ? 'action' : 'outline'}
						aria-label={t.checkOne(t.check[kind], `${planName}, ${label}`)}
					>
						{t.check[kind]}
					</Button>
				</div>
			))}
			<details open={(value !== '' && !isOwn) || error !== undefined}>
				<summary className="inline-flex min-h-11 items-center font-semibold text-action underline">
					{t.otherContract}
				</summary>
				<div className="mt-2 grid gap-4">
					<TypedContract label={t.otherReference} value={isOwn ? '' : value} error={error} />
					<Button name="intent" value="check" variant="outline" className="justify-self-start">
						{t.check[kind]}
					</Button>
				</div>
			</details>
		</fieldset>
	)
}

/** All that is about to be sent, to be read again, corrected or confirmed. */
export function NoticeRecap({ kind, values, recap }: { kind: NoticeKind; values: NoticeValues; recap: Recap }) {
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone } = useBrand()
	const end = formatDate(lang, recap.endsAt, timeZone)
	return (
		<>
			<Notice>{t.recapLead}</Notice>
			{kind === 'withdrawal' && <p className="mt-6 text-lead">{t.declaration(values.contract)}</p>}
			<NoticeContent
				rows={[
					[t.name, values.lastName],
					[t.contract, recap.own ? `${recap.own.name} (${values.contract})` : values.contract],
					[t.email, values.email],
					...(kind === 'cancellation' ? [[t.end, t.endOn(end)] as const] : []),
				]}
			/>
			<h2 className="mt-8 text-h3">{t.effects}</h2>
			<ul className="mt-3 grid gap-2">
				{kind === 'cancellation' ? <CancellationEffects recap={recap} end={end} /> : <WithdrawalEffects />}
			</ul>
			<div className="mt-8 flex flex-wrap gap-3">
				<form method="post" action="?">
					<HiddenValues values={values} />
					<input type="hidden" name="requestKey" value={recap.requestKey} />
					<Button name="intent" value="notify">
						{kind === 'cancellation' ? t.confirm : t.withdrawConfirm}
					</Button>
				</form>
				<form method="post" action="?">
					<HiddenValues values={values} />
					<Button variant="outline" name="intent" value="correct">
						{t.correct}
					</Button>
				</form>
			</div>
			<p className="mt-6 text-small text-ink-2">{t.talk}</p>
		</>
	)
}

/** The words of a notice, label by label. */
export function NoticeContent({ rows }: { rows: readonly (readonly [string, string])[] }) {
	return (
		<dl className="card mt-6 grid gap-x-8 gap-y-3 p-5 sm:grid-cols-[auto_minmax(0,1fr)] md:p-6">
			{rows.map(([label, value]) => (
				<div key={label} className="sm:contents">
					<dt className="text-small text-ink-2">{label}</dt>
					<dd className="num font-semibold">{value}</dd>
				</div>
			))}
		</dl>
	)
}

function CancellationEffects({ recap: { own }, end }: { recap: Recap; end: string }) {
	const t = useMessages(accountMessages).cancel
	const lang = useLang()
	const { timeZone, currency, country } = useBrand()
	const numbers = own?.numbers.map((number) => formatPhone(number, country)).join(', ')
	return (
		<>
			<Effect>{t.effectEnd(end)}</Effect>
			{numbers && <Effect>{t.effectNumber(numbers)}</Effect>}
			{own && own.options.length > 0 && <Effect>{t.effectOptions(own.options.join(', '))}</Effect>}
			{own &&
				(own.commitment ? (
					<Effect>
						{t.effectCommitment(
							formatDate(lang, own.commitment.until, timeZone),
							own.commitment.months,
							formatMoney(lang, own.commitment.atMostCents, currency),
						)}
					</Effect>
				) : (
					<Effect>{t.effectNoCommitment}</Effect>
				))}
			<Effect>{t.effectBill}</Effect>
			{own && own.unpaidCents > 0 && <Effect>{t.effectUnpaid(formatMoney(lang, own.unpaidCents, currency))}</Effect>}
			{own?.hasEquipment !== false && <Effect>{t.effectEquipment}</Effect>}
			<Effect>{t.effectUndo(end)}</Effect>
		</>
	)
}

function WithdrawalEffects() {
	const t = useMessages(accountMessages).cancel
	return (
		<>
			<Effect>{t.withdrawEffectRefund}</Effect>
			<Effect>{t.withdrawEffectEquipment}</Effect>
			<Effect>{t.withdrawEffectUsed}</Effect>
		</>
	)
}

function Effect({ children }: { children: string }) {
	return (
		<li className="flex gap-3">
			<ArrowRight className="icon mt-0.5 text-action" aria-hidden="true" />
			<span>{children}</span>
		</li>
	)
}

function HiddenValues({ values }: { values: NoticeValues }) {
	return (
		<>
			<input type="hidden" name="lastName" value={values.lastName} />
			<input type="hidden" name="contract" value={values.contract} />
			<input type="hidden" name="email" value={values.email} />
			<input type="hidden" name="wishedEnd" value={values.wishedEnd} />
		</>
	)
}

/** When it was received, and until when it can be taken back. */
export function UndoNotice({ end }: { end: string }) {
	const t = useMessages(accountMessages).cancel
	return (
		<form method="post" className="card mt-8 grid justify-items-start gap-4 p-5 md:p-6">
			<p className="flex gap-3">
				<CalendarDays className="icon mt-0.5" aria-hidden="true" />
				<span>{t.undoLead(end)}</span>
			</p>
			<Button variant="outline">{t.undo}</Button>
		</form>
	)
}
