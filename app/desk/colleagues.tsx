import { Users } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { besideMessages } from '~/i18n/beside'
import { useMessages } from '~/i18n/use-messages'
import { PresenceWindow } from '~/ui/presence-window'

export interface CityOfColleagues {
	city: string
	people: { id: string; firstName: string; initials: string; lit: boolean }[]
}

const WINDOWS_SHOWN = 5

/** Which colleagues are here, by city: a window is lit or it is not, and nobody counts since when. */
export function Colleagues({ cities }: { cities: CityOfColleagues[] }) {
	const t = useMessages(besideMessages).presence
	const board = useRef<HTMLDetailsElement>(null)
	useClosing(board)
	const all = cities.flatMap(({ people }) => people)
	return (
		<details ref={board} className="relative ml-auto">
			<summary className="btn btn-quiet flex items-center gap-2 no-underline">
				<span className="flex gap-1 max-lg:hidden">
					{all.slice(0, WINDOWS_SHOWN).map(({ id, initials, lit }) => (
						<PresenceWindow key={id} initials={initials} on={lit} size="s" />
					))}
				</span>
				<span className="lg:hidden" aria-hidden="true">
					<Users className="icon" /> {all.filter(({ lit }) => lit).length}
				</span>
				<span className="underline max-lg:sr-only">{t.here(all.filter(({ lit }) => lit).length)}</span>
			</summary>
			<section
				aria-labelledby="qui-est-la"
				className="absolute right-0 z-30 mt-2 w-[20rem] max-w-[calc(100vw-2rem)] rounded-3 border-[1.5px] border-stroke bg-surface p-4"
			>
				<h2 id="qui-est-la" className="panel-title">
					{t.who}
				</h2>
				{all.length === 0 && <p className="mt-2 text-ink-2">{t.nobody}</p>}
				{cities.map(({ city, people }) => (
					<div key={city} className="mt-3">
						<h3 className="font-body text-mini font-normal tracking-normal text-ink-2">{city}</h3>
						<ul className="mt-1.5 flex flex-wrap gap-3 text-mini">
							{people.map(({ id, firstName, initials, lit }) => (
								<li key={id} className="text-center">
									<PresenceWindow initials={initials} on={lit} />
									<span className={lit ? 'mt-1 block' : 'mt-1 block text-ink-2'}>
										{firstName} {!lit && <span className="block">{t.breathes}</span>}
									</span>
								</li>
							))}
						</ul>
					</div>
				))}
			</section>
		</details>
	)
}

/** Escape closes it and gives the focus back; so does a press outside. */
function useClosing(board: React.RefObject<HTMLDetailsElement>) {
	useEffect(() => {
		const details = board.current
		if (!details) return
		const closing = (event: KeyboardEvent) => {
			if (event.key !== 'Escape' || !details.open) return
			details.open = false
			details.querySelector('summary')?.focus()
		}
		const outside = (event: PointerEvent) => {
			if (!details.contains(event.target as Node)) details.open = false
		}
		document.addEventListener('keydown', closing)
		document.addEventListener('pointerdown', outside)
		return () => {
			document.removeEventListener('keydown', closing)
			document.removeEventListener('pointerdown', outside)
		}
	}, [board])
}
