import { Search } from 'lucide-react'
import { localPath } from '~/i18n/language'
import { searchMessages } from '~/i18n/search'
import { useLang, useMessages } from '~/i18n/use-messages'

/** The question field. A GET form; app/enhance adds suggestions under it. */
export function SearchBox({
	query = '',
	prominent,
	className,
}: {
	query?: string
	prominent?: boolean
	className?: string
}) {
	const t = useMessages(searchMessages)
	const lang = useLang()
	return (
		// biome-ignore lint/a11y/useSemanticElements: <search> is not known to every screen reader in use, the role is
		<form
			action={localPath(lang, '/search')}
			role="search"
			className={className}
			data-suggest={`/api/suggest?lang=${lang}`}
			data-suggest-label={t.suggestions}
		>
			<label htmlFor="q" className={prominent ? 'mb-2 block text-small md:text-body' : 'sr-only'}>
				{prominent ? t.label : t.labelShort}
			</label>
			<div className="searchbox max-w-[46rem]">
				<input
					id="q"
					name="q"
					type="search"
					autoComplete="off"
					enterKeyHint="search"
					maxLength={500}
					defaultValue={query}
				/>
				<button type="submit" className="btn btn-action max-sm:w-12 max-sm:p-0" aria-label={t.button}>
					<Search className="icon" aria-hidden="true" />
					<span className="max-sm:hidden">{t.button}</span>
				</button>
			</div>
		</form>
	)
}

/** The band above results and topic pages. */
export function SearchBand({ query }: { query?: string }) {
	return (
		<div className="border-b border-line bg-surface">
			<div className="wrap py-5">
				<SearchBox query={query} />
			</div>
		</div>
	)
}
