import { CalendarClock, MessageSquareText, Phone } from 'lucide-react'
import { deliveryMessages } from '~/i18n/delivery'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
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
		<div className="wrap py-4 print:hidden">
			<section aria-labelledby="aide-t" className="card-human p-4 lg:flex lg:items-center lg:gap-8 lg:px-6">
				<div className="min-w-0 text-small lg:flex-1">
					<p id="aide-t" className="font-heading text-h3 font-bold">
						{isNow ? t.title : t.titleLater}
					</p>
					<p className="mt-1">
						<WithStrong text={dock.text} strong={dock.strong} /> <span className="max-md:sr-only">{t.text}</span>
					</p>
				</div>
				<form
					method="post"
					action={localPath(lang, '/aide-proposee')}
					className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 lg:mt-0 lg:flex-nowrap"
				>
					<input type="hidden" name="from" value={from} />
					{dock.actions.map(({ label, to }, index) => {
						const Icon = ICONS[to as keyof typeof ICONS] ?? CalendarClock
						return (
							<Button
								key={to}
								name="choice"
								value={to}
								variant={index === 0 ? 'ink' : 'outline'}
								className="max-sm:grow max-sm:px-3"
							>
								<Icon className="icon" aria-hidden="true" /> {label}
							</Button>
						)
					})}
					<Button name="choice" value="refuse" variant="quiet" className="max-sm:w-full">
						{t.refuse}
					</Button>
				</form>
			</section>
		</div>
	)
}
