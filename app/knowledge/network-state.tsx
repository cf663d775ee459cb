import { Check, TriangleAlert } from 'lucide-react'
import { formatTime } from '~/i18n/format'
import { knowledgeMessages } from '~/i18n/knowledge'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'

interface State {
	service: string
	name: string
	state: 'normal' | 'slowed' | 'down'
	area: string | null
	expectedEndAt: Date | null
}

/** How each service does now. */
export function NetworkState({ states }: { states: State[] }) {
	const t = useMessages(knowledgeMessages).network
	const lang = useLang()
	const { timeZone } = useBrand()
	if (states.length === 0) return null
	return (
		<section aria-labelledby="reseau">
			<h2 id="reseau" className="text-h3">
				{t.title}
			</h2>
			<ul className="mt-2 text-small">
				{states.map(({ service, name, state, area, expectedEndAt }) => (
					<li key={service} className="border-b border-line py-2.5">
						<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
							<span>{name}</span>
							{state === 'normal' ? (
								<Tag tone="ok" icon={Check}>
									{t.normal}
								</Tag>
							) : (
								<Tag tone={state === 'down' ? 'danger' : 'warn'} icon={TriangleAlert}>
									{area ? t.at(t[state], area) : t[state]}
								</Tag>
							)}
						</div>
						{expectedEndAt && (
							<p className="mt-1 text-meta text-ink-2">{t.backAt(formatTime(lang, expectedEndAt, timeZone))}</p>
						)}
					</li>
				))}
			</ul>
		</section>
	)
}
