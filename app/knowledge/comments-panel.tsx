import { formatMoment } from '~/i18n/format'
import { studioMessages } from '~/i18n/studio'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Field, TextArea } from '~/ui/field'

interface Shown {
	comments: {
		id: string
		quote: string
		body: string
		byName: string
		at: Date
		resolvedByName: string | null
		/** Its paragraph no longer reads so. */
		isChanged: boolean
	}[]
	/** To say something of one of them. */
	paragraphs: string[]
	lang: 'fr' | 'en'
}

const SHOWN_SIGNS = 90

/** What readers of the draft say, the settled ones last. */
export function CommentsPanel({ comments, paragraphs, lang }: Shown) {
	const t = useMessages(studioMessages).comments
	const own = useLang()
	const { timeZone } = useBrand()
	const sorted = [...comments].sort((one, other) => Number(!!one.resolvedByName) - Number(!!other.resolvedByName))
	return (
		<section aria-labelledby="remarques" className="card p-5">
			<h2 id="remarques" className="text-h3">
				{t.title}
			</h2>
			{comments.length === 0 && <p className="mt-2 text-small text-ink-2">{t.none}</p>}
			<ul className="mt-3 grid gap-4">
				{sorted.map(({ id, quote, body, byName, at, resolvedByName, isChanged }) => (
					<li key={id} className={resolvedByName ? 'text-ink-2' : undefined}>
						{quote && (
							<blockquote lang={lang} className="border-l-2 border-line-strong pl-3 text-small text-ink-2">
								{quote}
							</blockquote>
						)}
						{quote && isChanged && <p className="mt-1 text-mini text-ink-2">{t.changed}</p>}
						<p className="mt-1 whitespace-pre-wrap">{body}</p>
						<p className="mt-1 flex flex-wrap items-center gap-3 text-mini text-ink-2">
							{byName}, {formatMoment(own, new Date(at), new Date(), timeZone)}
							{resolvedByName && <span>{t.resolved(resolvedByName)}</span>}
						</p>
						{!resolvedByName && (
							<form method="post" className="mt-1">
								<input type="hidden" name="comment" value={id} />
								<Button small variant="quiet" name="intent" value="resolve">
									{t.resolve}
								</Button>
							</form>
						)}
					</li>
				))}
			</ul>
			<form method="post" className="mt-4 grid gap-3 border-t border-line pt-4">
				<Field label={t.on}>
					{(control) => (
						<select name="quote" {...control}>
							<option value="">{t.whole}</option>
							{paragraphs.map((paragraph) => (
								<option key={paragraph} value={paragraph} lang={lang}>
									{paragraph.length > SHOWN_SIGNS ? `${paragraph.slice(0, SHOWN_SIGNS)}…` : paragraph}
								</option>
							))}
						</select>
					)}
				</Field>
				<TextArea name="body" rows={2} required maxLength={2_000} label={t.body} />
				<p>
					<Button small variant="outline" name="intent" value="comment">
						{t.add}
					</Button>
				</p>
			</form>
		</section>
	)
}
