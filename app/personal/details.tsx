import { formatPhone, formatRelativeDay, formatTime } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { PostalAddress } from './postal-address'

type Field = 'firstName' | 'lastName' | 'street' | 'postcode' | 'city' | 'email' | 'phone'
type Kind = 'name' | 'address' | 'email' | 'phone'

interface DetailsProps {
	details: PostalAddress & { firstName: string; lastName: string; email: string; phone: string | null }
	/** New addresses that wait for their code. */
	open: { id: string; field: Kind; value: string }[]
	changes: { id: string; field: Kind; state: string; at: Date }[]
	keys: Record<Kind, string>
	refused: {
		intent: string
		requestKey: string
		errors: Partial<Record<Field, true>>
		typed: Partial<Record<Field, string>>
	} | null
	now: Date
}

/** Name, postal address, e-mail and telephone, each with its own form. */
export function Details({ details, open, changes, keys, refused, now }: DetailsProps) {
	const t = useMessages(personalMessages)
	const lang = useLang()
	const { country } = useBrand()
	const errors = refused?.errors ?? {}
	const said = (field: Field) => (errors[field] ? t.errors[field] : undefined)
	const value = (field: Field, known: string) => refused?.typed[field] ?? known
	const key = (kind: Kind) => (refused?.intent === kind ? refused.requestKey : keys[kind])
	return (
		<>
			<div className="mt-6">
				<ErrorSummary
					title={t.errors.title}
					errors={(Object.keys(errors) as Field[]).map((field) => ({ fieldId: field, message: t.errors[field] }))}
				/>
			</div>
			<section aria-labelledby="vous" className="card mt-6 p-5 md:p-7">
				<h2 id="vous" className="text-h2">
					{t.who}
				</h2>
				<DetailForm kind="name" requestKey={key('name')} label={t.save.name}>
					<div className="grid gap-5 sm:grid-cols-2">
						<TextField
							{...{ id: 'firstName', name: 'firstName', label: t.firstName, autoComplete: 'given-name' }}
							error={said('firstName')}
							defaultValue={value('firstName', details.firstName)}
						/>
						<TextField
							{...{ id: 'lastName', name: 'lastName', label: t.lastName, autoComplete: 'family-name' }}
							error={said('lastName')}
							defaultValue={value('lastName', details.lastName)}
						/>
					</div>
				</DetailForm>
				<h3 className="mt-8 text-h3">{t.address}</h3>
				<p className="mt-1 text-small text-ink-2">
					{t.addressHint}{' '}
					<a
						href={`${localPath(lang, '/search')}?q=${encodeURIComponent(lang === 'fr' ? 'déménagement' : 'moving home')}`}
					>
						{t.moving}
					</a>
				</p>
				<DetailForm kind="address" requestKey={key('address')} label={t.save.address}>
					<TextField
						{...{ id: 'street', name: 'street', label: t.street, autoComplete: 'address-line1' }}
						error={said('street')}
						defaultValue={value('street', details.street)}
					/>
					<div className="grid gap-5 sm:grid-cols-[10rem_minmax(0,1fr)]">
						<TextField
							{...{ id: 'postcode', name: 'postcode', label: t.postcode, autoComplete: 'postal-code' }}
							inputMode="numeric"
							className="num"
							error={said('postcode')}
							defaultValue={value('postcode', details.postcode)}
						/>
						<TextField
							{...{ id: 'city', name: 'city', label: t.city, autoComplete: 'address-level2' }}
							error={said('city')}
							defaultValue={value('city', details.city)}
						/>
					</div>
				</DetailForm>
			</section>
			<section id="joindre" aria-labelledby="joindre-t" className="card mt-6 p-5 md:p-7">
				<h2 id="joindre-t" className="text-h2">
					{t.contact}
				</h2>
				{open.map((change) => (
					<div key={change.id} className="mt-4">
						<Notice tone="warn">
							{t.waiting[change.field === 'phone' ? 'phone' : 'email'](
								change.field === 'phone' ? formatPhone(change.value, country) : change.value,
							)}{' '}
							<a href={localPath(lang, `/compte/donnees/changement/${change.id}`)}>{t.goOn}</a>
						</Notice>
					</div>
				))}
				<h3 className="mt-5 text-h3">{t.email}</h3>
				<p className="mt-1 break-words">{t.current(details.email)}</p>
				<DetailForm kind="email" requestKey={key('email')} label={t.changeEmail}>
					<TextField
						{...{
							id: 'email',
							name: 'email',
							type: 'email',
							label: t.newEmail,
							hint: t.emailHint,
							autoComplete: 'off',
						}}
						error={said('email')}
						defaultValue={value('email', '')}
					/>
				</DetailForm>
				<h3 className="mt-8 text-h3">{t.phone}</h3>
				<p className="num mt-1">{t.current(details.phone ? formatPhone(details.phone, country) : t.noPhone)}</p>
				<DetailForm kind="phone" requestKey={key('phone')} label={t.changePhone}>
					<TextField
						{...{ id: 'phone', name: 'phone', type: 'tel', label: t.newPhone, hint: t.phoneHint, autoComplete: 'off' }}
						className="num"
						error={said('phone')}
						defaultValue={value('phone', '')}
					/>
				</DetailForm>
			</section>
			<History changes={changes} now={now} />
		</>
	)
}

function DetailForm({
	kind,
	requestKey,
	label,
	children,
}: {
	kind: Kind
	requestKey: string
	label: string
	children: React.ReactNode
}) {
	return (
		<form method="post" action="?" className="mt-5 grid max-w-[34rem] gap-5" noValidate>
			<input type="hidden" name="requestKey" value={requestKey} />
			{children}
			<Button variant="outline" name="intent" value={kind} className="justify-self-start">
				{label}
			</Button>
		</form>
	)
}

function History({ changes, now }: Pick<DetailsProps, 'changes' | 'now'>) {
	const t = useMessages(personalMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	if (changes.length === 0) return null
	return (
		<details className="mt-4 text-small">
			<summary className="inline-flex min-h-11 items-center font-semibold text-action">{t.history}</summary>
			<ul className="mt-1 grid list-disc gap-1 pl-6">
				{changes.map(({ id, field, state, at }) => (
					<li key={id}>
						{t.changedOn(
							t.field[field],
							`${formatRelativeDay(lang, at, now, timeZone)}, ${formatTime(lang, at, timeZone)}`,
						)}
						{state === 'contested' && ` (${t.contested})`}
					</li>
				))}
			</ul>
		</details>
	)
}
