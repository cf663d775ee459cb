import { Form } from '@remix-run/react'
import { Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { chatElsewhereMessages } from '~/i18n/chat-elsewhere'
import { deliveryMessages } from '~/i18n/delivery'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { forgetWords } from './kept-words'

export interface Elsewhere {
	/** The address that opens it without sign-in; `null` for who signs in. */
	link: string | null
	days: number
	/** What was just done with the link. */
	said: 'sent' | 'wrong-address' | 'replaced' | null
	/** Where the link was sent last. */
	sentTo: string | null
	/** It goes on, so a copy can be wished for its end. */
	isLive: boolean
	isCopyWished: boolean
}

/** How the conversation is opened on another device, copied at its end, and forgotten on this one. */
export function ChatElsewhere({
	elsewhere,
	email,
	path,
}: {
	elsewhere: Elsewhere
	/** An address that is known to be theirs. */
	email: string | null
	path: string
}) {
	const t = useMessages(chatElsewhereMessages)
	const delivery = useMessages(deliveryMessages)
	const { link, days, isLive, isCopyWished } = elsewhere
	return (
		<section id="ailleurs" aria-labelledby="ailleurs-t">
			<h2 id="ailleurs-t" className="text-h3">
				{t.title}
			</h2>
			<div className="mt-3 grid gap-4 text-small">
				{link ? (
					<>
						<p className="text-ink-2">{t.lead(days)}</p>
						<Link link={link} />
						<SendLink elsewhere={elsewhere} path={path} />
					</>
				) : (
					<p className="text-ink-2">{t.signIn}</p>
				)}
				{isLive && email && (
					<Form method="post" action={path} className="grid justify-items-start gap-1">
						{isCopyWished && <p role="status">{t.copyWished(email)}</p>}
						<Button
							variant={isCopyWished ? 'quiet' : 'outline'}
							name="intent"
							value={isCopyWished ? 'no-copy' : 'wish-copy'}
							className={isCopyWished ? '-ml-2' : 'break-words'}
						>
							{isCopyWished ? t.copyUnwished : t.copyAtEnd(email)}
						</Button>
					</Form>
				)}
				{link && (
					<div className="flex flex-wrap gap-x-4">
						<Form method="post" action={path}>
							<Button variant="quiet" name="intent" value="replace-link" className="-ml-2">
								{t.revoke}
							</Button>
						</Form>
						<form method="post" action={path} onSubmit={() => forgetWords()}>
							<Button variant="quiet" name="intent" value="forget" className="-ml-2">
								{delivery.forget}
							</Button>
						</form>
						<p className="w-full text-ink-2 text-meta">{delivery.forgetHint}</p>
					</div>
				)}
			</div>
		</section>
	)
}

/** The address itself, to be chosen and copied by hand; with scripts a button does it. */
function Link({ link }: { link: string }) {
	const t = useMessages(chatElsewhereMessages)
	const field = useRef<HTMLInputElement>(null)
	const [canCopy, setCanCopy] = useState(false)
	const [isCopied, setCopied] = useState(false)
	useEffect(() => setCanCopy('clipboard' in navigator), [])
	const copy = async () => {
		field.current?.select()
		await navigator.clipboard.writeText(link).then(
			() => setCopied(true),
			() => setCopied(false),
		)
	}
	return (
		<div>
			<label htmlFor="lien" className="font-semibold">
				{t.label}
			</label>
			<div className="mt-1.5 flex gap-2">
				<input id="lien" ref={field} readOnly value={link} className="control min-w-0 flex-1" />
				{canCopy && (
					<Button type="button" variant="outline" onClick={copy}>
						<Copy className="icon" aria-hidden="true" /> {t.copy}
					</Button>
				)}
			</div>
			<p role="status" className="mt-1">
				{isCopied ? t.copied : ''}
			</p>
		</div>
	)
}

function SendLink({ elsewhere: { said, sentTo }, path }: { elsewhere: Elsewhere; path: string }) {
	const t = useMessages(chatElsewhereMessages)
	const isWrong = said === 'wrong-address'
	return (
		<>
			{said === 'replaced' && (
				<Notice tone="ok" live>
					{t.revoked}
				</Notice>
			)}
			{said === 'sent' && sentTo && (
				<Notice tone="ok" live>
					{t.sent(sentTo)}
				</Notice>
			)}
			<Form method="post" action={path} noValidate>
				<label htmlFor="lien-email" className="font-semibold">
					{t.email}
				</label>
				{isWrong && (
					<p id="lien-faute" role="alert" className="mt-1 text-danger">
						{t.emailWrong}
					</p>
				)}
				<div className="mt-1.5 flex flex-wrap gap-2">
					<input
						id="lien-email"
						name="email"
						type="email"
						autoComplete="email"
						aria-invalid={isWrong || undefined}
						aria-describedby={isWrong ? 'lien-faute' : undefined}
						className="control min-w-0 flex-1 basis-52"
					/>
					<Button variant="outline" name="intent" value="mail-link" className="max-lg:grow">
						{t.send}
					</Button>
				</div>
			</Form>
		</>
	)
}
