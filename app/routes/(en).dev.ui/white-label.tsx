import { Clock } from 'lucide-react'
import { kitMessages } from '~/i18n/kit'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { PresenceWindow } from '~/ui/presence-window'
import { Tag } from '~/ui/tag'

/** The same components under another brand's tokens. */
export function WhiteLabel() {
	const messages = useMessages(kitMessages)
	const t = messages.whiteLabel
	return (
		<section aria-labelledby="white-label">
			<h2 id="white-label" className="mt-14 text-h2">
				{t.title}
			</h2>
			<div
				data-theme="light"
				className="sample-white-label mt-4 rounded-3 border border-line bg-paper p-5 text-ink md:p-7"
			>
				<p className="font-heading text-h3 font-bold">{t.brand}</p>
				<div className="mt-4">
					<div className="dock rounded-3 border-[1.5px]">
						<div className="dock-inner px-4 md:px-6">
							<div className="dock-people">
								<PresenceWindow initials="IG" on />
								<PresenceWindow initials="PL" on />
							</div>
							<div className="dock-text">
								<h3 className="text-[1.3125rem]">{t.dockTitle}</h3>
								<p>{t.dockText}</p>
							</div>
							<div className="dock-actions">
								<Button type="button" variant="ink">
									{t.write}
								</Button>
								<Button type="button" variant="outline">
									{t.callMe}
								</Button>
							</div>
						</div>
					</div>
				</div>
				<div className="mt-5 flex flex-wrap items-center gap-3">
					<Button type="button">{t.action}</Button>
					<a href="#white-label">{t.link}</a>
					<Tag tone="human" icon={Clock}>
						{messages.tags.promised}
					</Tag>
				</div>
			</div>
		</section>
	)
}
