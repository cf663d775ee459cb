import { Form } from '@remix-run/react'
import { assistMessages } from '~/i18n/assist'
import { formatDate, formatDay, formatMoney } from '~/i18n/format'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextField } from '~/ui/field'
import { AccountChangeCard } from './account-change-card'
import type { AccountPage } from './account-page.server'

/** A cancellation that the customer notifies in the contact, and one they take back. */
export function CancellationAct({ account, requestKey }: { account: AccountPage; requestKey: string }) {
	const t = useMessages(assistMessages).cancellation
	const lang = useLang()
	const { timeZone } = useBrand()
	const { contracts, cancellations, days } = account
	const open = contracts.filter(({ endsAt }) => endsAt === null)
	return (
		<section aria-labelledby="resiliation">
			<h2 id="resiliation" className="text-h3">
				{t.title}
			</h2>
			{cancellations.map(({ reference, planName, endsAt }) => (
				<Form key={reference} method="post" action="?" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
					<input type="hidden" name="requestKey" value={requestKey} />
					<input type="hidden" name="reference" value={reference} />
					<p>
						{endsAt && t.running(planName, formatDate(lang, new Date(endsAt), timeZone))}{' '}
						<span className="num text-mini text-ink-2">{reference}</span>
					</p>
					<Button small variant="outline" name="intent" value="undo-cancellation">
						{t.undo}
					</Button>
				</Form>
			))}
			{open.length === 0 ? (
				<p className="mt-2 text-ink-2">{t.none}</p>
			) : (
				<Form method="post" action="?" className="mt-4 grid gap-4" noValidate>
					<input type="hidden" name="requestKey" value={requestKey} />
					<p className="font-semibold">{t.receive}</p>
					<Field label={t.contract}>
						{(control) => (
							<select {...control} name="subscriptionId">
								{open.map(({ id, planName }) => (
									<option key={id} value={id}>
										{planName}
									</option>
								))}
							</select>
						)}
					</Field>
					<TextField
						name="wishedEnd"
						type="date"
						min={days.first}
						max={days.last}
						label={t.wished}
						hint={t.wishedHint(formatDay(lang, new Date(`${days.shortestNotice}T12:00:00Z`), timeZone))}
					/>
					<Button name="intent" value="check-cancellation" variant="outline" className="justify-self-start">
						{t.check}
					</Button>
				</Form>
			)}
		</section>
	)
}

interface Preview {
	subscriptionId: string
	wishedEnd: string | null
	planName: string
	endsAt: Date
	left: { until: Date; atMostCents: number } | null
}

export function CancellationPreview({ preview, requestKey }: { preview: Preview; requestKey: string }) {
	const t = useMessages(assistMessages).cancellation
	const lang = useLang()
	const { timeZone, currency } = useBrand()
	const { subscriptionId, wishedEnd, planName, endsAt, left } = preview
	const day = (at: Date) => formatDate(lang, new Date(at), timeZone)
	return (
		<AccountChangeCard
			title={planName}
			before={t.runs}
			after={t.ends(day(endsAt))}
			more={left && t.left(formatMoney(lang, left.atMostCents, currency), day(left.until))}
			intent="confirm-cancellation"
			label={t.confirm}
			fields={{ subscriptionId, wishedEnd: wishedEnd ?? '', requestKey }}
		/>
	)
}
