import { useEffect, useId, useState } from 'react'
import { type Lang, localPath } from '~/i18n/language'
import { studioMessages } from '~/i18n/studio'
import { useMessages } from '~/i18n/use-messages'

interface Found {
	slug: string
	title: string
}

const PAUSE_MS = 200
const SHOWN = 6

/** Finds a live article to link to. Escape closes it, and the focus goes back to the text. */
export function LinkPicker({
	lang,
	onPick,
	onClose,
}: {
	lang: Lang
	onPick: (link: { title: string; href: string }) => void
	onClose: () => void
}) {
	const t = useMessages(studioMessages).links
	const id = useId()
	const [query, setQuery] = useState('')
	const [found, setFound] = useState<Found[] | null>(null)
	useEffect(() => {
		const controller = new AbortController()
		const timer = setTimeout(async () => {
			if (!query.trim()) return setFound(null)
			try {
				const params = new URLSearchParams({ q: query, lang, limit: String(SHOWN) })
				const response = await fetch(`/api/search?${params}`, { signal: controller.signal })
				if (response.ok) setFound(((await response.json()) as { results: Found[] }).results)
			} catch {}
		}, PAUSE_MS)
		return () => {
			clearTimeout(timer)
			controller.abort()
		}
	}, [query, lang])
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any of its controls
		<div
			className="border-b border-line bg-sunken p-3"
			onKeyDown={(event) => {
				if (event.key !== 'Escape') return
				event.stopPropagation()
				onClose()
			}}
		>
			<label htmlFor={id} className="text-small font-semibold">
				{t.find}
			</label>
			<div className="mt-1 flex gap-2">
				<input
					id={id}
					className="control"
					type="search"
					value={query}
					autoFocus
					onChange={(event) => setQuery(event.target.value)}
					onKeyDown={(event) => {
						if (event.key === 'Enter') event.preventDefault()
					}}
				/>
				<button type="button" className="btn btn-quiet btn-s" onClick={onClose}>
					{t.close}
				</button>
			</div>
			<ul className="mt-2 grid gap-1" aria-live="polite">
				{found?.map(({ slug, title }) => (
					<li key={slug}>
						<button
							type="button"
							className="btn btn-quiet btn-s justify-start text-left"
							onClick={() => onPick({ title, href: localPath(lang, `/articles/${slug}`) })}
						>
							<span lang={lang}>{title}</span>
						</button>
					</li>
				))}
				{found?.length === 0 && <li className="text-small text-ink-2">{t.none}</li>}
			</ul>
		</div>
	)
}
