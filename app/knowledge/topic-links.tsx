import { knowledgeMessages } from '~/i18n/knowledge'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'

/** The topics with their number of pages. */
export function TopicLinks({ topics }: { topics: { id: string; name: string; pages: number }[] }) {
	const t = useMessages(knowledgeMessages)
	const lang = useLang()
	return (
		<section aria-labelledby="sujets" className="mt-10 max-w-[46rem]">
			<h2 id="sujets" className="text-h3">
				{t.home.browse}
			</h2>
			<ul className="mt-3 grid gap-x-10 gap-y-2 text-small sm:grid-cols-2">
				{topics.map(({ id, name, pages }) => (
					<li key={id}>
						<a href={localPath(lang, `/themes/${encodeURIComponent(id)}`)}>{name}</a>{' '}
						<span className="text-ink-2">· {t.topics.pages(pages)}</span>
					</li>
				))}
			</ul>
		</section>
	)
}
