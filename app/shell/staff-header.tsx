import { useRouteLoaderData } from '@remix-run/react'
import { LogOut } from 'lucide-react'
import { useEffect } from 'react'
import { may, type Permission } from '~/auth/roles'
import { authMessages } from '~/i18n/auth'
import { shellMessages } from '~/i18n/shell'
import { useMessages } from '~/i18n/use-messages'
import type { RootLoader } from '~/root'
import type { loader as DeskLoader } from '~/routes/desk'
import { PresenceWindow } from '~/ui/presence-window'
import { beatElsewhere } from './beat-elsewhere'
import { RelaisMark } from './marks'
import type { NavEntry } from './page-kind'

const ENTRIES: [NavEntry, string, Permission][] = [
	['poste', '/desk', 'desk.use'],
	['articles', '/studio', 'knowledge.edit'],
	['frictions', '/frictions', 'insights.read'],
	['planning', '/planning', 'planning.edit'],
]

/** What this person may open, and nothing else. */
export function StaffHeader({ current }: { current: NavEntry | undefined }) {
	const t = useMessages(shellMessages)
	const auth = useMessages(authMessages)
	const person = useRouteLoaderData<RootLoader>('root')?.person
	const desk = useRouteLoaderData<typeof DeskLoader>('routes/desk')
	// The desk itself says that it is open as it reads its queue again.
	const isElsewhere = may(person?.role, 'desk.use') && !desk
	useEffect(() => (isElsewhere ? beatElsewhere() : undefined), [isElsewhere])
	if (!person) return null
	return (
		<header className="border-b-[1.5px] border-stroke bg-surface" data-beat={isElsewhere || undefined}>
			<div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 md:px-5">
				<a href="/" className="flex items-center gap-2.5 text-ink no-underline hover:text-ink" aria-label={t.staffHome}>
					<RelaisMark className="size-8" />
					<span className="font-heading text-h3 font-bold tracking-tight max-sm:hidden">Relais</span>
				</a>
				<nav
					aria-label={t.staffNav}
					className="max-sm:has-[li+li]:order-last max-sm:has-[li+li]:-ml-3 max-sm:has-[li+li]:basis-full"
				>
					<ul className="flex flex-wrap gap-1">
						{ENTRIES.filter(([, , permission]) => may(person.role, permission)).map(([entry, path]) => (
							<li key={entry}>
								<a href={path} className="nav-link" aria-current={entry === current ? 'page' : undefined}>
									{t.nav[entry]}
								</a>
							</li>
						))}
					</ul>
				</nav>
				<div className="ml-auto flex items-center gap-2">
					<PresenceWindow initials={person.initials} on={!desk || desk.presence.state === 'available'} size="s" />
					<span className="hidden font-semibold md:inline">{person.name}</span>
					<form method="post" action="/deconnexion">
						<button type="submit" className="btn btn-quiet btn-icon" title={auth.signOut}>
							<LogOut className="icon" aria-hidden="true" />
							<span className="sr-only">{auth.signOut}</span>
						</button>
					</form>
				</div>
			</div>
		</header>
	)
}
