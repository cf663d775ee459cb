import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'

/** The break after a contact: a right, not a countdown. */
export function BreatheAside({ colleagues }: { colleagues: number }) {
	const t = useMessages(deskMessages).wrapUp
	return (
		<aside aria-labelledby="souffler" className="self-start rounded-3 bg-sky p-6 lg:mt-24">
			<svg viewBox="0 0 240 150" className="w-full" role="img" aria-label={t.pictureLabel}>
				<g fill="none" stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
					<rect x="62" y="10" width="116" height="112" rx="4" fill="var(--surface)" />
					<rect x="72" y="20" width="96" height="102" fill="var(--ill-pane)" />
					<path d="M120 20v102M72 66h96" />
					<path d="M44 122h152v10H44z" fill="var(--surface)" />
					<path d="M138 102h26v12a8 8 0 0 1-8 8h-10a8 8 0 0 1-8-8z" fill="var(--ill-brick)" />
					<path d="M164 105h4a5 5 0 0 1 0 11h-4.500" />
					<path d="M146 94c-3-4 3-6 0-10M155 94c-3-4 3-6 0-10" />
				</g>
			</svg>
			<h2 id="souffler" className="mt-4 text-h3">
				{t.breatheTitle}
			</h2>
			<p className="mt-2">{t.breatheText}</p>
			{colleagues > 0 && <p className="mt-3 text-ink-2">{t.colleagues(colleagues)}</p>}
		</aside>
	)
}
