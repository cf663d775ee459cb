import { useFetcher, useNavigate } from '@remix-run/react'
import { Keyboard } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'
import { Sheet } from '~/ui/sheet'
import { isTyping, moveInQueue, SHORTCUTS, targetOf } from './shortcut-keys'

/**
 * The keys of the desk and the sheet that lists them. A key alone does nothing while somebody writes,
 * and whoever dictates turns them off for good (WCAG 2.1.4); the button and every link stay.
 */
export function Shortcuts({ areOn }: { areOn: boolean }) {
	const t = useMessages(workMessages).keys
	const [open, setOpen] = useState(false)
	const { submit, formData } = useFetcher()
	const on = formData ? formData.get('shortcuts') === 'on' : areOn
	const go = useRef(useNavigate())
	useEffect(() => {
		if (!on) return
		const press = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
			if (event.key === 'Escape' && isTyping(event.target)) (event.target as HTMLElement).blur()
			if (isTyping(event.target) || document.querySelector('dialog[open]')) return
			const does = SHORTCUTS[event.key]
			if (!does) return
			if (does === 'help') setOpen(true)
			else if (does === 'home') go.current('/desk')
			else if (does === 'next' || does === 'previous') moveInQueue(does)
			else {
				const target = targetOf(does)
				if (!target) return
				if (does === 'reply') target.focus()
				else target.click()
			}
			event.preventDefault()
		}
		document.addEventListener('keydown', press)
		return () => document.removeEventListener('keydown', press)
	}, [on])
	const lines = [
		...Object.entries(SHORTCUTS).map(([key, does]) => ({ keys: [key], does })),
		{ keys: ['/'], does: 'phrase' as const },
		{ keys: ['Ctrl', '⏎'], does: 'send' as const },
		{ keys: ['Esc'], does: 'leave' as const },
	]
	return (
		<>
			<button type="button" className="btn btn-quiet" onClick={() => setOpen(true)}>
				<Keyboard className="icon" aria-hidden="true" /> <span className="max-xl:sr-only">{t.open}</span>
			</button>
			<Sheet open={open} onClose={() => setOpen(false)} title={t.title} closeLabel={t.close}>
				<dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-3">
					{lines.map(({ keys, does }) => (
						<div key={does} className="contents">
							<dt>
								{keys.map((key) => (
									<span key={key} className="kbd mr-1">
										{key}
									</span>
								))}
							</dt>
							<dd>{t.list[does]}</dd>
						</div>
					))}
				</dl>
				<label className="check mt-8">
					<input
						type="checkbox"
						role="switch"
						aria-checked={on}
						className="switch"
						checked={on}
						onChange={(event) =>
							submit(
								{ shortcuts: event.currentTarget.checked ? 'on' : 'off' },
								{ method: 'post', action: '/desk/choices' },
							)
						}
					/>
					<span>
						{t.on}
						<span className="block text-mini text-ink-2">{t.off}</span>
					</span>
				</label>
			</Sheet>
		</>
	)
}
