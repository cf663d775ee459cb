import { Form } from '@remix-run/react'
import { HandHelping } from 'lucide-react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import type { DeskQueue } from './queue.server'

/** Colleagues who would like somebody beside them: first in the column, because they are waiting too. */
export function SupportWanted({ wanted }: { wanted: DeskQueue['support'] }) {
	const t = useMessages(workMessages).support
	if (wanted.length === 0) return null
	return (
		<section aria-labelledby="appuis" className="mb-6">
			<h2 id="appuis" className="panel-title px-3">
				{t.wanted}
			</h2>
			<ul className="mt-1">
				{wanted.map(({ kind, id, advisor, words, joined }) => (
					<li key={id}>
						<Form method="post" action={`/desk/${kind}/${id}/support`}>
							<button
								type="submit"
								name="intent"
								value="join"
								data-desk-row=""
								className="flex w-full items-start gap-3 rounded-2 bg-human-soft px-3 py-2 text-left text-human-ink"
							>
								<HandHelping className="icon mt-1" aria-hidden="true" />
								<span className="min-w-0">
									<span className="font-semibold">{t.wantedBy(advisor)}</span>
									{joined && <span className="text-mini"> · {t.joined}</span>}
									{words && <span className="block truncate text-mini">{words}</span>}
								</span>
							</button>
						</Form>
					</li>
				))}
			</ul>
		</section>
	)
}
