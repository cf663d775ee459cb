import { ArrowRight, FileText, MessageSquareText, PhoneForwarded, Search } from 'lucide-react'
import { kitMessages } from '~/i18n/kit'
import { useMessages } from '~/i18n/use-messages'

/** The search field with its suggestions open. */
export function Suggestions() {
	const t = useMessages(kitMessages).suggestions
	const [start, rest] = t.action
	return (
		<section aria-labelledby="suggestions">
			<h2 id="suggestions" className="text-h2">
				{t.title}
			</h2>
			<search>
				<div className="mt-4">
					<label htmlFor="sample-search" className="mb-1 block text-small">
						{t.label}
					</label>
					<div className="searchbox">
						<input
							id="sample-search"
							type="search"
							defaultValue={t.typed}
							autoComplete="off"
							aria-describedby="sample-search-count"
						/>
						<button type="button" className="btn btn-action btn-icon" aria-label={t.search}>
							<Search className="icon" aria-hidden="true" />
						</button>
					</div>
					<ul className="suggest" aria-label={t.list}>
						<li>
							<a href="#suggestions" data-active="">
								<PhoneForwarded className="icon" aria-hidden="true" />
								<span>
									<mark>{start}</mark>
									{rest} <span className="block text-meta text-ink-2">{t.actionKind}</span>
								</span>
								<ArrowRight className="icon" aria-hidden="true" />
							</a>
						</li>
						{t.articles.map(([before, typed, after]) => (
							<li key={after}>
								<a href="#suggestions">
									<FileText className="icon" aria-hidden="true" />
									<span>
										{before}
										<mark>{typed}</mark>
										{after}
									</span>
								</a>
							</li>
						))}
						<li>
							<a href="#suggestions">
								<MessageSquareText className="icon" aria-hidden="true" />
								<span>{t.ask}</span>
							</a>
						</li>
					</ul>
					<p id="sample-search-count" className="mt-2 text-meta text-ink-2" role="status">
						{t.count}
					</p>
				</div>
			</search>
		</section>
	)
}
