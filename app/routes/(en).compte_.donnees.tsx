import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireCustomer } from '~/auth/guards.server'
import { addressPrefixOf, limit } from '~/auth/limits.server'
import { signedInLately } from '~/auth/sessions.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { formatDate } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { personalMessages } from '~/i18n/personal'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Consents } from '~/personal/consents'
import { consentsOf, say } from '~/personal/consents.server'
import { CopyOfAll } from '~/personal/copy-of-all'
import { askForCopy, keyOfCopy, latestCopy } from '~/personal/data-copies.server'
import { readDetail } from '~/personal/detail-forms.server'
import { Details } from '~/personal/details'
import { latestErasure } from '~/personal/erasure.server'
import {
	listOpenChanges,
	listPersonalChanges,
	openContactChange,
	putRight,
	sendChangeCode,
} from '~/personal/personal-changes.server'
import { readAddress } from '~/personal/postal-address'
import { settings } from '~/settings/settings.server'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const DONE = ['name', 'address', 'email', 'phone', 'same', 'consent', 'export'] as const
const CHANGES_SHOWN = 10
const KEY = /^[0-9a-f-]{36}$/

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const done = new URL(request.url).searchParams.get('fait')
	const [changes, open, consents, copy, erasure] = await Promise.all([
		listPersonalChanges(customer.id, CHANGES_SHOWN),
		listOpenChanges(customer.id),
		consentsOf(customer.id, lang),
		latestCopy(customer.id),
		latestErasure(customer.id),
	])
	const { firstName, lastName, email, phone, address, city } = customer
	return {
		title: `${messagesIn(personalMessages, lang).title} · ${settings().brand.name}`,
		now: new Date(),
		details: { firstName, lastName, email, phone, ...readAddress(address, city) },
		open: open.map(({ id, field, after }) => ({ id, field, value: after.email ?? after.phone ?? '' })),
		changes: changes
			.filter(({ state }) => state !== 'open')
			.map(({ id, field, state, doneAt, at }) => ({ id, field, state, at: doneAt ?? at })),
		consents,
		copy: copy && {
			state: copy.state,
			askedAt: copy.askedAt,
			readyAt: copy.readyAt,
			expiresAt: copy.expiresAt,
			bytes: copy.bytes ?? 0,
			href: `/compte/donnees/copie/${copy.id}.zip?cle=${keyOfCopy(copy)}`,
		},
		erasedOn: erasure?.state === 'waiting' ? erasure.runsAt : null,
		keys: {
			copy: randomUUID(),
			name: randomUUID(),
			address: randomUUID(),
			email: randomUUID(),
			phone: randomUUID(),
			consent: randomUUID(),
		},
		done: DONE.find((one) => one === done) ?? null,
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { customer, person, sessionId, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const form = await request.formData()
	const intent = String(form.get('intent') ?? '')
	const requestKey = String(form.get('requestKey') ?? '')
	if (!KEY.test(requestKey)) throw new Response(null, { status: 400 })
	const t = messagesIn(personalMessages, lang)
	const page = localPath(lang, '/compte/donnees')
	const holder = { customerId: customer.id, personId: person.id, lang }

	if (intent === 'consent') {
		const purpose = String(form.get('purpose') ?? '')
		const said = await say(customer.id, { purpose, agreed: form.get('agreed') === 'yes', requestKey, lang })
		if (said === 'unknown') throw new Response(null, { status: 400 })
		await recordStep({ visitId, kind: 'action', label: t.consents.step })
		return redirect(`${page}?fait=consent#accords`, 303)
	}

	if (intent === 'copy') {
		if (!(await signedInLately(person.id, sessionId)))
			return redirect(`${localPath(lang, '/compte/confirmer')}?to=${encodeURIComponent(`${page}#copie`)}`, 303)
		await limit('data-export', request, person.id)
		await askForCopy(customer.id, { requestKey, lang })
		await recordStep({ visitId, kind: 'action', label: t.export.step })
		return redirect(`${page}?fait=export#copie`, 303)
	}

	const read = await readDetail(intent, form)
	if (!read) throw new Response(null, { status: 400 })
	if (!read.ok) {
		const label = `${t.title} : ${t.field[intent as keyof typeof t.field]}`
		await recordStep({ visitId, kind: 'form', label, failed: true, href: '/compte/donnees' })
		await recordFriction({
			...{ visitId, kind: 'form-refused', label, path: '/compte/donnees', lang, customerId: customer.id },
			causeKey: `personal:${Object.keys(read.errors).sort().join('+')}`,
			detail: { fields: Object.keys(read.errors) },
		})
		return data({ intent, errors: read.errors, typed: read.typed, requestKey }, { status: 400 })
	}
	if (read.field === 'name' || read.field === 'address') {
		const changed = await putRight(holder, read.field, read.value, { requestKey })
		return redirect(`${page}?fait=${changed === 'same' ? 'same' : read.field}`, 303)
	}
	const change = await openContactChange(holder, read.field, read.value, { requestKey })
	if (change === 'same') return redirect(`${page}?fait=same`, 303)
	const here = localPath(lang, `/compte/donnees/changement/${change.id}`)
	// Sent at once to somebody who has just proved who they are and whom it reaches by e-mail; else a page asks first.
	if (read.field === 'email' && (await signedInLately(person.id, sessionId))) {
		await limit('address-code', request, person.id)
		await sendChangeCode(holder, change.id, {
			channel: 'email',
			addressPrefix: addressPrefixOf(request),
			now: new Date(),
		})
	}
	return redirect(here, 303)
}

export default function PersonalData() {
	const { details, open, changes, consents, copy, erasedOn, keys, done, now } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(personalMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-3 text-lead">{t.lead}</p>
			{done && (
				<div className="mt-6">
					<Notice tone={done === 'same' ? 'info' : 'ok'} live>
						{t.done[done]}
					</Notice>
				</div>
			)}
			<nav aria-label={t.inThisPage} className="mt-5 text-small">
				<ul className="flex flex-wrap gap-x-6 gap-y-2">
					<li>
						<a href="#joindre">{t.contact}</a>
					</li>
					<li>
						<a href="#accords">{t.consents.title}</a>
					</li>
					<li>
						<a href="#copie">{t.export.title}</a>
					</li>
					<li>
						<a href="#effacement">{t.erase.title}</a>
					</li>
					<li>
						<a href={localPath(lang, '/compte/securite')}>{t.sessions}</a>
					</li>
					<li>
						<a href={localPath(lang, '/echanges')}>{t.timeline}</a>
					</li>
				</ul>
			</nav>
			<Details details={details} open={open} changes={changes} keys={keys} refused={refused ?? null} now={now} />
			<Consents consents={consents} requestKey={keys.consent} />
			<CopyOfAll copy={copy} requestKey={keys.copy} now={now} />
			<Erase on={erasedOn} />
		</div>
	)
}

function Erase({ on }: { on: Date | null }) {
	const t = useMessages(personalMessages).erase
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<section id="effacement" aria-labelledby="effacement-t" className="mt-12">
			<h2 id="effacement-t" className="text-h2">
				{t.title}
			</h2>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			{on && (
				<div className="mt-4">
					<Notice tone="warn">{t.waiting(formatDate(lang, on, timeZone))}</Notice>
				</div>
			)}
			<p className="mt-4">
				<a href={localPath(lang, '/compte/donnees/effacement')}>{t.link}</a>
			</p>
		</section>
	)
}
