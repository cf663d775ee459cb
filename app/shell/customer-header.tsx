import { useLocation, useRouteLoaderData } from '@remix-run/react'
import { LogOut, Menu, User } from 'lucide-react'
import { authMessages } from '~/i18n/auth'
import { type Lang, localPath, samePageIn } from '~/i18n/language'
import { shellMessages } from '~/i18n/shell'
import { useLang, useMessages } from '~/i18n/use-messages'
import type { RootLoader } from '~/root'
import type { NavEntry } from './page-kind'
import { useTranslationPath } from './translation-path'

const ENTRIES = [
	['aide', '/'],
	['compte', '/compte'],
	['echanges', '/echanges'],
] as const

/** Brand, three entries, the other language, the person; a menu without script on a phone. */
export function CustomerHeader({ current }: { current: NavEntry | undefined }) {
	const t = useMessages(shellMessages)
	const lang = useLang()
	const root = useRouteLoaderData<RootLoader>('root')
	const brand = root?.brand.name ?? 'Relais'
	return (
		<header className="border-b-[1.5px] border-stroke bg-surface">
			<div className="wrap flex min-h-16 items-center gap-x-8 gap-y-1 md:min-h-20">
				<a
					href={localPath(lang, '/')}
					className="flex items-center gap-3 py-2 text-ink no-underline hover:text-ink"
					aria-label={t.home(brand)}
				>
					<BrandMark svg={root?.brand.mark ?? null} logo={root?.brand.logo} />
					<span className="whitespace-nowrap font-heading text-h3 font-bold tracking-tight md:text-[1.5rem]">
						{brand}
					</span>
				</a>
				<nav aria-label={t.mainNav} className="hidden md:block">
					<ul className="flex gap-1">
						<Entries current={current} lang={lang} />
					</ul>
				</nav>
				<div className="ml-auto flex items-center gap-1 md:gap-3">
					<OtherLanguage className="hidden md:inline-flex" />
					<PersonEntry className="hidden md:inline-flex" />
					<details className="relative md:hidden">
						<summary className="btn btn-s btn-outline min-h-11">
							<Menu className="icon" aria-hidden="true" /> {t.menu}
						</summary>
						<ul className="absolute right-0 z-30 mt-2 grid w-56 gap-1 rounded-3 border-[1.5px] border-stroke bg-surface p-2">
							<Entries current={current} lang={lang} wide />
							<li>
								<OtherLanguage className="w-full" />
							</li>
							<li>
								<PersonEntry className="w-full" />
							</li>
						</ul>
					</details>
				</div>
			</div>
		</header>
	)
}

function BrandMark({ svg, logo }: { svg: string | null; logo: string | undefined }) {
	if (svg)
		return (
			<span
				className="brand-mark size-9 md:size-10"
				aria-hidden="true"
				// biome-ignore lint/security/noDangerouslySetInnerHtml: a drawing of our own public folder, checked by brand-mark.server
				dangerouslySetInnerHTML={{ __html: svg }}
			/>
		)
	return logo ? <img src={logo} alt="" className="brand-mark size-9 md:size-10" /> : null
}

function Entries({ current, lang, wide }: { current: NavEntry | undefined; lang: Lang; wide?: boolean }) {
	const t = useMessages(shellMessages)
	return ENTRIES.map(([entry, path]) => (
		<li key={entry}>
			<a
				href={localPath(lang, path)}
				className={wide ? 'nav-link w-full' : 'nav-link'}
				aria-current={entry === current ? 'page' : undefined}
			>
				{t.nav[entry]}
			</a>
		</li>
	))
}

function OtherLanguage({ className }: { className: string }) {
	const t = useMessages(shellMessages)
	const other = useLang() === 'fr' ? 'en' : 'fr'
	const { pathname, search } = useLocation()
	const translated = useTranslationPath()
	return (
		<a
			href={translated ?? `${samePageIn(other, pathname)}${search}`}
			lang={other}
			hrefLang={other}
			className={`nav-link ${className}`}
		>
			{t.otherLanguage}
		</a>
	)
}

function PersonEntry({ className }: { className: string }) {
	const t = useMessages(shellMessages)
	const auth = useMessages(authMessages)
	const lang = useLang()
	const { pathname } = useLocation()
	const person = useRouteLoaderData<RootLoader>('root')?.person
	if (!person)
		return (
			<a
				href={`${localPath(lang, '/connexion')}?to=${encodeURIComponent(pathname)}`}
				className={`nav-link gap-2 ${className}`}
			>
				<User className="icon" aria-hidden="true" /> {t.signIn}
			</a>
		)
	return (
		<span className={`items-center gap-1 ${className}`}>
			<a
				href={person.role === 'customer' ? localPath(lang, '/compte') : '/desk'}
				className="nav-link gap-2 whitespace-nowrap"
			>
				<User className="icon" aria-hidden="true" /> {person.name}
			</a>
			<form method="post" action={localPath(lang, '/deconnexion')}>
				<button type="submit" className="btn btn-quiet btn-s min-h-11" title={auth.signOut}>
					<LogOut className="icon" aria-hidden="true" />
					<span className="sr-only">{auth.signOut}</span>
				</button>
			</form>
		</span>
	)
}
