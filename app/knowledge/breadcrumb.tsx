import { knowledgeMessages } from '~/i18n/knowledge'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'

/** The way back: the help pages, then the topic of an article. */
export function Breadcrumb({ topic }: { topic?: { id: string; name: string } }) {
	const t = useMessages(knowledgeMessages).trail
	const lang = useLang()
	return (
		<nav aria-label={t.label} className="text-small">
			<ol className="flex flex-wrap gap-x-2">
				<li>
					<a href={localPath(lang, '/')}>{t.home}</a>
				</li>
				{topic && (
					<li>
						<span aria-hidden="true" className="text-ink-3">
							/
						</span>{' '}
						<a href={localPath(lang, `/themes/${encodeURIComponent(topic.id)}`)}>{topic.name}</a>
					</li>
				)}
			</ol>
		</nav>
	)
}
