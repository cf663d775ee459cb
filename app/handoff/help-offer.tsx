import { CalendarClock, MessageSquareText, Phone } from 'lucide-react'
import { deliveryMessages } from '~/i18n/delivery'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { PresenceWindow } from '~/ui/presence-window'
import { WithStrong } from './dock'
import type { DockState } from './dock-state.server'

const ICONS = { write: MessageSquareText, message: MessageSquareText, callback: Phone } as const

/**
 * Help offered to who fails again and again: in the flow of the page, with what the block says is
 * possible now and nothing else. It asks for no attention: nothing moves, no focus, not spoken by itself.
 */
export function HelpOffer({ dock, from }: { dock: DockState; from: string }) {
	const { help: t } = useMessages(deliveryMessages)
	const lang = useLang()
	const isNow = dock.state !== 'closed'
	return (
		<div className="wrap pt-4 md:pt-6 print:hidden">
			<section aria-labelledby="aide-t" className="card-human p-4 md:flex md:items-center md:gap-6 md:px-6 md:py-5">
				<div className="min-w-0 md:flex-1">
					<p id="aide-t" className="font-heading text-h3 font-bold">
						{isNow ? t.title : t.titleLater}
					</p>
					<p className="mt-1 text-small">
						{dock.windows[0] && (
							<span className="mr-2 inline-flex align-middle">
								<PresenceWindow initials={dock.windows[0].initials} on={dock.windows[0].on} size="s" />
							</span>
						)}
						<WithStrong text={dock.text} strong={dock.strong} />
					</p>
					<p className="mt-1 text-small">{t.text}</p>
				</div>
				<form
					method="post"
					action={localPath(lang, '/aide-proposee')}
					className="mt-4 grid gap-2 sm:flex sm:flex-wrap md:mt-0 md:max-w-[22rem] md:justify-end"
				>
					<input type="hidden" name="from" value={from} />
					{dock.actions.map(({ label, to }, index) => {
						const Icon = ICONS[to as keyof typeof ICONS] ?? CalendarClock
						return (
							<Button key={to} name="choice" value={to} variant={index === 0 ? 'ink' : 'outline'}>
								<Icon className="icon" aria-hidden="true" /> {label}
							</Button>
						)
					})}
					<Button name="choice" value="refuse" variant="quiet">
						{t.refuse}
					</Button>
				</form>
			</section>
		</div>
	)
}
