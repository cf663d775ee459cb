import { searchMessages } from '~/i18n/search'
import { useMessages } from '~/i18n/use-messages'
import { LinkButton } from '~/ui/button'
import type { DirectAction } from './direct-actions'
import { TaskIcon } from './icons'

/** What can be done at once, above the pages that explain it, with how things stand on the reader's own account. */
export function DirectActionCard({ action, account }: { action: DirectAction; account: string[] }) {
	const t = useMessages(searchMessages)
	return (
		<section aria-labelledby="faire" className="card mt-5 flex flex-wrap items-center gap-x-5 gap-y-3 p-5">
			<span className="text-action">
				<TaskIcon name={action.icon} className="size-7" />
			</span>
			<div className="flex-1 basis-56">
				<h2 id="faire" className="text-h3">
					{t.doNow}
				</h2>
				<p className="text-small text-ink-2">
					{action.title} · {action.hint}
				</p>
				{account.length > 0 && (
					<ul className="num mt-1 text-small font-semibold" aria-label={t.account.yours}>
						{account.map((line) => (
							<li key={line}>{line}</li>
						))}
					</ul>
				)}
			</div>
			<LinkButton href={action.path}>{action.button}</LinkButton>
		</section>
	)
}
