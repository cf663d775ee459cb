import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Check, Clock, X } from 'lucide-react'
import { DelegationForm } from '~/accounts/delegation-form'
import {
	acceptInvitation,
	changeLastDay,
	endDelegation,
	inviteDelegate,
	listGiven,
	listInvitations,
	listReceived,
} from '~/accounts/delegations.server'
import { ownLines, receivedLines } from '~/accounts/shared-lines.server'
import { requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatDate, formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const PAGE = '/compte/partage'
const NEWS = ['invite', 'accepte', 'refuse', 'repris', 'jour', 'rien'] as const

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, person, lang } = await requireCustomer(request)
	const [given, delegations, invitations, own] = await Promise.all([
		listGiven(customer.id),
		listReceived(customer.id),
		listInvitations(person.email),
		ownLines(customer.id),
	])
	const asked = new URL(request.url).searchParams.get('fait')
	return data({
		title: `${messagesIn(delegationMessages, lang).title} · ${settings().brand.name}`,
		news: NEWS.find((one) => one === asked) ?? null,
		given: given.map(({ id, email, level, state, endsAt, endedAt, endedBy, lineIds }) => ({
			...{ id, email, level, state, endsAt, endedAt, endedBy, lineIds },
		})),
		received: await receivedLines(delegations),
		invitations,
		own,
		requestKey: randomUUID(),
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const form = await request.formData()
	const said = (name: string) => String(form.get(name) ?? '')
	const done = (news: (typeof NEWS)[number]) => redirect(`${localPath(lang, PAGE)}?fait=${news}`, 303)
	const { email } = person
	const customerId = customer.id
	const id = said('id')
	switch (said('intent')) {
		case 'accept':
			return done((await acceptInvitation({ id, email, customerId })) ? 'accepte' : 'rien')
		case 'give-back':
			await endDelegation({ id, by: 'delegate', customerId, email })
			return done('refuse')
		case 'revoke':
			await endDelegation({ id, by: 'owner', customerId, email })
			return done('repris')
		case 'last-day': {
			const changed = await changeLastDay({ id, customerId, lastDay: said('lastDay') })
			if (changed === 'changed') return done('jour')
			return changed === 'missing'
				? done('rien')
				: data({ id, typed: null, problems: ['day' as const] }, { status: 400 })
		}
	}
	const typed = {
		...{ email: said('email'), lineIds: form.getAll('line').map(String), lastDay: said('lastDay') },
		level: said('level') === 'manage' ? ('manage' as const) : ('see' as const),
	}
	const invited = await inviteDelegate({ customerId, ...typed, requestKey: said('requestKey') || randomUUID() })
	if (invited.ok) return done('invite')
	return data({ id: null, typed, problems: invited.problems }, { status: 400 })
}

/** Who may see or manage which lines: what one gives, what one is given. */
export default function SharedLinesPage() {
	const { news, given, received, invitations, own, requestKey } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(delegationMessages)
	const account = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{account.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			{(news || refused?.id) && (
				<div className="mt-6">
					<Notice tone={refused?.id || news === 'rien' ? 'warn' : 'ok'} live>
						{refused?.id ? t.form.problems.day : news && t.news[news]}
					</Notice>
				</div>
			)}
			{invitations.length > 0 && <Invitations />}
			{received.length > 0 && <Received />}
			<section aria-labelledby="donnees" className="mt-10">
				<h2 id="donnees" className="text-h2">
					{t.given}
				</h2>
				{given.length === 0 && <p className="mt-3">{t.givenNone}</p>}
				<ul className="mt-4 grid gap-4">
					{given.map((delegation) => (
						<Given key={delegation.id} delegation={delegation} />
					))}
				</ul>
			</section>
			<section aria-labelledby="confier" className="card mt-10 p-5 md:p-7">
				<h2 id="confier" className="text-h2">
					{t.form.title}
				</h2>
				{own ? (
					<DelegationForm
						lines={own}
						requestKey={requestKey}
						typed={refused?.typed ?? null}
						problems={refused?.typed ? refused.problems : []}
					/>
				) : (
					<p className="mt-3">{t.form.problems.unavailable}</p>
				)}
			</section>
		</div>
	)
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

function Invitations() {
	const { invitations } = useLoaderData<typeof loader>()
	const t = useMessages(delegationMessages)
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section aria-labelledby="invitations" className="card-human mt-6 p-5">
			<h2 id="invitations" className="text-h3">
				{t.invitations}
			</h2>
			<ul className="mt-3 grid gap-4">
				{invitations.map(({ id, level, ownerName, endsAt }) => (
					<li key={id}>
						<p>{t.invitation[level](ownerName, formatDate(lang, endsAt, timeZone))}</p>
						<form method="post" className="mt-2 flex flex-wrap gap-3">
							<input type="hidden" name="id" value={id} />
							<Button name="intent" value="accept">
								{t.accept}
							</Button>
							<Button variant="outline" name="intent" value="give-back">
								{t.refuse}
							</Button>
						</form>
					</li>
				))}
			</ul>
		</section>
	)
}

function Received() {
	const { received } = useLoaderData<typeof loader>()
	const t = useMessages(delegationMessages)
	const lang = useLang()
	const { timeZone, country } = useBrand()
	return (
		<section aria-labelledby="recues" className="mt-10">
			<h2 id="recues" className="text-h2">
				{t.received}
			</h2>
			<ul className="mt-4 grid gap-4">
				{received.map(({ id, level, ownerName, endsAt, lines }) => (
					<li key={id} className="card p-4">
						<p>{t.receivedFrom[level](ownerName, formatDate(lang, endsAt, timeZone))}</p>
						<ul className="mt-2 grid gap-1">
							{lines.map((line) => (
								<li key={line.id}>
									<a href={localPath(lang, `/compte/lignes/${line.id}`)}>
										<span lang="fr">{line.label}</span>{' '}
										<span className="num whitespace-nowrap">{formatPhone(line.number, country)}</span>
									</a>
								</li>
							))}
						</ul>
						<form method="post" className="mt-3">
							<input type="hidden" name="id" value={id} />
							<Button variant="outline" small name="intent" value="give-back">
								{t.giveBack(ownerName)}
							</Button>
						</form>
					</li>
				))}
			</ul>
		</section>
	)
}

const STATES = {
	invited: { tone: 'action', icon: Clock },
	running: { tone: 'ok', icon: Check },
	over: { tone: undefined, icon: X },
} as const

function Given({ delegation }: { delegation: Page['given'][number] }) {
	const { own } = useLoaderData<typeof loader>()
	const t = useMessages(delegationMessages)
	const lang = useLang()
	const { timeZone, country } = useBrand()
	const { id, email, level, state, endsAt, endedAt, endedBy, lineIds } = delegation
	const lines = (own ?? []).filter((line) => lineIds.includes(line.id))
	return (
		<li className="card p-4">
			<p className="flex flex-wrap items-center gap-3">
				<b className="break-all">{email}</b>
				<Tag {...STATES[state]}>{t.states[state]}</Tag>
			</p>
			<p className="num mt-1 text-small">
				{t.levels[level]} · {lines.map((line) => formatPhone(line.number, country)).join(', ')}
			</p>
			<p className="text-small text-ink-2">
				{endedAt && endedBy
					? t.endedBy[endedBy](formatDate(lang, endedAt, timeZone))
					: t.until(formatDate(lang, endsAt, timeZone))}
			</p>
			{state !== 'over' && (
				<div className="mt-3 flex flex-wrap items-end gap-x-6 gap-y-3">
					<form method="post">
						<input type="hidden" name="id" value={id} />
						<Button variant="outline" small name="intent" value="revoke" aria-label={t.revokeNamed(email)}>
							{t.revoke}
						</Button>
					</form>
					<details>
						<summary className="inline-flex min-h-10 items-center text-small font-semibold text-action">
							{t.changeDay}
						</summary>
						<form method="post" className="mt-2 flex flex-wrap items-end gap-3">
							<input type="hidden" name="id" value={id} />
							<TextField name="lastDay" type="date" label={t.lastDay} required />
							<Button variant="outline" small name="intent" value="last-day">
								{t.changeDay}
							</Button>
						</form>
					</details>
				</div>
			)}
		</li>
	)
}
