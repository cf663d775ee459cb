import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { findPerson } from '~/auth/people.server'
import { LeftMessagePage } from '~/handoff/chat-message-page'
import { trailLines } from '~/handoff/chat-trail.server'
import { findOwnLeftMessage } from '~/handoff/left-messages.server'
import { listPromises } from '~/handoff/promises.server'
import { chatMessages } from '~/i18n/chat'
import { formatDay, formatPhone } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { initialsOf } from '~/ui/initials'

export const handle = { surface: 'customer', hydrate: false, nav: 'echanges' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: `${page?.title} · ${page?.brand}` },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang, visitId, customer, person } = await getVisitor(request)
	const message = await findOwnLeftMessage(params.reference ?? '', { visitId, customerId: customer?.id ?? null })
	if (!message) throw notFound()
	const { brand, timeZone, country } = settings()
	const [promised, advisor] = await Promise.all([
		listPromises(message.caseId),
		message.answeredBy ? findPerson(message.answeredBy) : null,
	])
	const t = messagesIn(chatMessages, lang)
	const byEmail = message.contact.includes('@')
	return data({
		title: `${t.left.title} (${message.reference})`,
		brand: brand.name,
		reference: message.reference,
		promise: promised.find(({ kind }) => kind === 'answer')?.text ?? '',
		contact: byEmail ? message.contact : formatPhone(message.contact, country),
		mailed: byEmail && person?.email.toLowerCase() === message.contact,
		body: message.body,
		...{ isOurs: message.isOurs, state: message.state },
		trail: trailLines(message.trail, lang),
		answer: message.answer
			? {
					words: message.answer,
					advisor: advisor?.name.split(' ')[0] ?? t.talk.someone,
					initials: initialsOf(advisor?.name ?? ''),
					day: message.answeredAt ? formatDay(lang, message.answeredAt, timeZone) : '',
				}
			: null,
		askedFrom: null,
	})
}

export default function MessageLaisse() {
	return <LeftMessagePage {...useLoaderData<typeof loader>()} />
}
