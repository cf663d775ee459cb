import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { formatTime } from '~/i18n/format'
import { shellMessages } from '~/i18n/shell'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { listSentMessages } from '~/messages/outbox.server'
import { Empty } from '~/ui/empty'
import { Tag } from '~/ui/tag'

export const handle = { surface: 'customer', hydrate: false }

export const meta: MetaFunction = () => [{ title: 'E-mails · SMS' }, { name: 'robots', content: 'noindex' }]

/** Every e-mail and SMS of the demo; does not exist outside it. */
export async function loader({ request }: LoaderFunctionArgs) {
	if (!environment().DEMO) throw notFound()
	await getVisitor(request)
	const messages = await listSentMessages()
	return {
		messages: messages.map(({ id, channel, recipient, subject, body, state, createdAt, attachments }) => ({
			id,
			channel,
			recipient,
			subject,
			body,
			state,
			at: createdAt,
			files: attachments?.map(({ name }) => name) ?? [],
		})),
	}
}

export default function Outbox() {
	const { messages } = useLoaderData<typeof loader>()
	const t = useMessages(shellMessages).outbox
	const lang = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap py-10">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			{messages.length === 0 && <Empty>{t.empty}</Empty>}
			<ol className="mt-6 grid gap-4">
				{messages.map((message) => (
					<li key={message.id} className="card p-5" data-channel={message.channel}>
						<p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-ink-2">
							<Tag tone={message.channel === 'email' ? undefined : 'action'}>{t[message.channel]}</Tag>
							<span>
								{t.to} <b className="num text-ink">{message.recipient}</b>
							</span>
							<span className="num">{formatTime(lang, new Date(message.at), timeZone)}</span>
							<span>{t.states[message.state]}</span>
						</p>
						{message.subject && <h2 className="mt-3 text-h3">{message.subject}</h2>}
						<p className="mt-2 wrap-anywhere whitespace-pre-wrap">
							<LinkedText text={message.body} />
						</p>
						{message.files.map((file) => (
							<p key={file} className="mt-2 text-small text-ink-2">
								{file}
							</p>
						))}
					</li>
				))}
			</ol>
		</div>
	)
}

/** Addresses in a text become links, as mail programs do; each keeps its place in the text as key. */
function LinkedText({ text }: { text: string }) {
	const parts = [...text.matchAll(/(https?:\/\/\S+)|((?:(?!https?:\/\/)[\s\S])+)/g)]
	return parts.map(({ 0: part, 1: address, index }) =>
		address ? (
			<a key={index} href={address}>
				{part}
			</a>
		) : (
			part
		),
	)
}
